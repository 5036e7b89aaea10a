"""Signs documents: with certificates of the embedded authority, or with the installation's own seal."""

from dugnad.connectors.signing.service import Signing

__all__ = ["Signing"]
