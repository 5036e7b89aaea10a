"""When a building burns: who needs help, where, and what is seen from above."""
