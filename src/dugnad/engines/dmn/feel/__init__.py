"""The language FEEL: names, grammar, syntax tree."""
