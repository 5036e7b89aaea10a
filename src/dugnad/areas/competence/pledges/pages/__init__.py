"""Pages of what is pledged."""
