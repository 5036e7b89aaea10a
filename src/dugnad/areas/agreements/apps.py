from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "dugnad.areas.agreements"
    label = "agreements"

    def ready(self) -> None:
        from dugnad.areas.agreements.ties import binding_agreements
        from dugnad.kernel.organisations.ties import register

        register(binding_agreements)
