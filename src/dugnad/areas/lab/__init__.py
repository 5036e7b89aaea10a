"""The disruption lab: a company tests how digitally viable its business is."""
