from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "dugnad.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        """Connect what listens to allauth, and the checks."""
        from dugnad.kernel.identity import checks, events  # noqa: F401
