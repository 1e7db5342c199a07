"""How a parcel's route is told: where it is, what that means, when it should arrive, what the customer can do next."""

from __future__ import annotations

from datetime import datetime, timedelta

from actions.backends.carrier import Scan, Stage
from actions.knowledge import knowledge
from actions.spoken import say_moment
from actions.turn import Turn

# The carrier keeps routes for three months (sf-openapi).
ROUTES_KEPT = timedelta(days=90)
# Stages in which silence is normal: the customer has it, or must fetch it.
AT_REST = {Stage.SIGNED, Stage.AWAITING_COLLECTION}
# What is said of a parcel that is silent, overdue, or both.
TROUBLE = {
    (True, False): "utter_parcel_silent",
    (True, True): "utter_parcel_silent_overdue",
    (False, True): "utter_arrival_overdue",
}
# The courier's remark stands in the middle of our sentence, which brings its own full stop.
SENTENCE_ENDS = "。.！!"


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
        remark=latest.remark.rstrip(SENTENCE_ENDS),
    )
    if latest.stage in AT_REST:
        return
    overdue = promised is not None and promised < turn.now and latest.stage is not Stage.RETURNING
    silent = turn.now - latest.at > timedelta(hours=knowledge().promises.tracking.silence_hours)
    variables = {
        "days": max(1, (turn.now - latest.at).days),
        "promised": say_moment(promised, turn.now) if promised else "",
    }
    if silent or overdue:
        turn["offer"] = "complaint_form"
        turn.say(TROUBLE[silent, overdue], **variables)
    if overdue or latest.stage is Stage.RETURNING:
        return
    turn.say("utter_arrival_expected" if promised else "utter_arrival_unknown", **variables)
