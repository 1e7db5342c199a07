"""The word lists of data/lexicon, each read once and handed out typed.

A broken file is a mistake of ours, so it fails loudly when it is first read.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"


class LexiconError(Exception):
    """A file of data/lexicon cannot be used; the text says which and why."""


@dataclass(frozen=True)
class Goods:
    """What people send: `category` of each word, the neighbours that tell a word is not meant as goods or is part of
    another thing, what things are packed in, and what may befall them (goods.yml says which is which).
    """

    category: dict[str, str]
    not_before: dict[str, tuple[str, ...]]
    not_after: dict[str, tuple[str, ...]]
    generic: frozenset[str]
    containers: tuple[str, ...]
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    no_parts: tuple[str, ...]
    mishaps: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRow:
    """One city of places.tsv with official and short names; in a municipality the city is the province."""

    province: str
    province_short: str
    city: str
    city_short: str
    districts: tuple[str, ...]


@lru_cache(maxsize=1)
def jieba_dictionary() -> Path:
    """Path of our dictionary for jieba."""
    return LEXICON / "jieba" / "courier.txt"


@lru_cache(maxsize=1)
def products() -> dict[str, str]:
    """People's words → product code. Raises `LexiconError` when a word stands under two codes."""
    return _inverted("products.yml", _yaml("products.yml"))


@lru_cache(maxsize=1)
def goods() -> Goods:
    """Raises `LexiconError` when a word stands under two categories."""
    data = _yaml("goods.yml")
    return Goods(
        category=_inverted("goods.yml", data["categories"]),
        not_before={word: tuple(map(str, after)) for word, after in data["not_before"].items()},
        not_after={word: tuple(map(str, before)) for word, before in data["not_after"].items()},
        generic=frozenset(data["generic"]),
        **{name: tuple(data[name]) for name in ("containers", "kinds", "parts", "no_parts", "mishaps")},
    )


@lru_cache(maxsize=1)
def elsewhere() -> dict[str, re.Pattern[str]]:
    """Word for a product → what around it tells that it speaks of something else; `\\0` stands for the word."""
    return {word: re.compile(pattern.replace("~", "\0")) for word, pattern in _yaml("elsewhere.yml").items()}


@lru_cache(maxsize=1)
def variants() -> dict[str, str]:
    """Regional words → the words of the mainland."""
    return dict(_yaml("variants.yml")["words"])


@lru_cache(maxsize=1)
def signs() -> dict[int, str]:
    """Emoji that stand for a word, as `str.translate` takes them; the others only colour what is said."""
    return {ord(sign): str(word) for sign, word in _yaml("variants.yml")["signs"].items()}


@lru_cache(maxsize=1)
def wechat_emoji() -> tuple[str, ...]:
    """The names WeChat writes in square brackets for its emoji."""
    return tuple(str(name) for name in _yaml("variants.yml")["wechat_emoji"])


@lru_cache(maxsize=1)
def names() -> dict[str, Any]:
    """Surnames and the words that look like a name and are none (names.yml)."""
    return _yaml("names.yml")


@lru_cache(maxsize=1)
def extra_places() -> dict[str, Any]:
    """What places.tsv does not say: other names, big cities, short forms that mislead (places.yml)."""
    return _yaml("places.yml")


@lru_cache(maxsize=1)
def times() -> dict[str, Any]:
    """Parts of the day and festivals (times.yml)."""
    return _yaml("times.yml")


@lru_cache(maxsize=1)
def place_rows() -> tuple[PlaceRow, ...]:
    """Every city of the country, from places.tsv."""
    return tuple(_place_row(*line.split("\t")) for line in _text("places.tsv").splitlines())


def _place_row(province: str, province_short: str, city: str, city_short: str, districts: str) -> PlaceRow:
    return PlaceRow(province, province_short, city, city_short, tuple(districts.split()))


@lru_cache(maxsize=1)
def syllables() -> dict[str, str]:
    """Syllable without tone → the characters usually read so, from syllables.tsv."""
    return {syllable: those for syllable, those in (line.split("\t") for line in _text("syllables.tsv").splitlines())}


@lru_cache(maxsize=1)
def moving_festivals() -> dict[str, tuple[date, ...]]:
    """Festivals whose date changes from year to year → their dates, in order."""
    dates: dict[str, list[date]] = {}
    for line in _text("festivals.tsv").splitlines():
        name, day = line.split("\t")
        dates.setdefault(name, []).append(date.fromisoformat(day))
    return {name: tuple(sorted(days)) for name, days in dates.items()}


def fingerprint() -> str:
    """Changes when any word of data/lexicon does, so that Rasa trains anew."""
    files = sorted(path for path in LEXICON.rglob("*") if path.suffix in {".yml", ".tsv", ".txt"})
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _inverted(file: str, table: dict[str, list[Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in table.items():
        for word in map(str, words):
            if word in found:
                raise LexiconError(f"{file}: {word} stands under both {found[word]} and {key}")
            found[word] = key
    return found


def _yaml(name: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(_text(name))
    except yaml.YAMLError as error:
        raise LexiconError(f"{name} is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise LexiconError(f"{name} must be a table")
    return data


def _text(name: str) -> str:
    try:
        return (LEXICON / name).read_text(encoding="utf-8")
    except OSError as error:
        raise LexiconError(f"data/lexicon/{name} cannot be read: {error}") from error
