from django.apps import AppConfig


class GrantsConfig(AppConfig):
    name = "dugnad.kernel.agreements"
    label = "grants"
