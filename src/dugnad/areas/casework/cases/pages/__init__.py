"""Pages of cases: applying, one case, the case workers' desk."""
