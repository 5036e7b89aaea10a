"""This part's pages."""
