"""What generated code calls: arithmetic, comparisons, paths, filters, loops, calls."""
