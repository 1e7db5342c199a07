"""What the tests of understanding share: one moment to reckon from, and one way to look at what was found."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.nlu.entity import Entity
from bot.nlu.extract import extract
from bot.nlu.normalise import normalise

# A Saturday morning.
NOW = datetime.fromisoformat("2026-11-21T10:00:00+08:00")

Read = Callable[[str], list[Entity]]


@pytest.fixture(scope="session")
def read() -> Read:
    """From a customer's words to entities, as the pipeline does it, at `NOW`."""
    return lambda text: extract(normalise(text), NOW)


@pytest.fixture(scope="session")
def values(read: Read) -> Callable[[str, str], list[Any]]:
    """`values(text, name)`: the values of the entities of one name, in reading order."""
    return lambda text, name: [entity.value for entity in read(text) if entity.name == name]
