"""What every endpoint of the internal API has in common: the token, the body, the Idempotency-Key, the errors."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from rest_framework.serializers import Serializer

from center.conversations.models import Conversation
from center.env import env
from center.internal.answers import Problem
from center.internal.idempotency import once

CLIENT = "actions"  # the only holder of the token
LARGEST_BODY = 64 * 1024  # bytes; the longest words a customer may send are 4,000 characters

View = Callable[..., HttpResponse]
Shape: TypeAlias = Serializer[Any]


def endpoint(
    method: str, *, query: type[Shape] | None = None, body: type[Shape] | None = None, creates: bool = False
) -> Callable[[View], View]:
    """Make `view(**path, **checked)` an endpoint for `method`; `checked` are the fields of the query or JSON body.

    `creates`: the request must carry an Idempotency-Key, and is done once.
    """

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, **path: Any) -> HttpResponse:
            try:
                _check_token(request)
                _check_method(request, method)
                checked = _checked(query, request.GET) if query else _checked(body, _json(request)) if body else {}
                if creates:
                    return once(CLIENT, _key(request), request, lambda: view(**path, **checked))
                return view(**path, **checked)
            except Problem as problem:
                return problem.answer()
            except Conversation.DoesNotExist:
                return Problem(404, "not_found", "There is no such conversation.").answer()

        return guarded

    return decorate


def _check_token(request: HttpRequest) -> None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not constant_time_compare(token.strip(), env().center_token):
        raise Problem(401, "unauthorized", "The Authorization header must be the center's bearer token.")


def _check_method(request: HttpRequest, method: str) -> None:
    if request.method != method:
        raise Problem(405, "wrong_method", f"This address takes {method}.")


def _json(request: HttpRequest) -> Any:
    try:
        too_large = len(request.body) > LARGEST_BODY
    except RequestDataTooBig:  # Django's own limit, which holds before anything is read into memory
        too_large = True
    if too_large:
        raise Problem(400, "bad_request", f"The body may have {LARGEST_BODY} bytes.")
    try:
        return json.loads(request.body)
    except ValueError as problem:
        raise Problem(400, "bad_request", "The body is not JSON in UTF-8.") from problem


def _checked(shape: type[Shape], values: Any) -> dict[str, Any]:
    with translation.override("en"):
        fields = shape(data=values)
        if not fields.is_valid():
            name, problems = next(iter(fields.errors.items()))
            raise Problem(400, "bad_request", f"{name}: {_first(problems)}")
    return dict(fields.validated_data)


def _first(problems: Any) -> str:
    while isinstance(problems, list | dict):
        problems = next(iter(problems.values() if isinstance(problems, dict) else problems))
    return str(problems)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.headers["Idempotency-Key"])
    except (KeyError, ValueError) as problem:
        raise Problem(400, "bad_request", "The Idempotency-Key header must be a UUID.") from problem
