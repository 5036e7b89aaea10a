"""The agreements' part of the API: the same services as behind the pages."""

from dugnad.areas.agreements.api import drafting, reading, signing, verifying
from dugnad.areas.agreements.api.router import router

__all__ = ["drafting", "reading", "router", "signing", "verifying"]
