"""The action server's settings: from the environment, typed, in this one place (listed in the README)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache


class MissingSetting(SystemExit):
    """A setting without a default is not in the environment."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The environment variable {name} is not set; see README, Going live.")


@dataclass(frozen=True)
class Settings:
    """Where the ports are and with what keys."""

    port: int
    token: str
    carrier_url: str
    carrier_partner_id: str
    carrier_checkword: str
    center_url: str
    center_token: str


@cache
def settings() -> Settings:
    """Read once. Exits with a clear sentence when a setting is missing."""
    return Settings(
        port=int(os.environ.get("SUDA_ACTIONS_PORT", "5055")),
        token=_required("SUDA_ACTIONS_TOKEN"),
        carrier_url=_required("CARRIER_URL"),
        carrier_partner_id=_required("CARRIER_PARTNER_ID"),
        carrier_checkword=_required("CARRIER_CHECKWORD"),
        center_url=_required("SUDA_CENTER_URL"),
        center_token=_required("SUDA_CENTER_TOKEN"),
    )


def _required(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise MissingSetting(name)
    return value
