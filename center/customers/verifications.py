"""Proof of a phone by a six-digit code in an SMS."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from center.conversations.models import Conversation
from center.customers.limits import limits
from center.customers.models import PhoneVerification
from center.customers.sms import SmsFailed, send_sms
from center.customers.windows import narrowest, room
from center.locks import wait_for


class TooMany(Exception):
    """No more codes for this phone or conversation before `retry_at`."""

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(f"no more codes before {retry_at.isoformat()}")
        self.retry_at = retry_at


class Expired(Exception):
    """No code is alive: none was sent, its time is over, its tries are used up, or it has been used."""


@dataclass(frozen=True)
class Checked:
    """Whether the code was right; if not, how many tries it has left."""

    verified: bool
    left: int


@transaction.atomic
def send_code(conversation: Conversation, phone: str) -> datetime | None:
    """Send a new code to `phone`; earlier ones of this conversation die. Returns when it expires.

    None when the gateway failed: the try is counted all the same, and no code is alive. Raises TooMany.
    """
    wait_for(f"code phone {phone}", f"code conversation {conversation.pk}")
    allowed, now = limits().codes, timezone.now()
    _refuse_too_many(conversation, phone, now)

    PhoneVerification.objects.filter(conversation=conversation, phone=phone).update(code_hash="")
    sent = PhoneVerification.objects.create(
        conversation=conversation, phone=phone, sent_at=now, expires_at=now + allowed.alive
    )
    code = f"{secrets.randbelow(10**6):06}"
    minutes = int(allowed.alive.total_seconds() // 60)
    try:
        send_sms(phone, render_to_string("customers/code.txt", {"code": code, "minutes": minutes}).strip())
    except SmsFailed:
        return None
    sent.code_hash = _hash(sent, code)
    sent.save(update_fields=["code_hash"])
    return sent.expires_at


@transaction.atomic
def check_code(conversation: Conversation, phone: str, code: str) -> Checked:
    """Compare `code` with the living one; a right one stays with the conversation as its phone. Raises Expired."""
    wait_for(f"code phone {phone}", f"code conversation {conversation.pk}")
    allowed = limits().codes
    alive = (
        PhoneVerification.objects.filter(
            conversation=conversation,
            phone=phone,
            used_at=None,
            expires_at__gt=timezone.now(),
            wrong_tries__lt=allowed.tries,
        )
        .exclude(code_hash="")
        .last()
    )
    if alive is None:
        raise Expired
    if not constant_time_compare(alive.code_hash, _hash(alive, code)):
        alive.wrong_tries += 1
        alive.save(update_fields=["wrong_tries"])
        return Checked(False, allowed.tries - alive.wrong_tries)
    alive.used_at = timezone.now()
    alive.save(update_fields=["used_at"])
    Conversation.objects.filter(pk=conversation.pk).update(verified_phone=phone)
    return Checked(True, 0)


def _refuse_too_many(conversation: Conversation, phone: str, now: datetime) -> None:
    allowed = limits().codes
    recent = PhoneVerification.objects.filter(sent_at__gt=now - allowed.window).order_by("sent_at")
    left = narrowest(
        [
            room(list(sent.values_list("sent_at", flat=True)), limit, allowed.window)
            for sent, limit in (
                (recent.filter(phone=phone), allowed.per_phone),
                (recent.filter(conversation=conversation), allowed.per_conversation),
            )
        ]
    )
    if left.retry_at is not None:
        raise TooMany(left.retry_at)


def _hash(verification: PhoneVerification, code: str) -> str:
    """Keyed with the secret of the installation, so that a stolen table does not give six digits away."""
    return salted_hmac(__name__, f"{verification.pk}:{code}", algorithm="sha256").hexdigest()
