from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "dugnad.kernel.identity"
    label = "identity"
