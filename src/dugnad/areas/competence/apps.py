from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    name = "dugnad.areas.competence"
    label = "competence"

    def ready(self) -> None:
        from dugnad.areas.competence.needs.indexing import follow

        follow()
