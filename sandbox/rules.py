"""The carrier's rules and words, read once from world/*.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.places import Places
from sandbox.tariff import Tariff

FOLDER = Path(__file__).parent / "world"


@dataclass(frozen=True)
class OpCode:
    """What a scan of this kind means: the parcel's state, and the carrier's own statuses, if any."""

    state: str
    first: str = ""
    second: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Step:
    """One scan of the standard journey; `side` is origin or destination."""

    op: str
    side: str
    remark: str


@dataclass(frozen=True)
class Intercept:
    """A wanted intercept: the states that allow it, the fields it needs, the freight it adds (yuan)."""

    name: str
    states: tuple[str, ...]
    needs: tuple[str, ...] = ()
    amount: float = 0
    returned: bool = False
    by_sender: bool = False


@dataclass(frozen=True)
class Rules:
    """All of it."""

    places: Places
    tariff: Tariff
    prohibited: tuple[str, ...]
    messages: Mapping[str, str]
    first_statuses: Mapping[str, str]
    op_codes: Mapping[str, OpCode]
    journey: tuple[Step, ...]
    intercepts: Mapping[str, Intercept]
    refusals: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Rules:
        """Read places.yml, tariff.yml and rules.yml; KeyError or TypeError where our own data is wrong."""
        data = _read(folder / "rules.yml")
        return cls(
            places=Places(_read(folder / "places.yml")),
            tariff=Tariff(_read(folder / "tariff.yml")["products"]),
            prohibited=tuple(data["prohibited"]),
            messages=data["messages"],
            first_statuses=data["first_statuses"],
            op_codes={code: OpCode(**entry) for code, entry in data["op_codes"].items()},
            journey=tuple(Step(**entry) for entry in data["journey"]),
            intercepts={code: Intercept(**entry) for code, entry in data["intercepts"].items()},
            refusals=data["refusals"],
        )

    def message(self, code: str, detail: str = "") -> str:
        """The errorMsg of an error code, with its detail."""
        return f"{self.messages[code]}: {detail}" if detail else self.messages[code]


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
