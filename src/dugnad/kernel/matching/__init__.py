"""Search in one's own words over rows that change: an index of engine `matching`, kept fresh and on disk."""
