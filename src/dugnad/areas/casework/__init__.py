"""Rules that cities share, and cases decided by them or by a person."""
