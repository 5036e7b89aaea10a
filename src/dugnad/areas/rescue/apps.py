from django.apps import AppConfig


class RescueConfig(AppConfig):
    name = "dugnad.areas.rescue"
    label = "rescue"
