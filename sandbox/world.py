"""The people and parcels of the sandbox: world.yml, or a body of the same form sent to PUT /world."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from sandbox import clock
from sandbox.fields import is_phone
from sandbox.ledger import Ledger
from sandbox.records import Contact, Order, Parcel, Scan
from sandbox.rules import Rules

FILE = Path(__file__).parent / "world.yml"
_NUMBER = re.compile(r"SF\d{13}|\d{12}", re.ASCII)
_CONTACT_FIELDS = {field.name for field in fields(Contact)}
_PARCEL_FIELDS = {"from", "to", "product", "placed", "promised", "note", "monthly_card", "next_step", "routes"}


class WorldError(ValueError):
    """A world that cannot be loaded; the text says where and why."""


@dataclass(frozen=True)
class Demo:
    """A parcel that newcomers are shown: its number, a phone tail that opens it, and what it shows."""

    waybill_no: str
    tail: str
    shows: str
    shows_zh: str


@dataclass(frozen=True)
class World:
    """People and parcels, all times fixed."""

    demo: tuple[Demo, ...]
    customers: Mapping[str, Contact]
    parcels: tuple[Parcel, ...]
    scans: tuple[Scan, ...]
    orders: tuple[Order, ...]

    @classmethod
    def read(cls, text: str, rules: Rules, now: datetime) -> World:
        """Read a world from YAML, its spans counted from `now`; WorldError where it is wrong."""
        try:
            data = yaml.safe_load(text)
        except (yaml.YAMLError, RecursionError) as error:
            raise WorldError(f"no YAML: {error}") from error
        _check_names("the world", data, {"demo", "customers", "parcels"})
        customers = {key: _contact(key, entry) for key, entry in _mapping("customers", data).items()}
        entries = _mapping("parcels", data).items()
        parcels = tuple(_parcel(str(number), entry, customers, rules, now) for number, entry in entries)
        scans = tuple(scan for number, entry in entries for scan in _route(str(number), entry, rules, now))
        orders = tuple(_order(parcel, rules) for parcel in parcels)
        return cls(_demo(data.get("demo") or [], parcels), customers, parcels, scans, orders)

    def settle(self, ledger: Ledger) -> None:
        """Replace all that the ledger holds by this world."""
        ledger.clear()
        for parcel in self.parcels:
            ledger.add_parcel(parcel)
        for scan in self.scans:
            ledger.add_scan(scan)
        for order in self.orders:
            ledger.add_order(order)


def _check_names(where: str, entry: Any, allowed: set[str]) -> None:
    if not isinstance(entry, dict):
        raise WorldError(f"{where}: not a mapping")
    if unknown := {str(name) for name in entry} - allowed:
        raise WorldError(f"{where}: unknown {', '.join(sorted(unknown))}")


def _mapping(name: str, data: Mapping[str, Any]) -> Mapping[Any, Any]:
    entries = data.get(name) or {}
    if not isinstance(entries, dict):
        raise WorldError(f"{name}: not a mapping")
    return entries


def _demo(entries: Any, parcels: tuple[Parcel, ...]) -> tuple[Demo, ...]:
    known = {parcel.waybill_no: parcel for parcel in parcels}
    demos = []
    for entry in entries if isinstance(entries, list) else [entries]:
        _check_names("demo", entry, {"waybill_no", "tail", "shows", "shows_zh"})
        demo = Demo(*(str(entry.get(name, "")) for name in ("waybill_no", "tail", "shows", "shows_zh")))
        if demo.waybill_no not in known or not known[demo.waybill_no].has_phone(demo.tail):
            raise WorldError(f"demo: no parcel {demo.waybill_no} with a phone ending in {demo.tail}")
        demos.append(demo)
    return tuple(demos)


def _contact(key: str, entry: Any) -> Contact:
    _check_names(f"customers.{key}", entry, _CONTACT_FIELDS)
    values = {name: str(entry.get(name) or "") for name in _CONTACT_FIELDS}
    if not is_phone(values["phone"]):
        raise WorldError(f"customers.{key}.phone: no phone: {values['phone']}")
    return Contact(**values)


def _parcel(number: str, entry: Any, customers: Mapping[str, Contact], rules: Rules, now: datetime) -> Parcel:
    _check_names(number, entry, _PARCEL_FIELDS)
    if not _NUMBER.fullmatch(number):
        raise WorldError(f"{number}: neither SF and 13 digits nor 12 digits")
    product = str(entry.get("product", ""))
    if product not in rules.tariff.products:
        raise WorldError(f"{number}.product: unknown: {product}")
    step = entry.get("next_step")
    if step is not None and (not isinstance(step, int) or not 0 <= step < len(rules.journey)):
        raise WorldError(f"{number}.next_step: no step of the journey: {step}")
    return Parcel(
        waybill_no=number,
        order_id=f"WORLD-{number}",
        sender=_customer(number, "from", entry, customers),
        receiver=_customer(number, "to", entry, customers),
        product=product,
        placed_at=_time(f"{number}.placed", entry.get("placed"), now),
        promised_at=_time(f"{number}.promised", entry.get("promised"), now),
        monthly_card=str(entry.get("monthly_card", "")),
        note=str(entry.get("note", "")),
        next_step=step,
    )


def _order(parcel: Parcel, rules: Rules) -> Order:
    """The order by which a parcel came into the world; its id is the waybill number behind WORLD-."""
    sides = (parcel.sender, parcel.receiver)
    places = (rules.places.find(side.province, side.city, side.county, side.address) for side in sides)
    origin, destination = (place.code if place else "" for place in places)
    return Order(parcel.order_id, "placed", origin, destination, 2, "", (parcel.waybill_no,))


def _customer(number: str, side: str, entry: Mapping[str, Any], customers: Mapping[str, Contact]) -> Contact:
    key = entry.get(side)
    if not isinstance(key, str) or key not in customers:
        raise WorldError(f"{number}.{side}: no such customer: {key}")
    return customers[key]


def _route(number: str, entry: Mapping[str, Any], rules: Rules, now: datetime) -> list[Scan]:
    """Each event is [when, where, opCode, remark] or, with a firstStatusCode of its own, [..., code]."""
    events = entry.get("routes") or []
    if not isinstance(events, list):
        raise WorldError(f"{number}.routes: not a list")
    scans = []
    for event in events:
        if not isinstance(event, list) or len(event) not in (4, 5):
            raise WorldError(f"{number}.routes: not [when, where, opCode, remark]: {event}")
        when, where, op_code, remark, *first = (str(part) for part in event)
        if op_code not in rules.op_codes or not set(first) <= set(rules.first_statuses):
            raise WorldError(f"{number}.routes: unknown opCode or firstStatusCode: {event}")
        at = _time(f"{number}.routes", when, now)
        scans.append(Scan(number, at, where, op_code, remark, first[0] if first else None))
    return scans


def _time(where: str, text: Any, now: datetime) -> str:
    try:
        return clock.write(now + clock.span(str(text)))
    except (ValueError, OverflowError) as error:
        raise WorldError(f"{where}: {error}") from error
