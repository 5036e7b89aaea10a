"""The pages of the maturity test."""
