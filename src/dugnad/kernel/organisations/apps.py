from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "dugnad.kernel.organisations"
    label = "organisations"
