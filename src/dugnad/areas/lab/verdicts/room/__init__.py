"""The engine room: a process of its own that reckons, so that compiled code is not loaded where pages are served."""
