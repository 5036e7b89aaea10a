"""The doors: pages, API, live streams and the command line."""
