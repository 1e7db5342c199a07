"""HTTP as every adapter does it: a limit on each call, a limit on all calls of one action, one error for whatever
goes wrong.
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

from actions.backends.errors import Unavailable

CALL_SECONDS = 2.0
ACTION_SECONDS = 4.0

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


def start_clock() -> None:
    """From now on the calls made in this context have `ACTION_SECONDS` together."""
    _deadline.set(time.monotonic() + ACTION_SECONDS)


def seconds_left() -> float:
    """How long the next call may take. Raises `Unavailable` when the action's time is used up."""
    deadline = _deadline.get()
    left = CALL_SECONDS if deadline is None else min(CALL_SECONDS, deadline - time.monotonic())
    if left <= 0.05:
        raise Unavailable("the action's time is used up")
    return left


def new_session() -> requests.Session:
    """A session that tries a connection that could not be made once more.

    Only that is safe for every method: no byte of the request has left.
    """
    session = requests.Session()
    adapter = HTTPAdapter(
        max_retries=Retry(total=None, connect=1, read=0, redirect=0, status=0, other=0, backoff_factor=0.1)
    )
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def send(session: requests.Session, method: str, url: str, **arguments: Any) -> requests.Response:
    """One call within the limits. Raises `Unavailable`; a status of 500 and more counts as no answer."""
    try:
        response = session.request(method, url, timeout=seconds_left(), allow_redirects=False, **arguments)
    except requests.RequestException as error:
        raise Unavailable(f"{method} {url}: {type(error).__name__}") from error
    if response.status_code >= 500:
        raise Unavailable(f"{method} {url}: {response.status_code}")
    return response


def json_of(response: requests.Response) -> Any:
    """The body as JSON. Raises `Unavailable` if it is none."""
    try:
        return response.json()
    except ValueError as error:
        raise Unavailable(f"{response.url.partition('?')[0]}: the answer is not JSON") from error
