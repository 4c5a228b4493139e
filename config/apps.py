from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Shared tasks bind to the app that exists when they are called: the web server needs it as much as a worker.
        import config.celery  # noqa: F401, PLC0415 - settings must be complete first
