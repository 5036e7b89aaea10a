from django.apps import AppConfig


class ServicesConfig(AppConfig):
    name = "dugnad.areas.services"
    label = "services"
