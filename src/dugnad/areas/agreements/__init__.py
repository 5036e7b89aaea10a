"""Agreements between organisations: written from clauses, signed, verified; they switch grants on and off."""
