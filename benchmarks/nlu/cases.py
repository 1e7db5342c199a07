"""The messages a model is measured on: JSON Lines of `text`, `intent` and, where they matter, `also_accepted`,
`entities` and `now`.

{"text": "明天能到北京吗", "intent": "ask_eta", "now": "2026-11-21T10:00:00+08:00",
 "entities": [{"entity": "city", "role": "destination", "value": "北京市"}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

# A message without a clock of its own was written on a Saturday morning.
SOME_DAY = "2026-11-21T10:00:00+08:00"


class CaseError(Exception):
    """A line of a file is no case; the text says which line and why."""


@dataclass(frozen=True)
class Found:
    """An entity as it is compared: its name, its role if any, and its normal form."""

    name: str
    role: str | None
    value: str

    @classmethod
    def of(cls, entity: Mapping[str, Any]) -> Found:
        """From Rasa's entity dict or a case's. Of an address only the text counts, of a number only its size."""
        value = entity["value"]
        if entity["entity"] == "address" and isinstance(value, Mapping):
            value = value["text"]
        if isinstance(value, (int, float)):
            value = float(value)
        return cls(entity["entity"], entity.get("role"), json.dumps(value, ensure_ascii=False, sort_keys=True))


@dataclass(frozen=True)
class Case:
    """One message with what is right about it; `entities` is None where the file does not say."""

    text: str
    intent: str
    also_accepted: frozenset[str] = frozenset()
    entities: tuple[Found, ...] | None = None
    now: str = SOME_DAY

    @property
    def accepted(self) -> frozenset[str]:
        """Every intent that is a right answer."""
        return self.also_accepted | {self.intent}


def read_cases(path: Path) -> list[Case]:
    """Every case of a file; blank lines do not count. Raises `CaseError`, or OSError where there is no such file."""
    cases = list(_cases(path))
    if not cases:
        raise CaseError(f"{path} holds no messages")
    return cases


def _cases(path: Path) -> Iterator[Case]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield _case(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise CaseError(f"{path}, line {number} is not a case: {error!r}") from error


def _case(row: Mapping[str, Any]) -> Case:
    entities = row.get("entities")
    now = row.get("now", SOME_DAY)
    if datetime.fromisoformat(now).tzinfo is None:
        raise ValueError(f"now has no offset: {now}")
    return Case(
        text=row["text"],
        intent=row["intent"],
        also_accepted=frozenset(row.get("also_accepted", ())),
        entities=None if entities is None else tuple(map(Found.of, entities)),
        now=now,
    )
