"""Dugnad: the open platform on which cities, companies and experts work together."""
