"""The sandbox's settings, from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

# Never configurable: a stand-in for the carrier has no business on a network.
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Settings:
    """Where the sandbox listens and keeps its state, and the one partner that may call it."""

    port: int
    database: Path
    partner_id: str
    checkword: str

    @classmethod
    def from_environment(cls) -> Settings:
        """Read SANDBOX_PORT, SANDBOX_DATABASE, SANDBOX_PARTNER_ID and SANDBOX_CHECKWORD; ValueError on a bad port."""
        port = os.environ.get("SANDBOX_PORT", "8600")
        if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError(f"SANDBOX_PORT is no port: {port!r}")
        return cls(
            port=int(port),
            database=Path(os.environ.get("SANDBOX_DATABASE", ".suda/sandbox.sqlite3")),
            partner_id=os.environ.get("SANDBOX_PARTNER_ID", "SUDA_SANDBOX"),
            checkword=os.environ.get("SANDBOX_CHECKWORD", "sandbox-only-not-a-secret"),
        )
