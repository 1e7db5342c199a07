"""Periodic work of the internal API; Procrastinate finds it by this module's name."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from center.internal.models import KeptAnswer

KEEP = timedelta(hours=24)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="forget_kept_answers")
def forget_kept_answers(timestamp: int) -> None:
    """Drop, once an hour, the answers that have been kept for long enough."""
    KeptAnswer.objects.filter(kept_at__lt=timezone.now() - KEEP).delete()
