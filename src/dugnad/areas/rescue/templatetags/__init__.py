"""Words of the incident screen."""
