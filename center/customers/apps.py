"""The app's name for Django."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    """Registers center.customers."""

    name = "center.customers"
