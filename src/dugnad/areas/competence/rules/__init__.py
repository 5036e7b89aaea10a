"""Who may do what here, part by part; each part's kinds are in a module of its own."""
