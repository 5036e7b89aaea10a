"""Cases in the structure of Noark 5, version 5.0: built, checked, packed for the archive."""
