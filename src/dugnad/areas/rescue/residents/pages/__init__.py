"""The register's pages: one's own, a care service's, those by code, and openings of the seal."""
