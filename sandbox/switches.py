"""Trouble on demand, for tests: slowness and outages, of everything or of single services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SMS = "SMS"
OUTAGES = ("none", "refuse", "error", "garbage", "hang")
_LONGEST = 60


@dataclass(frozen=True)
class Switches:
    """What is wrong at the moment.

    `slow_seconds`, "garbage" and "hang" spoil the answer after the work was done, as a lost answer does; "refuse" (the
    connection is dropped) and "error" (502) come before any work. `services` None: all, the SMS gateway ("SMS") too.
    """

    slow_seconds: float = 0
    outage: str = "none"
    services: tuple[str, ...] | None = None

    @classmethod
    def read(cls, data: Any, known: set[str]) -> Switches:
        """Read the body of PUT /switches; ValueError saying what is wrong. What is not named is off."""
        if not isinstance(data, dict) or not set(data) <= {"slow_seconds", "outage", "services"}:
            raise ValueError("expected an object of slow_seconds, outage and services")
        slow, outage, services = data.get("slow_seconds", 0), data.get("outage", "none"), data.get("services")
        if isinstance(slow, bool) or not isinstance(slow, int | float) or not 0 <= slow <= _LONGEST:
            raise ValueError(f"slow_seconds is not between 0 and {_LONGEST}")
        if outage not in OUTAGES:
            raise ValueError(f"outage is none of {', '.join(OUTAGES)}")
        if services is None:
            return cls(slow, outage)
        if not isinstance(services, list) or not all(isinstance(name, str) and name in known for name in services):
            raise ValueError(f"services is neither null nor a list of some of {', '.join(sorted(known))}")
        return cls(slow, outage, tuple(services))

    def for_service(self, code: str) -> Switches:
        """What is wrong with this service."""
        return self if self.services is None or code in self.services else Switches()

    def as_dict(self) -> dict[str, Any]:
        """The body that PUT /switches would take."""
        services = None if self.services is None else list(self.services)
        return {"slow_seconds": self.slow_seconds, "outage": self.outage, "services": services}
