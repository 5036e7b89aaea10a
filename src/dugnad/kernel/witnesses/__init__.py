"""Members that watch the log: they cosign its checkpoints, each with a key of its own."""
