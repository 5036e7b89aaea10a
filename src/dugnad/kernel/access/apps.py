from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "dugnad.kernel.access"
    label = "access"
