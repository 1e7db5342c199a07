"""The internal API as the actions server calls it."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client

from center.conversations.models import Channel, Conversation
from center.env import env


def new_conversation() -> Conversation:
    """A customer on the web page."""
    return Conversation.objects.create(channel=Channel.WEB, customer_key=str(uuid4()))


def post(path: str, body: Any, key: UUID | str | None = None, token: str | None = None) -> Any:
    """POST `body` as JSON (bytes go as they are); the answer."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token or env().center_token}"}
    if key:
        headers["Idempotency-Key"] = str(key)
    return Client().post(f"/internal/v1{path}", raw, content_type="application/json", headers=headers)


def get(path: str, **query: str) -> Any:
    """GET with the query; the answer."""
    return Client().get(f"/internal/v1{path}", query, headers={"Authorization": f"Bearer {env().center_token}"})


def grievance(conversation: Conversation, **more: Any) -> dict[str, Any]:
    """A complaint about a lost parcel, as the bot would hand it over."""
    body: dict[str, Any] = {
        "conversation": str(conversation.pk),
        "category": "lost",
        "waybill_no": "SF1234567890123",
        "phone_tail": "5678",
        "contact_phone": "13812345678",
        "description": "包裹一直没有收到",
        "wish": "希望赔偿",
    }
    return {**body, **more}


def detail(answer: HttpResponse) -> str:
    """The sentence of an error."""
    return str(json.loads(answer.content)["detail"])
