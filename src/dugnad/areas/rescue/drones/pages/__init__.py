"""Pages of flights: planned at once around a building, kept, flown; zones; thermal pictures."""
