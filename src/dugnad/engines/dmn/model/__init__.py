"""DMN XML as a typed tree."""
