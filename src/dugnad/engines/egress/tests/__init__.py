"""Tests of the egress engine: hand calculations, RiMEA and ISO 20414, properties, and other programs as oracles."""
