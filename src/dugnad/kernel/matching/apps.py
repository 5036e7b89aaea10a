from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "dugnad.kernel.matching"
    label = "matching"
