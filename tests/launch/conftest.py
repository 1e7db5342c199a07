"""What the launcher's tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from launch.supervisor import Supervisor


@pytest.fixture
def said() -> list[str]:
    """Every sentence that the supervisor of this test said."""
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    """A supervisor that does not wait long before it starts something again."""
    watching = Supervisor(said.append, first_pause=0.05)
    yield watching
    watching.close()


@pytest.fixture
def modes_above() -> Callable[[Path], dict[Path, int]]:
    """The permissions of a folder and of every folder above it."""
    return lambda folder: {path: path.stat().st_mode for path in [folder, *folder.parents]}
