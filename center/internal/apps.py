"""The app's name for Django."""

from django.apps import AppConfig


class InternalConfig(AppConfig):
    """Registers center.internal."""

    name = "center.internal"
