from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "dugnad.kernel.rights"
    label = "rights"
