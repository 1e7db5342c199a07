"""How the desk's pages show codes, times and personal data."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone

from center.customers.masking import mask_phone, mask_text
from center.desk.words import words

register = template.Library()

register.filter("masked_phone", mask_phone)


@register.filter
def masked(text: str, understood: Mapping[str, Any] | None = None) -> str:
    """Words with phones, waybill numbers and the understood names and addresses masked."""
    return mask_text(text, (understood or {}).get("entities", ()))


@register.filter
def reason_name(code: str) -> str:
    """What an agent calls a reason."""
    return words().reasons.get(code, code)


@register.filter
def intent_name(code: str | None) -> str:
    """What an agent calls an intent; a code we have no word for as it is."""
    return words().intents.get(code, code) if code else ""


@register.filter
def waited(since: datetime) -> str:
    """How long ago, to the minute, as a clock would show it: `3:07` is three hours and seven minutes."""
    minutes = int((timezone.now() - since).total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02}"
