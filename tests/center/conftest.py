"""The center's tests run on a real PostgreSQL: the one DATABASE_URL names, else an embedded one, thrown away later."""

import atexit
import os
from collections.abc import Iterator
from contextlib import ExitStack

import django
import pytest

from launch.testing import temporary_postgres
from tests.center.bot_double import BotDouble
from tests.center.processes import Center


def _bring_up_django() -> None:
    """Put the settings where Django and every process the tests start will find them; at import, before any model."""
    if not os.environ.get("DATABASE_URL"):
        server = ExitStack()
        os.environ["DATABASE_URL"] = server.enter_context(temporary_postgres()).center
        atexit.register(server.close)
    os.environ.setdefault("SUDA_SECRET_KEY", "tests-sign-with-this")
    os.environ.setdefault("SUDA_BOT_TOKEN", "tests-bot-token-of-some-length")
    os.environ.setdefault("SUDA_CENTER_TOKEN", "tests-center-token")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "center.settings")
    django.setup()


_bring_up_django()


@pytest.fixture(scope="session")
def live_bot() -> Iterator[BotDouble]:
    """The bot of the live center."""
    bot = BotDouble()
    bot.start()
    yield bot
    bot.stop()


@pytest.fixture(scope="session")
def live_center(live_bot: BotDouble, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Center]:
    """A web process and a worker, on a database of their own, for every test that needs the whole center."""
    center = Center(live_bot.url, tmp_path_factory.mktemp("center") / "log")
    center.start()
    yield center
    center.stop()


@pytest.fixture
def center(live_center: Center, live_bot: BotDouble) -> Center:
    """The live center with its bot in good health."""
    live_bot.mode, live_bot.delay = "well", 0.0
    return live_center
