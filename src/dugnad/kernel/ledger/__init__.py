"""What happened: one log, written with the change it tells of and sealed into a Merkle tree."""
