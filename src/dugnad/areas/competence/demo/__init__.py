"""Invented experts, offers, needs and rounds for the demo."""
