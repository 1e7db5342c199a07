"""The queue of django-helpdesk that complaints go to."""

from helpdesk.models import Queue

SLUG = "complaints"
TITLE = "个案投诉"


def complaints_queue() -> Queue:
    """The queue for individual complaints, made if it is not there."""
    queue, _ = Queue.objects.get_or_create(slug=SLUG, defaults={"title": TITLE, "locale": "zh-hans"})
    return queue
