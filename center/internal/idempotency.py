"""Idempotency-Key: a request sent twice is done once (docs/contracts.md, last section).

What the request does and the answer we keep are one transaction, so neither exists without the other; a process killed
in between leaves no trace, and the retry starts afresh. While it runs, an advisory lock on the key turns its twin away.
"""

import hashlib
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from center.internal.answers import Problem
from center.internal.models import KeptAnswer
from center.locks import try_for


@transaction.atomic
def once(client: str, key: UUID, request: HttpRequest, do: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer kept for `key`, or the one `do` gives now, which is kept unless it is a 5xx.

    Raises Problem: 409 while the first request with this key runs, 422 when this is another request with the same key.
    An exception from `do` undoes whatever it did.
    """
    if not try_for(f"idempotency {client} {key}"):
        raise Problem(409, "in_progress", "The first request with this Idempotency-Key is still running.")
    request_hash = _hash(request)
    kept = KeptAnswer.objects.filter(client=client, key=key).first()
    if kept is None:
        answer = do()
        if answer.status_code < 500:
            KeptAnswer.objects.create(
                client=client,
                key=key,
                request_hash=request_hash,
                status=answer.status_code,
                body=answer.content,
                kept_at=timezone.now(),
            )
        return answer
    if kept.request_hash != request_hash:
        raise Problem(422, "key_reused", "This Idempotency-Key came with another request before.")
    headers = {"Idempotent-Replay": "true"}
    return HttpResponse(bytes(kept.body), status=kept.status, content_type="application/json", headers=headers)


def _hash(request: HttpRequest) -> str:
    return hashlib.sha256(b"\n".join([str(request.method).encode(), request.path.encode(), request.body])).hexdigest()
