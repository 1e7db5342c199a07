"""How complaints are ranked and by when they are answered: `complaints` in data/knowledge/promises.yml."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@dataclass(frozen=True)
class Standard:
    """What holds for one category: `priority` 1 (highest) … 5, `answer_within` plain hours (open 24 h, 365 days)."""

    priority: int
    answer_within: timedelta
    label: str


def standard(category: str) -> Standard:
    """The standard of `category`. Raises KeyError when the data has none."""
    return _standards()[category]


@cache
def _standards() -> dict[str, Standard]:
    path = Path(settings.ROOT).parent / "data" / "knowledge" / "promises.yml"
    complaints = yaml.safe_load(path.read_text(encoding="utf-8"))["complaints"]
    return {category: _standard(category, entry) for category, entry in complaints.items()}


def _standard(category: str, entry: dict[str, Any]) -> Standard:
    priority, hours, label = entry["priority"], entry["answer_within_hours"], entry["label"]
    if priority not in range(1, 6) or hours <= 0 or not label:
        raise ValueError(f"promises.yml: complaints.{category} needs a priority of 1 to 5, hours over zero, a label.")
    return Standard(priority, timedelta(hours=hours), label)
