"""The HTTP face: the carrier's one endpoint, the SMS gateway, and what people and tests use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from sandbox import clock, journey, view, world
from sandbox.context import Context
from sandbox.fields import MALFORMED, BusinessError, is_phone
from sandbox.gateway import SERVICES, Gateway
from sandbox.incoming import bad_request, read_body, read_object, refuse, service_code
from sandbox.records import Message
from sandbox.rules import Rules
from sandbox.settings import Settings
from sandbox.store import Store
from sandbox.switches import SMS, Switches
from sandbox.trouble import spoil

_LONGEST_MESSAGE = 1000


class Sandbox:
    """All endpoints, and what they share: the store, the rules, the world as it was loaded, the switches."""

    def __init__(self, settings: Settings, store: Store, reset: bool) -> None:
        self._store = store
        self._rules = Rules.load()
        self._gateway = Gateway(settings, store, self._rules)
        self._switches = Switches()
        self._world = self._read_world(world.FILE.read_text(encoding="utf-8"))
        with store.transaction() as ledger:
            if reset or not ledger.parcels():
                self._world.settle(ledger)

    def application(self) -> Starlette:
        """The ASGI application."""
        # A web page that is open on the same machine must not reach it under another name.
        return Starlette(
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
            routes=[
                Route("/std/service", self.service, methods=["POST"]),
                Route("/messages", self.send_message, methods=["POST"]),
                Route("/phones/{phone}", self.phone),
                Route("/parcels/{waybill_no}", self.parcel),
                Route("/switches", self.show_switches),
                Route("/switches", self.set_switches, methods=["PUT"]),
                Route("/switches/reset", self.reset_switches, methods=["POST"]),
                Route("/switches/advance", self.advance, methods=["POST"]),
                Route("/world", self.put_world, methods=["PUT"]),
                Route("/world/reset", self.reset_world, methods=["POST"]),
                Route("/healthz", self.healthy),
                Route("/style.css", self.style),
                Route("/", self.index),
            ],
            exception_handlers={HTTPException: refuse, BusinessError: bad_request},
        )

    async def service(self, request: Request) -> Response:
        """The carrier's endpoint."""
        body = await read_body(request)

        async def work() -> Response:
            return JSONResponse(await run_in_threadpool(self._gateway.answer, body))

        return await self._spoil(request, service_code(body), work)

    async def send_message(self, request: Request) -> Response:
        """Take a text message for a phone: 202."""
        asked = await read_object(request)
        phone = asked.text("phone")
        if not is_phone(phone):
            raise BusinessError(MALFORMED, "phone")
        text = asked.text("text", missing=MALFORMED, limit=_LONGEST_MESSAGE)
        message = Message(phone, text, clock.write(clock.now()))

        async def work() -> Response:
            await run_in_threadpool(self._keep_message, message)
            return JSONResponse({"accepted": True}, status_code=202)

        return await self._spoil(request, SMS, work)

    def phone(self, request: Request) -> Response:
        """What a phone received."""
        number = request.path_params["phone"]
        if not is_phone(number):
            raise HTTPException(404, "no phone number")
        with self._store.transaction() as ledger:
            messages = ledger.messages(number)
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"phone": number, "messages": [{"text": m.text, "at": m.at} for m in messages]})
        return HTMLResponse(view.phone(number, messages))

    def parcel(self, request: Request) -> Response:
        """All that is known of a parcel."""
        with self._store.transaction() as ledger:
            parcel = ledger.parcel(request.path_params["waybill_no"])
            if parcel is None:
                raise HTTPException(404, "no such parcel")
            known = {
                "parcel": asdict(parcel),
                "state": Context(ledger, self._rules, clock.now()).state(parcel),
                "scans": [asdict(scan) for scan in ledger.scans(parcel.waybill_no)],
                "instructions": [asdict(instruction) for instruction in ledger.instructions(parcel.waybill_no)],
            }
        return JSONResponse(known)

    async def show_switches(self, request: Request) -> Response:
        """What is wrong at the moment."""
        return JSONResponse(self._switches.as_dict())

    async def set_switches(self, request: Request) -> Response:
        """Make trouble."""
        asked = await read_object(request)
        try:
            self._switches = Switches.read(asked.fields, set(SERVICES) | {SMS})
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        return JSONResponse(self._switches.as_dict())

    async def reset_switches(self, request: Request) -> Response:
        """End all trouble."""
        self._switches = Switches()
        return JSONResponse(self._switches.as_dict())

    async def advance(self, request: Request) -> Response:
        """Let parcels on the standard journey meet their next scan."""
        asked = await read_object(request)
        try:
            scans = await run_in_threadpool(self._advance, asked.text("waybillNo"))
        except KeyError as error:
            raise HTTPException(404, "no parcel on the standard journey has this number") from error
        return JSONResponse({"scans": scans})

    async def put_world(self, request: Request) -> Response:
        """Replace people and parcels by those of the body."""
        try:
            read = self._read_world((await read_body(request)).decode())
        except ValueError as error:
            raise HTTPException(400, str(error)) from error
        return await run_in_threadpool(self._settle, read)

    async def reset_world(self, request: Request) -> Response:
        """Load the files of the sandbox anew, their times counted from now."""
        return await run_in_threadpool(self._settle, self._read_world(world.FILE.read_text(encoding="utf-8")))

    async def healthy(self, request: Request) -> Response:
        """200 once it serves."""
        return JSONResponse({"ok": True})

    def style(self, request: Request) -> Response:
        """The pages' looks."""
        return FileResponse(view.FOLDER / "style.css", media_type="text/css")

    def index(self, request: Request) -> Response:
        """The page for people."""
        with self._store.transaction() as ledger:
            return HTMLResponse(view.index(self._world, ledger))

    def _read_world(self, text: str) -> world.World:
        return world.World.read(text, self._rules, clock.now())

    def _settle(self, read: world.World) -> Response:
        with self._store.transaction() as ledger:
            read.settle(ledger)
        self._world = read
        return JSONResponse({"parcels": len(read.parcels)})

    def _keep_message(self, message: Message) -> None:
        with self._store.transaction() as ledger:
            ledger.add_message(message)

    def _advance(self, waybill_no: str) -> list[dict[str, Any]]:
        with self._store.transaction() as ledger:
            scans = journey.advance(Context(ledger, self._rules, clock.now()), waybill_no)
        return [asdict(scan) for scan in scans]

    async def _spoil(self, request: Request, code: str, work: Callable[[], Awaitable[Response]]) -> Response:
        return await spoil(request, self._switches.for_service(code), work)
