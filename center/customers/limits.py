"""How often somebody may try, read from data/service/limits.yml; a wrong file is an error at the first look."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@dataclass(frozen=True)
class GuessLimits:
    """Wrong guesses allowed within `window`."""

    window: timedelta
    per_subject: int
    per_conversation_and_subject: int
    per_conversation: int


@dataclass(frozen=True)
class CodeLimits:
    """An SMS code's life, the tries it bears, and how many may be sent within `window`."""

    window: timedelta
    alive: timedelta
    tries: int
    per_phone: int
    per_conversation: int


@dataclass(frozen=True)
class Limits:
    """All of them."""

    guesses: GuessLimits
    codes: CodeLimits


@cache
def limits() -> Limits:
    """The limits in force. Raises OSError, KeyError or ValueError when the file is missing or incomplete."""
    path = Path(settings.ROOT).parent / "data" / "service" / "limits.yml"
    read = yaml.safe_load(path.read_text(encoding="utf-8"))
    guesses, codes = read["guesses"], read["codes"]
    return Limits(
        guesses=GuessLimits(
            window=timedelta(minutes=_count(guesses, "window_minutes")),
            per_subject=_count(guesses, "per_subject"),
            per_conversation_and_subject=_count(guesses, "per_conversation_and_subject"),
            per_conversation=_count(guesses, "per_conversation"),
        ),
        codes=CodeLimits(
            window=timedelta(minutes=_count(codes, "window_minutes")),
            alive=timedelta(minutes=_count(codes, "alive_minutes")),
            tries=_count(codes, "tries"),
            per_phone=_count(codes, "per_phone"),
            per_conversation=_count(codes, "per_conversation"),
        ),
    )


def _count(section: dict[str, Any], name: str) -> int:
    value = section[name]
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"data/service/limits.yml: {name} is {value!r}; it should be a whole number above zero.")
    return value
