"""An agreement's whole life, from draft to end."""
