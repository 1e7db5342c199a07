"""What a service has at hand while it answers one call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sandbox import clock
from sandbox.ledger import Ledger
from sandbox.records import Parcel, Scan
from sandbox.rules import Rules


@dataclass(frozen=True)
class Context:
    """The open transaction, the rules, and the moment of the call."""

    ledger: Ledger
    rules: Rules
    now: datetime

    @property
    def horizon(self) -> str:
        """The moment before which the carrier has forgotten, as clock.write() gives it."""
        return clock.write(self.now - clock.MEMORY)

    def state(self, parcel: Parcel) -> str:
        """What a parcel's last scan puts it in: a state of world/rules.yml; "placed" before the first scan."""
        scans: list[Scan] = self.ledger.scans(parcel.waybill_no)
        return self.rules.op_codes[scans[-1].op_code].state if scans else "placed"
