"""The app's name for Django."""

from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    """Registers center.conversations."""

    name = "center.conversations"
    default_auto_field = "django.db.models.BigAutoField"
