"""The house's own pages: the log, why something can be seen, one's data, jobs, health, problems."""
