"""The register of enterprises (Enhetsregisteret): off until an operator gives its address."""

from dugnad.connectors.enterprises.reading import Enterprise, Unreadable, read
from dugnad.connectors.enterprises.register import NoRegister, Register

__all__ = ["Enterprise", "NoRegister", "Register", "Unreadable", "read"]
