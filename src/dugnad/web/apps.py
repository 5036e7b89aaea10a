from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "dugnad.web"
    label = "web"
