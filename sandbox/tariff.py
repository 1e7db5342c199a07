"""What products cost and when they arrive. Data: world/tariff.yml."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sandbox.clock import CHINA


@dataclass(frozen=True)
class Rate:
    """A product within a zone: yuan for the first kg and for each further one, days on the way, hours of arrival."""

    first: float
    next: float
    days: int
    window: tuple[time, time]


@dataclass(frozen=True)
class Product:
    """A product: `close` is the time of day until which a parcel still counts as sent that day."""

    code: str
    name: str
    close: time
    min_kg: float
    max_kg: float
    zones: Mapping[str, Rate]

    def carries(self, weight: float) -> bool:
        """Whether a parcel of this weight (kg) suits the product."""
        return self.min_kg <= weight <= self.max_kg

    def fee(self, zone: str, weight: float) -> float:
        """The freight in yuan: further weight is rounded up to half a kilogram."""
        rate = self.zones[zone]
        further = math.ceil(max(weight - 1, 0) * 2) / 2
        return round(rate.first + further * rate.next, 2)

    def arrival(self, zone: str, sent: datetime) -> tuple[datetime, datetime]:
        """From when to when a parcel sent at this moment arrives."""
        rate = self.zones[zone]
        late = sent.timetz().replace(tzinfo=None) > self.close
        day = sent.date() + timedelta(days=rate.days + late)
        first, last = (datetime.combine(day, hour, CHINA) for hour in rate.window)
        return first, last


class Tariff:
    """The products by expressTypeId."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.products = {code: _product(code, entry) for code, entry in data.items()}


def _product(code: str, entry: Mapping[str, Any]) -> Product:
    return Product(
        code=code,
        name=entry["name"],
        close=time.fromisoformat(entry["close"]),
        min_kg=entry.get("min_kg", 0),
        max_kg=entry.get("max_kg", math.inf),
        zones={zone: _rate(rate) for zone, rate in entry["zones"].items()},
    )


def _rate(entry: Mapping[str, Any]) -> Rate:
    opening, closing = (time.fromisoformat(hour) for hour in entry["window"])
    return Rate(entry["first"], entry["next"], entry["days"], (opening, closing))
