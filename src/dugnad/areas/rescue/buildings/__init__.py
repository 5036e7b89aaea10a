"""Buildings: their plans read, judged and corrected, and their detectors."""
