"""Descriptions as CPSV-AP-NO 1.1 in RDF, and back."""
