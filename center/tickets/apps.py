"""The app's name for Django, and what must be there before the first ticket."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TicketsConfig(AppConfig):
    """Registers center.tickets."""

    name = "center.tickets"

    def ready(self) -> None:
        """See to the queue after every `migrate`."""
        post_migrate.connect(_make_queue, sender=self)


def _make_queue(**_: Any) -> None:
    from center.tickets.queue import complaints_queue

    complaints_queue()
