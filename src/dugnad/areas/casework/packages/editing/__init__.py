"""Drafts changed in the browser: the decision model in dmn-js, everything else in forms, and every save kept."""
