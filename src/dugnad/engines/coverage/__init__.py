"""Flying around a building: missions that see every part of its facades and roof, at a safe distance."""
