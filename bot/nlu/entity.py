"""What an extractor hands back, and how two claims on the same characters are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["origin", "destination"]
Value = str | int | float | dict[str, str | None]


@dataclass(frozen=True)
class Entity:
    """One piece of meaning: `value` is the normal form of `text[start:end]`, `text` being the normalised message.

    `role` and `group` as docs/contracts.md, section "Entities", has them.
    """

    name: str
    value: Value
    start: int
    end: int
    role: Role | None = None
    group: str | None = None

    def overlaps(self, other: Entity) -> bool:
        """Whether both claim at least one character."""
        return self.start < other.end and other.start < self.end

    def as_rasa(self, extractor: str) -> dict[str, Any]:
        """The entity dict Rasa hands to policies and actions."""
        found: dict[str, Any] = {
            "entity": self.name,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "extractor": extractor,
        }
        if self.role:
            found["role"] = self.role
        if self.group:
            found["group"] = self.group
        return found


def settle(claims: Iterable[Entity]) -> list[Entity]:
    """Keep the first of any claims on the same characters - callers put the surer claim first - in reading order."""
    kept: list[Entity] = []
    for claim in claims:
        if not any(claim.overlaps(other) for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda entity: (entity.start, entity.end))
