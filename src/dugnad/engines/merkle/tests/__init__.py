"""Tests of the Merkle engine against the RFC's own definitions, published vectors and pymerkle."""
