"""The whole product on free ports, and customers who write to it through the web chat's real socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from launch.stack import Stack
from launch.testing import temporary_stack
from tests.e2e.customer import Customer


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Web, worker, bot, actions, sandbox and PostgreSQL, all real, for the whole session."""
    with temporary_stack() as running:
        yield running


@pytest.fixture
def customer(stack: Stack) -> Iterator[Customer]:
    """Somebody who has just opened the page."""
    with Customer(stack.url) as somebody:
        yield somebody


@pytest.fixture
def new_customer(stack: Stack) -> Callable[[], Customer]:
    """More customers, for tests that need several."""
    return lambda: Customer(stack.url)
