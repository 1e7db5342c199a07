"""Run the action server: `python -m actions`, on 127.0.0.1 only, for a caller who knows the token.

The SDK's own runner listens on every interface and lets any web page call it.
"""

from __future__ import annotations

import hmac
import logging

from rasa_sdk.endpoint import create_app
from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.knowledge import knowledge
from actions.settings import settings


def main() -> None:
    """Serve until told to stop."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    knowledge()  # a mistake in data/ stops the start, not the first customer
    expected = f"Bearer {settings().token}"
    app = create_app("actions", cors_origins=[])

    @app.middleware("request")
    async def only_the_bot(request: Request) -> HTTPResponse | None:
        if request.path == "/health" or hmac.compare_digest(request.headers.get("authorization", ""), expected):
            return None
        return response.json({"error": "unauthorized"}, status=401)

    @app.middleware("response")
    async def nothing_of_the_customer(request: Request, answer: HTTPResponse) -> HTTPResponse | None:
        """The SDK sends a failed call back whole, and Rasa writes it to its log."""
        return response.json({"error": "action_failed"}, status=answer.status) if answer.status >= 500 else None

    app.run(host="127.0.0.1", port=settings().port, access_log=False)


if __name__ == "__main__":
    main()
