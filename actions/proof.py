"""Who may see a parcel: the last four digits of a phone on the waybill, or a phone that was proven to be the
customer's.

Guesses are counted by the center before they are made, over all conversations, so that nobody can try ten thousand
tails. What was proven is remembered in the slot `proofs` (waybill → tail) until the session ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from actions.backends.carrier import WrongProof
from actions.backends.errors import Unavailable
from actions.ports import carrier, center
from actions.turn import Turn


class Outcome(Enum):
    """How a try at a proof ended."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True)
class Tried:
    """The outcome, and how many tries are left."""

    outcome: Outcome
    left: int = 0


def tail_for(turn: Turn, waybill_no: str) -> str | None:
    """The proven tail of a waybill, if there is one."""
    tail: str | None = (turn["proofs"] or {}).get(waybill_no)
    return tail


def try_tail(turn: Turn, waybill_no: str, phone_tail: str) -> Tried:
    """Check four digits against a waybill and remember them if they are right. May raise `Unavailable`."""
    attempt = center().may_guess(turn.conversation, waybill_no, turn.key("guess", waybill_no, turn.message_id))
    if not attempt.allowed or attempt.number is None:
        return Tried(Outcome.LOCKED)
    try:
        carrier().promised(waybill_no, phone_tail)
    except WrongProof:
        return Tried(Outcome.WRONG if attempt.left else Outcome.LOCKED, attempt.left)
    except Unavailable:
        # Nobody looked at the digits: our outage is not the customer's guess.
        center().give_back(attempt.number)
        raise
    center().give_back(attempt.number)
    turn["proofs"] = {**(turn["proofs"] or {}), waybill_no: phone_tail}
    return Tried(Outcome.RIGHT)


def given_tail(turn: Turn) -> str | None:
    """The four digits in the message: said as such, or the end of a whole phone number."""
    tail: str | None = turn.entity("phone_tail")
    if tail is None and (phone := turn.entity("phone")) is not None:
        tail = str(phone)[-4:]
    return tail
