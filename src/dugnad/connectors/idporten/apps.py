from django.apps import AppConfig


class IdPortenConfig(AppConfig):
    name = "dugnad.connectors.idporten"
    label = "idporten"
