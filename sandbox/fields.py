"""Reading what a caller sent: every value is checked before anything uses it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sandbox import clock

MALFORMED = "S0001"
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}", re.ASCII)


class BusinessError(Exception):
    """A service refuses. `code` is the carrier's; `detail` goes behind the code's usual message."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Asked:
    """A JSON object that a caller sent. Each reader raises BusinessError S0001 on a value of a wrong type."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields

    @classmethod
    def parse(cls, text: str | bytes) -> Asked:
        """Read a JSON object; S0001 on anything else, however deeply nested or badly encoded."""
        try:
            value = json.loads(text)
            # Refuses lone surrogates, which neither the store nor an answer could hold.
            json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            raise BusinessError(MALFORMED) from error
        if not isinstance(value, dict):
            raise BusinessError(MALFORMED)
        return cls(value)

    def __contains__(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "")

    def text(self, name: str, default: str = "", missing: str = "", limit: int = 500) -> str:
        """A string, or a whole number as one, stripped; absent: `default`, or BusinessError `missing` if given."""
        value = self.fields.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise BusinessError(MALFORMED, name)
        value = (value or "").strip()
        if len(value) > limit:
            raise BusinessError(MALFORMED, name)
        if not value and missing:
            raise BusinessError(missing, name if missing == MALFORMED else "")
        return value or default

    def texts(self, name: str) -> list[str]:
        """A list of strings; one string, comma-separated, stands for several."""
        value = self.fields.get(name)
        if isinstance(value, list):
            return [Asked({name: item}).text(name, missing=MALFORMED) for item in value]
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def number(self, name: str, default: float) -> float:
        """A finite number above zero, as a number or a string of one."""
        if name not in self:
            return default
        value = self.fields[name]
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise BusinessError(MALFORMED, name)
        try:
            number = float(value)
        except (ValueError, OverflowError) as error:
            raise BusinessError(MALFORMED, name) from error
        if not math.isfinite(number) or number <= 0:
            raise BusinessError(MALFORMED, name)
        return number

    def flag(self, name: str) -> bool:
        """A boolean; absent is false."""
        value = self.fields.get(name)
        if value not in (None, True, False):
            raise BusinessError(MALFORMED, name)
        return value is True

    def time(self, name: str) -> datetime | None:
        """A time in the carrier's format; absent: None."""
        text = self.text(name)
        try:
            return clock.read(text) if text else None
        except ValueError as error:
            raise BusinessError(MALFORMED, name) from error

    def day(self, name: str) -> date | None:
        """A day, "2026-11-21"; absent: None."""
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise BusinessError(MALFORMED, name) from error

    def part(self, name: str) -> Asked:
        """An object inside this one; absent: an empty one."""
        value = self.fields.get(name)
        if value is not None and not isinstance(value, dict):
            raise BusinessError(MALFORMED, name)
        return Asked(value or {})

    def parts(self, name: str) -> list[Asked]:
        """A list of objects; absent: none."""
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise BusinessError(MALFORMED, name)
        return [Asked(item) for item in value]

    def as_json(self) -> str:
        """The whole object, in one normal writing."""
        return json.dumps(self.fields, ensure_ascii=False, sort_keys=True)


def is_phone(text: str) -> bool:
    """Whether this is a Chinese mobile or landline number."""
    return _PHONE.fullmatch(text) is not None
