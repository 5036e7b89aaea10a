from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "dugnad.areas.agreements"
    label = "agreements"
