from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "dugnad.kernel.ledger"
    label = "ledger"
