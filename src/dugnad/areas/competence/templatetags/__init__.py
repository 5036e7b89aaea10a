"""What templates of this area need."""
