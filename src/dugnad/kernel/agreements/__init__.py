"""What is agreed: the grants that signed agreements yield."""
