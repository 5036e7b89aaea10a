"""Pages of business models."""
