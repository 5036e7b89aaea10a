"""The members of the network: who they are, and who shares what with whom."""
