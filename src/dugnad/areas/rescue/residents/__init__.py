"""The register of who needs help, sealed until an incident."""
