"""What is stored about a person: told, given back, erased, and let go in time."""
