from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "dugnad.kernel.jobs"
    label = "jobs"
