"""Walking networks: read from files, judged for quality, and the shortest way from door to door."""
