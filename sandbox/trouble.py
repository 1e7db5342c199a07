"""How trouble looks on the wire."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sandbox.switches import Switches

HANG_UP = "suda.hang_up"
_GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
_GARBAGE = b'{"apiResultCode":"A1000","apiErrorMsg":"","apiResultData":"{\\"succ\xe9'


class HangUpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP, with one ASGI extension: an application may drop the connection without an answer."""

    def on_message_begin(self) -> None:
        """Put the extension into the request's scope."""
        super().on_message_begin()
        extensions: dict[str, Any] = {HANG_UP: self.transport.abort}
        self.scope["extensions"] = extensions


async def spoil(request: Request, switches: Switches, work: Callable[[], Awaitable[Response]]) -> Response:
    """Answer a request as well as the switches allow. `work` does it and gives a healthy service's answer."""
    if switches.outage == "refuse":
        return await _hang_up(request)
    if switches.outage == "error":
        return HTMLResponse(_GATEWAY_PAGE, status_code=502)
    response = await work()
    await asyncio.sleep(switches.slow_seconds)
    if switches.outage == "hang":
        return await _wait_for_the_caller_to_leave(request)
    if switches.outage == "garbage":
        return Response(_GARBAGE, media_type="application/json")
    return response


async def _hang_up(request: Request) -> Response:
    request.scope["extensions"][HANG_UP]()
    return await _wait_for_the_caller_to_leave(request)


async def _wait_for_the_caller_to_leave(request: Request) -> Response:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    logging.getLogger(__name__).info("left without an answer: %s", request.url.path)
    return Response()
