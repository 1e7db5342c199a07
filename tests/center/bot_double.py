"""A bot to test against: a real server on a real socket, which speaks contract 1 and can be slow, down or mad."""

import asyncio
import json
import os
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.center.processes import free_port

BUTTONS = [{"title": "确认", "payload": "/affirm"}, {"title": "取消", "payload": "/deny"}]


@dataclass
class BotDouble:
    """Answers "N" with "回 N".

    `mode` is `well`, `down` (503), `garbage`, `empty`, `hanging` or `bad_request`; `delay` in seconds. `turns` holds
    the bodies of the turns that were run, each message id once, per conversation in order; `calls` every request.
    """

    port: int = field(default_factory=free_port)
    mode: str = "well"
    delay: float = 0.0
    calls: list[dict[str, Any]] = field(default_factory=list)
    turns: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    _answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    _server: uvicorn.Server | None = None
    _thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where the bot listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen; returns once it does."""
        app = Starlette(routes=[Route("/webhooks/center/webhook", self._webhook, methods=["POST"])])
        config = uvicorn.Config(app, host="127.0.0.1", port=self.port, log_level="error", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        while not self._server.started:
            threading.Event().wait(0.02)

    def stop(self) -> None:
        """Close the port, so that connections are refused."""
        assert self._server and self._thread
        self._server.should_exit = True
        self._thread.join(10)

    async def _webhook(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {os.environ['SUDA_BOT_TOKEN']}":
            return JSONResponse({"error": "unauthorized"}, 401)
        body = await request.json()
        self.calls.append(body)
        await asyncio.sleep(3600 if self.mode == "hanging" else self.delay)
        failures = {
            "down": JSONResponse({"error": "actions_unavailable"}, 503),
            "garbage": Response("<html>not what you want</html>", media_type="text/html"),
            "bad_request": JSONResponse({"error": "bad_request", "detail": "no"}, 400),
        }
        return failures.get(self.mode) or JSONResponse(self._answer(body))

    def _answer(self, body: dict[str, Any]) -> dict[str, Any]:
        """The same message again has the same answer, and its turn is not run twice."""
        if body["message_id"] not in self._answers:
            self.turns[body["conversation"]].append(body)
            said = body["text"] if body["payload"] is None else body["payload"]
            buttons = BUTTONS if said == "按钮" else []
            replies = [] if self.mode == "empty" else [{"text": f"回 {said}", "buttons": buttons}]
            understood = {"intent": "inform", "confidence": 0.9, "entities": []}
            self._answers[body["message_id"]] = json.loads(json.dumps({"replies": replies, "understood": understood}))
        return self._answers[body["message_id"]]
