"""Where we collect and deliver, and our outlets: coverage.yml, with places.tsv for what lies in which province."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

from actions.knowledge.files import KnowledgeFile
from actions.knowledge.words import matched

Kind = Literal["not_served", "remote", "zones", "abroad", "abroad_unknown", "mainland"]
LISTS: tuple[Kind, ...] = ("not_served", "remote", "zones", "abroad", "abroad_unknown")
# 西藏中路 is a street of 上海, not 西藏.
NOT_A_STREET = "(?![东南西北中]?[路街道巷])"


@dataclass(frozen=True)
class Area:
    """An entry of one of the lists; `extra_working_days` come on top of the usual time."""

    name: str
    names: tuple[str, ...]
    extra_working_days: int = 0


@dataclass(frozen=True)
class Outlet:
    """A place of ours that a customer can walk into; hours are local, "HH:MM"."""

    city: str
    district: str
    name: str
    address: str
    opens: str
    closes: str


@dataclass(frozen=True)
class City:
    """A line of places.tsv: official and short names."""

    province: str
    province_short: str
    name: str
    short: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Served:
    """How we serve a place. `name` is what to call it."""

    kind: Kind
    name: str
    extra_working_days: int = 0


@dataclass(frozen=True)
class Coverage:
    """Everything in coverage.yml."""

    areas: dict[Kind, tuple[Area, ...]]
    outlet_words: tuple[str, ...]
    outlet_line: str
    outlets: tuple[Outlet, ...]
    cities: tuple[City, ...]

    def served(self, place: str) -> Served | None:
        """How a place is served that is named anywhere in the text; None where the text names no place we know."""
        city = self.city_in(place)
        home = {city.province_short, city.short} if city else set()
        for kind in LISTS:
            for area in self.areas[kind]:
                if home.intersection(area.names) or any(re.search(name + NOT_A_STREET, place) for name in area.names):
                    name = city.name if city and kind == "remote" else area.name
                    return Served(kind, name, area.extra_working_days)
        mainland = city.name if city else self._province_in(place)
        return Served("mainland", mainland) if mainland else None

    def city_in(self, place: str) -> City | None:
        """The city that the text names first, as "上海南京路" is in 上海.

        Else the city of the district that it names, if only one city has a district of that name.
        """
        named = [city for city in self.cities if city.short in place]
        if named:
            return min(named, key=lambda city: (place.index(city.short), -len(city.short)))
        home = [city for city in self.cities if any(district in place for district in city.districts)]
        return home[0] if len(home) == 1 else None

    def outlets_in(self, place: str) -> list[Outlet]:
        """Our outlets in the city that the text names, only those of the district if it names one."""
        city = self.city_in(place)
        in_city = [outlet for outlet in self.outlets if city and outlet.city == city.name]
        # People say 南山 and 浦东 for 南山区 and 浦东新区.
        in_district = [outlet for outlet in in_city if outlet.district[:2] in place]
        return in_district or in_city

    def told(self, outlet: Outlet) -> str:
        """The outlet in a line to be spoken."""
        return self.outlet_line.format_map(asdict(outlet))

    def asks_for_outlet(self, text: str) -> bool:
        """Whether the words ask where an outlet is, rather than whether a place is served."""
        return any(matched(phrase, text) for phrase in self.outlet_words)

    def _province_in(self, place: str) -> str | None:
        return next((city.province for city in self.cities if city.province_short in place), None)


def load_coverage(file: KnowledgeFile, lexicon: KnowledgeFile, places: Path) -> Coverage:
    """The coverage, with the cities of places.tsv; `lexicon` is places.yml, which tells what short names mislead."""
    return Coverage(
        areas={kind: file.listed(Area, kind) for kind in LISTS},
        outlet_words=tuple(file.value("outlet_words")),
        outlet_line=_checked_line(file),
        outlets=file.listed(Outlet, "outlets"),
        cities=_cities(places, misleading=lexicon.value("misleading")),
    )


def _checked_line(file: KnowledgeFile) -> str:
    line = str(file.value("outlet_line"))
    file.fill("outlet_line", line, dict.fromkeys((field.name for field in fields(Outlet)), ""))
    return line


def _cities(places: Path, misleading: list[str]) -> tuple[City, ...]:
    lines = places.read_text(encoding="utf-8").splitlines()
    return tuple(
        City(province, province_short, name, name if short in misleading else short, tuple(districts.split()))
        for province, province_short, name, short, districts in (line.split("\t") for line in lines)
    )
