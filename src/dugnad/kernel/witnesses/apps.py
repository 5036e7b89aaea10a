from django.apps import AppConfig


class WitnessesConfig(AppConfig):
    name = "dugnad.kernel.witnesses"
    label = "witnesses"
