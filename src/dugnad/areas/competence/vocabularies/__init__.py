"""Vocabularies of skills: a small one of our own, ESCO and LOS."""
