"""The demo of rescue: a care home that does not exist, and a drill in it."""
