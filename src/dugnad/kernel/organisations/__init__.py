"""The members of the network, their units, and who has which role there."""
