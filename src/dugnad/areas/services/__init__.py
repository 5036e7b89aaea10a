"""One front door to public services, whoever delivers them."""
