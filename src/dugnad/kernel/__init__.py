"""What every area stands on: who, what is agreed, what may be seen, what happened."""
