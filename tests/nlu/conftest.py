"""What the tests of understanding share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings

from bot.nlu.extract import extract
from bot.nlu.normalise import normalise
from tests.nlu.reading import NOW, Read

# The first example pays for reading the lexicon, and the machine may be busy: time is measured where it is meant.
settings.register_profile("suda", deadline=None)
settings.load_profile("suda")


@pytest.fixture(scope="session")
def read() -> Read:
    """From a customer's words to entities, as the pipeline does it, at `NOW`."""
    return lambda text: extract(normalise(text), NOW)


@pytest.fixture(scope="session")
def values(read: Read) -> Callable[[str, str], list[Any]]:
    """`values(text, name)`: the values of the entities of one name, in reading order."""
    return lambda text, name: [entity.value for entity in read(text) if entity.name == name]
