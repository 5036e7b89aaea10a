"""What people come for; no area imports another."""
