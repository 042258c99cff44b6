from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self) -> None:
        from .attachments import storing, tasks  # noqa: F401  they listen, and can be called
