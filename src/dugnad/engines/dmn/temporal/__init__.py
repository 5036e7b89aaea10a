"""Dates, times and durations of FEEL: years of nine digits, nanoseconds, offsets and IANA zones."""
