"""Reading SF's routes: what a scan's codes mean (the brief's sf-openapi, "Reading a route")."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from actions.backends.carrier import Scan, Stage
from actions.clock import CHINA

# firstStatusCode is the newer and the steadier of the two codes: it is believed first.
STAGE_BY_STATUS = {
    "1": Stage.COLLECTED,
    "2": Stage.IN_TRANSIT,
    "3": Stage.OUT_FOR_DELIVERY,
    "4": Stage.SIGNED,
    "7": Stage.AWAITING_COLLECTION,
    "11": Stage.AWAITING_COLLECTION,
    "13": Stage.REDELIVERY,
}
STAGE_BY_OPCODE = {
    "50": Stage.COLLECTED,
    "54": Stage.COLLECTED,
    "30": Stage.IN_TRANSIT,
    "36": Stage.IN_TRANSIT,
    "31": Stage.ARRIVED,
    "44": Stage.OUT_FOR_DELIVERY,
    "204": Stage.OUT_FOR_DELIVERY,
    "125": Stage.AWAITING_COLLECTION,
    "642": Stage.AWAITING_COLLECTION,
    "655": Stage.AWAITING_COLLECTION,
    "80": Stage.SIGNED,
    "8000": Stage.SIGNED,
    "70": Stage.FAILED_ATTEMPT,
    "33": Stage.HELD,
    "99": Stage.RETURNING,
}
# What an opCode tells that the coarse status hides: "in transit" may be arrived, held, a failed attempt or on its way
# back.
FINER = {Stage.ARRIVED, Stage.HELD, Stage.FAILED_ATTEMPT, Stage.RETURNING}


def scans_of(routes: list[dict[str, Any]]) -> list[Scan]:
    """The scans of one parcel, oldest first; the platform repeats itself, so twins are dropped."""
    scans = {
        (route["acceptTime"], str(route.get("opCode")), route.get("remark")): Scan(
            at=read_time(route["acceptTime"]),
            place=str(route.get("acceptAddress") or ""),
            remark=str(route.get("remark") or ""),
            stage=_stage(route),
        )
        for route in routes
    }
    return sorted(scans.values(), key=lambda scan: scan.at)


def read_time(text: str) -> datetime:
    """A time as the platform writes it, in China's zone. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)


def _stage(route: dict[str, Any]) -> Stage:
    by_opcode = STAGE_BY_OPCODE.get(str(route.get("opCode")))
    if by_opcode in FINER and by_opcode is not None:
        return by_opcode
    by_status = STAGE_BY_STATUS.get(str(route.get("firstStatusCode")))
    return by_status or by_opcode or Stage.IN_TRANSIT
