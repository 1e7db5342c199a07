"""The platform: checks a call, finds its service, runs it in one transaction, wraps what comes of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox import clock, envelope, intercepts, orders, quotes, routes
from sandbox.context import Context
from sandbox.fields import Asked, BusinessError
from sandbox.rules import Rules
from sandbox.settings import Settings
from sandbox.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Service:
    """One of the carrier's services. One that `changes` something does so once for each requestID."""

    run: Callable[[Asked, Context], Any]
    changes: bool = False


SERVICES: Mapping[str, Service] = {
    "EXP_RECE_CREATE_ORDER": Service(orders.create, changes=True),
    "EXP_RECE_SEARCH_ORDER_RESP": Service(orders.search),
    "EXP_RECE_UPDATE_ORDER": Service(orders.update, changes=True),
    "EXP_RECE_SEARCH_ROUTES": Service(routes.search),
    "EXP_RECE_SEARCH_PROMITM": Service(routes.promise),
    "EXP_RECE_VALIDATE_WAYBILLNO": Service(routes.validate),
    "EXP_RECE_QUERY_DELIVERTM": Service(quotes.quote),
    "EXP_EXCE_CHECK_PICKUP_TIME": Service(quotes.pickup_time),
    "EXP_RECE_WANTED_INTERCEPT": Service(intercepts.intercept, changes=True),
    # Ours, not the carrier's: the published protocol has no look-up by phone.
    "SUDA_PARCELS_BY_PHONE": Service(routes.by_phone),
}


class Gateway:
    """Answers one call after another; safe to call from several threads."""

    def __init__(self, settings: Settings, store: Store, rules: Rules) -> None:
        self._settings = settings
        self._store = store
        self._rules = rules

    def answer(self, body: bytes) -> dict[str, Any]:
        """The envelope that answers a form POST. Never raises: what goes wrong here is A1099."""
        try:
            form = envelope.read_form(body)
            envelope.check(form, self._settings.partner_id, self._settings.checkword, clock.now())
            return envelope.answer(self._serve(form))
        except envelope.PlatformError as error:
            return envelope.platform_refusal(error.code, self._rules.message(error.code))
        except BusinessError as error:
            return envelope.refusal(error.code, self._rules.message(error.code, error.detail))
        except Exception:
            log.exception("a service failed")
            return envelope.platform_refusal("A1099", self._rules.message("A1099"))

    def _serve(self, form: Mapping[str, str]) -> Any:
        service = SERVICES.get(form["serviceCode"])
        if service is None:
            raise envelope.PlatformError("A1004")
        asked = Asked.parse(form["msgData"])
        # A refusal leaves the transaction by an exception: only a call that was carried out uses its requestID up.
        with self._store.transaction() as ledger:
            if service.changes and ledger.knows_request(form["requestID"]):
                raise envelope.PlatformError("A1007")
            result = service.run(asked, Context(ledger, self._rules, clock.now()))
            if service.changes:
                ledger.remember_request(form["requestID"])
            return result
