"""Where the carrier goes: cities and their codes, pickup hours, distances. Data: world/places.yml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sandbox.fields import Asked

# What an official name may end in and people leave out; the longer ones first.
_ENDINGS = ("特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区", "白族自治州", "自治区", "地区", "省", "市")


@dataclass(frozen=True)
class Place:
    """A place that could be made out. `city` and `code` are empty where only the province is known."""

    province: str
    region: str
    city: str = ""
    code: str = ""
    served: bool = True


class Places:
    """The carrier's map."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._near = {frozenset(pair) for pair in data["near"]}
        self._zone_of_region: Mapping[str, str] = data["zone_of_region"]
        self._hours: Mapping[str, tuple[str, str]] = data["pickup_hours"]
        self._not_served: tuple[str, ...] = tuple(data["not_served"])
        self._outlets: Mapping[str, str] = data["outlets"]
        self._provinces = [Place(name, entry["region"]) for name, entry in data["provinces"].items()]
        self._cities = [
            Place(name, entry["region"], city, code)
            for name, entry in data["provinces"].items()
            for city, code in entry["cities"].items()
        ]

    def find(self, province: str, city: str, county: str, address: str) -> Place | None:
        """The place an address names, its own fields before its text; None if not even the province can be told."""
        place = _named(city, self._cities) or self._within(province, city, county + address)
        if place and any(name in city + county + address for name in self._not_served):
            return Place(place.province, place.region, place.city, place.code, served=False)
        return place

    def find_asked(self, asked: Asked) -> Place | None:
        """The place of an address object: by its `code` or `cityCode`, else by its province, city, county, address."""
        code = asked.text("code") or asked.text("cityCode")
        if code:
            return next((place for place in self._cities if place.code == code), None)
        county = asked.text("district") or asked.text("county")
        return self.find(asked.text("province"), asked.text("city"), county, asked.text("address"))

    def hours(self, place: Place) -> tuple[time, time]:
        """From when to when couriers collect there."""
        opening, closing = self._hours.get(place.city, self._hours["usual"])
        return _clock(opening), _clock(closing)

    def outlet(self, city: str) -> str:
        """The outlet that serves a city, as scans name it."""
        return self._outlets.get(city, f"{city}集散点")

    def zone(self, origin: Place, destination: Place) -> str:
        """How far two places are apart: a key of the tariff's zones."""
        regions = {origin.region, destination.region}
        if origin.city and origin.city == destination.city:
            return "same_city"
        if origin.province == destination.province:
            return "same_province"
        for region, zone in self._zone_of_region.items():
            if region in regions:
                return zone
        return "near" if len(regions) == 1 or frozenset(regions) in self._near else "far"

    def _within(self, province: str, city: str, rest: str) -> Place | None:
        """By the city named in the text (within the province, if that is known), else the province alone."""
        known = _named(province, self._provinces) or _mentioned(city + rest, self._provinces)
        cities = [place for place in self._cities if known is None or place.province == known.province]
        only = cities[0] if known and len(cities) == 1 and known.province == cities[0].city else None
        return _mentioned(city or rest, cities) or only or known


def _named(name: str, places: Sequence[Place]) -> Place | None:
    """The place whose city (or province) has exactly this name, with or without 市, 省 and the like."""
    if not name:
        return None
    return next((place for place in places if name in (_name(place), _bare(_name(place)))), None)


def _mentioned(text: str, places: Sequence[Place]) -> Place | None:
    """The place whose full name stands first in a text; where there is none, the same by the name without 市.

    Full names go first because 吉林省长春市 names the city of 长春, not that of 吉林.
    """
    for spelling in (_name, lambda place: _bare(_name(place))):
        found = [(text.find(spelling(place)), place) for place in places if spelling(place) in text]
        if found:
            return min(found, key=lambda hit: hit[0])[1]
    return None


def _name(place: Place) -> str:
    return place.city or place.province


def _bare(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending)
    return name


def _clock(hhmm: str) -> time:
    return time(int(hhmm[:2]), int(hhmm[2:]))
