from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "dugnad.areas.network"
    label = "network"
