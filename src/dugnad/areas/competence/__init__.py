"""Experts, labs, courses and reusable solutions, for those who say what they need."""
