"""How a parcel's route is told: where it is, what that means, when it should arrive, what the customer can do next."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.backends.carrier import Scan, Stage
from actions.spoken import say_moment
from actions.turn import Turn

# The carrier keeps routes for three months (sf-openapi).
ROUTES_KEPT = timedelta(days=90)
# After so long without a scan we say ourselves that something seems wrong, instead of waiting to be asked.
SILENCE = timedelta(hours=36)
# Stages in which silence is normal: the customer has it, or must fetch it.
AT_REST = {Stage.SIGNED, Stage.AWAITING_COLLECTION}


def show_parcel(turn: Turn, waybill_no: str, scans: list[Scan], promised: datetime | None) -> None:
    """Tell one parcel."""
    if not scans:
        too_old = promised is not None and turn.now - promised > ROUTES_KEPT
        turn.say("utter_parcel_too_old" if too_old else "utter_parcel_no_scan_yet", waybill_no=waybill_no)
        return
    latest = scans[-1]
    turn.say(
        f"utter_parcel_{latest.stage.value}",
        waybill_no=waybill_no,
        at=say_moment(latest.at, turn.now),
        place=latest.place,
        remark=latest.remark,
    )
    if latest.stage in AT_REST:
        return
    if turn.now - latest.at > SILENCE:
        turn.say("utter_parcel_silent", days=max(1, (turn.now - latest.at).days))
        turn["offer"] = "complaint_form"
    _say_arrival(turn, promised, latest)


def _say_arrival(turn: Turn, promised: datetime | None, latest: Scan) -> None:
    if latest.stage is Stage.RETURNING:
        return
    if promised is None:
        turn.say("utter_arrival_unknown")
    elif promised < turn.now:
        turn.say("utter_arrival_overdue", promised=say_moment(promised, turn.now))
        turn["offer"] = "complaint_form"
    else:
        turn.say("utter_arrival_expected", promised=say_moment(promised, turn.now))
