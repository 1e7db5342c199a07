"""The app's name for Django."""

from django.apps import AppConfig


class CustomerChannelsConfig(AppConfig):
    """Registers center.channels; the plain label "channels" belongs to django-channels."""

    name = "center.channels"
    label = "customer_channels"
