"""The chat page."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from center.channels.web import cookie


@require_safe
@never_cache
def chat_page(request: HttpRequest) -> HttpResponse:
    """The page, with a cookie that names this visitor's conversation: the one they had, or a new one."""
    response = render(request, "web/chat.html")
    cookie.write(response, cookie.read(request.COOKIES) or uuid4())
    response["Content-Security-Policy"] = _policy(request.get_host())
    return response


def _policy(host: str) -> str:
    """Nothing but our own files and our own socket (older Safari does not count sockets as 'self')."""
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": f"'self' ws://{host} wss://{host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
