"""Fans what the log tells out to those who listen."""
