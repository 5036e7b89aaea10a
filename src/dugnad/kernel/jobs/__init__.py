"""Durable work outside a request, with progress that a page can show."""
