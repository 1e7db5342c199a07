"""What a person reads when everything runs: what is open where, and what to try."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

import yaml

from launch.settings import Settings


class DemoParcel(TypedDict):
    """An entry of `demo` in sandbox/world.yml: a parcel worth trying. `tail` proves whose it is."""

    waybill_no: str
    tail: str
    shows: str


def welcome(settings: Settings, sandbox_url: str, world: Path) -> str:
    """The page of text that `make run` ends with.

    `world` is the sandbox's data file; its parcels are shown only when the sandbox runs and the file is there.
    """
    lines = [
        "",
        "Suda is open.",
        f"  Write as a customer     {settings.url}/",
        f"  Answer as an agent      {settings.url}/desk/",
        f"                          user {settings.agent_username}, password {settings.secrets['SUDA_AGENT_PASSWORD']}",
    ]
    if settings.needs_sandbox:
        lines.append(f"  The carrier's stand-in  {sandbox_url}/ (parcels, orders, text messages)")
        lines += _parcels_to_try(world)
    lines += ["", f"Logs are in {settings.logs}. Ctrl-C stops everything."]
    return "\n".join(lines)


def _parcels_to_try(world: Path) -> list[str]:
    if not world.exists():
        return []
    demo: list[DemoParcel] = (yaml.safe_load(world.read_text(encoding="utf-8")) or {}).get("demo", [])
    if not demo:
        return []
    lines = ["", "Parcels to ask about, and the last four digits of the phone that prove they are yours:"]
    return lines + [f"  {parcel['waybill_no']}  {parcel['tail']}  {parcel['shows']}" for parcel in demo]
