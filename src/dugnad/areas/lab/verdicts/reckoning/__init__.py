"""From a model to the figures of its pages: plain JSON values, reckoned in the engine room or on the command line."""
