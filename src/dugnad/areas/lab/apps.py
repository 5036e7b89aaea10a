from django.apps import AppConfig


class LabConfig(AppConfig):
    name = "dugnad.areas.lab"
    label = "lab"
