from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "dugnad.areas.casework"
    label = "casework"
