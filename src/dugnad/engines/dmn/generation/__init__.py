"""From syntax tree to Python source."""
