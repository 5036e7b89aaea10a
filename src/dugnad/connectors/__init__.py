"""Outside systems, each behind a small protocol that an area or the kernel defines."""
