"""What comes in over HTTP: bodies within bounds, JSON objects, and the answers to bad ones."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox import envelope
from sandbox.fields import Asked, BusinessError

# The longest real call, an order of many goods, is a tenth of this.
LARGEST_BODY = 256 * 1024


async def read_body(request: Request) -> bytes:
    """The body; HTTP 413 past LARGEST_BODY, of which no more is kept."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise HTTPException(413, f"more than {LARGEST_BODY} bytes")
    return bytes(body)


async def read_object(request: Request) -> Asked:
    """The body as a JSON object, an empty one if there is no body; BusinessError where it is none."""
    return Asked.parse(await read_body(request) or b"{}")


def service_code(body: bytes) -> str:
    """The service that a form POST asks for; empty where it cannot be read."""
    try:
        return envelope.read_form(body).get("serviceCode", "")
    except envelope.PlatformError:
        return ""


async def refuse(request: Request, error: Exception) -> Response:
    """An HTTP error as `{"error", "detail"}`."""
    status, detail = (error.status_code, error.detail) if isinstance(error, HTTPException) else (500, "")
    names = {400: "bad_request", 404: "not_found", 405: "method_not_allowed", 413: "too_large"}
    return JSONResponse({"error": names.get(status, "error"), "detail": detail}, status_code=status)


async def bad_request(request: Request, error: Exception) -> Response:
    """A malformed JSON body outside of the carrier's protocol: 400."""
    field = error.detail if isinstance(error, BusinessError) else ""
    detail = f"missing or wrong: {field}" if field else "expected a JSON object"
    return JSONResponse({"error": "bad_request", "detail": detail}, status_code=400)
