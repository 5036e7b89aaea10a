"""Rule packages as plain values: what law they rest on, what they ask, how they decide, what they write. Pure."""
