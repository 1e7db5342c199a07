"""The cookie that names a visitor's conversation: signed by us, out of reach of scripts and of other sites."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpResponse

from center.env import env

COOKIE = "suda_chat"
LIFE = timedelta(days=7)


def read(cookies: Mapping[str, str]) -> UUID | None:
    """The conversation a visitor's cookies name; None when there is none, or we did not sign it."""
    try:
        return UUID(_signer().unsign(cookies.get(COOKIE, ""), max_age=LIFE))
    except (signing.BadSignature, ValueError):
        return None


def write(response: HttpResponse, conversation: UUID) -> None:
    """Give the visitor a cookie for this conversation, good for LIFE from now."""
    response.set_cookie(
        COOKIE,
        _signer().sign(str(conversation)),
        max_age=LIFE,
        secure=env().behind_https,
        httponly=True,
        samesite="Lax",
    )


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="suda.chat.cookie")
