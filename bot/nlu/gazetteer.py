"""The places of the country by every name people use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.nlu import lexicon


@dataclass(frozen=True)
class Place:
    """A province, a city in it or a district in that, by official names; a municipality is its own province."""

    province: str
    city: str | None = None
    district: str | None = None
    # The short name of a lesser district ("太平") means a place only right behind its city's.
    needs_city: bool = False

    @property
    def official(self) -> str:
        """What the entity `city` says: the city, or the province where no city was named."""
        return self.city or self.province

    def lies_in(self, other: Place) -> bool:
        """Whether this place can be meant by "`other` this place"."""
        if self.province != other.province or other.district:
            return False
        return other.city is None or self.city == other.city


def meanings(name: str) -> tuple[Place, ...]:
    """The places a name can mean, the likeliest first; none for a word that is no place."""
    return _index().get(name, ())


def names() -> Iterable[str]:
    """Every name, full and short."""
    return _index().keys()


def full_names() -> list[str]:
    """The names that are one word wherever they stand (not the short forms of districts)."""
    return [name for name, places in _index().items() if not all(place.needs_city for place in places)]


def only_meaning(places: Iterable[Place]) -> Place | None:
    """The one place several candidates come down to without a city named: the big city's, else none if they differ."""
    candidates = list(places)
    extra = lexicon.extra_places()
    for favoured in (extra["biggest_cities"], extra["big_cities"], None):
        chosen = [place for place in candidates if favoured is None or place.city in favoured]
        if len(chosen) == 1 or (chosen and not chosen[0].district):
            return chosen[0]
    return None


@lru_cache(maxsize=1)
def _index() -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for name, place in _named_places():
        places = found.setdefault(name, [])
        if place not in places:
            places.append(place)
    for name in lexicon.extra_places()["misleading"]:
        found[name] = [replace(place, needs_city=True) for place in found[name]]
    return {name: tuple(places) for name, places in found.items()}


def _named_places() -> Iterator[tuple[str, Place]]:
    """Provinces first, then cities, then districts: 吉林 is the province before it is the city."""
    rows = lexicon.place_rows()
    for row in rows:
        place = Place(row.province, row.province if row.city == row.province else None)
        yield row.province, place
        yield row.province_short, place
    cities = {row.city: Place(row.province, row.city) for row in rows}
    for row in rows:
        yield row.city, cities[row.city]
        yield row.city_short, cities[row.city]
    provinces = {row.province: Place(row.province) for row in rows}
    for alias, official in lexicon.extra_places()["aliases"].items():
        yield alias, cities.get(official) or provinces[official]
    for row in rows:
        for district in row.districts:
            yield from _district_names(row, district)


def _district_names(row: lexicon.PlaceRow, district: str) -> Iterator[tuple[str, Place]]:
    yield district, Place(row.province, row.city, district)
    short = district.rstrip("市区县") if len(district) > 2 else district
    if len(short) > 1 and short != district:
        extra = lexicon.extra_places()
        in_biggest = row.city in extra["biggest_cities"]
        known_alone = district.endswith("市") or in_biggest or short in extra["known_alone"].get(row.city, ())
        yield short, Place(row.province, row.city, district, needs_city=not known_alone)
