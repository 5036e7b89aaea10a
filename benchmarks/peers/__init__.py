"""What the engines are measured beside, and what both are given."""
