"""个案投诉 and 理赔: `complaint_form` learns the ground, the parcel, what happened and what is wanted; then one
ticket is opened.
"""

from __future__ import annotations

from actions.backends.center import Grievance
from actions.forms import CONTROLS, FormFilling
from actions.knowledge import knowledge
from actions.ports import carrier, center
from actions.proof import Outcome, given_tail, tail_for, try_tail
from actions.spoken import say_moment
from actions.turn import Turn, TurnAction
from actions.wishes import ground_named, wishes

GROUND_BY_INTENT = {
    "complain_lost": "lost",
    "complain_damaged": "damaged",
    "complain_delay": "late",
    "complain_wrong_info": "wrong_information",
    "complain_fee": "charge",
    "complain_attitude": "conduct",
    "complain_no_door_delivery": "no_door_delivery",
    "file_claim": "claim",
}
VAGUE = "complain_other"
OFFERED_GROUND = "late"
NO_PARCEL = "none"
LEFT_OPEN = ""
# A message at least this long tells the story already and is not asked for again.
TELLING = 15


class FillComplaint(FormFilling):
    """Takes a grievance as it is told."""

    form = "complaint_form"
    slots = (
        "complaint_ground",
        "complaint_parcel",
        "complaint_proof",
        "complaint_story",
        "complaint_wish",
        "contact_phone",
    )
    own_intents = frozenset({*GROUND_BY_INTENT, VAGUE})

    def is_answered(self, turn: Turn) -> bool:
        """What happened and what is wanted is told in any words, so only a control interrupts it."""
        return turn.requested_slot in ("complaint_story", "complaint_wish") or any(
            turn.entity(name) is not None for name in ("waybill_no", "phone_tail", "phone", "unread_number")
        )

    def fill(self, turn: Turn) -> None:
        """Ground, parcel and story may come together; each question is asked once."""
        if turn.requested_slot is None:
            self._forget_another(turn)
        self._ground(turn)
        self._parcel(turn)
        asked = turn.requested_slot
        if turn["complaint_story"] is None and self._tells(turn, asked):
            turn["complaint_story"] = turn.text
        elif asked == "complaint_wish":
            turn["complaint_wish"] = LEFT_OPEN if self._leaves_open(turn) else turn.text
        elif asked == "contact_phone":
            self._contact(turn)

    def _forget_another(self, turn: Turn) -> None:
        """A complaint left behind goes on when it is the same one; another ground or parcel begins anew."""
        ground, parcel = GROUND_BY_INTENT.get(turn.intent), turn.entity("waybill_no")
        if ground not in (None, turn["complaint_ground"]) or parcel not in (None, turn["complaint_parcel"]):
            turn.forget(*self.slots)

    @staticmethod
    def _ground(turn: Turn) -> None:
        if turn["complaint_ground"] is None:
            ground = GROUND_BY_INTENT.get(turn.intent) or ground_named(turn.text)
            if ground is None and turn["offer"] == "complaint_form":
                ground = OFFERED_GROUND
            if ground is not None:
                turn["complaint_ground"] = ground
                turn.say(f"utter_sorry_{ground}")
            elif turn.requested_slot == "complaint_ground":
                turn["complaint_ground"] = "other"
                turn.say("utter_sorry_other")
        turn["offer"] = None

    def _parcel(self, turn: Turn) -> None:
        number = turn.entity("waybill_no")
        if number is None and turn["complaint_parcel"] is None and turn["last_parcels"]:
            number = turn["last_parcels"][0]
            turn.say("utter_complaint_about", waybill_no=number)
        if number is not None:
            if not carrier().knows(number):
                turn.say("utter_waybill_unknown", waybill_no=number)
                return
            if number != turn["complaint_parcel"]:
                # What proved another parcel proves nothing for this one.
                turn.forget("complaint_proof", "contact_phone")
            turn["complaint_parcel"] = number
        elif turn.requested_slot == "complaint_parcel":
            if unread := turn.entity("unread_number"):
                turn.say("utter_waybill_unreadable", number=unread)
            elif turn.intent == "deny" or wishes(turn.text, "no_number"):
                turn["complaint_parcel"] = NO_PARCEL
        self._proof(turn)

    @staticmethod
    def _proof(turn: Turn) -> None:
        """With a parcel its phone proves the customer and is how we reach them; without one we need a phone."""
        parcel = turn["complaint_parcel"]
        if parcel is None or turn["complaint_proof"] is not None:
            return
        if parcel == NO_PARCEL:
            turn["complaint_proof"] = LEFT_OPEN
        elif (known := tail_for(turn, parcel)) is not None:
            turn["complaint_proof"] = known
            turn["contact_phone"] = LEFT_OPEN
        elif (tail := given_tail(turn)) is not None:
            tried = try_tail(turn, parcel, tail)
            if tried.outcome is Outcome.RIGHT:
                turn["complaint_proof"] = tail
                turn["contact_phone"] = LEFT_OPEN
            elif tried.outcome is Outcome.WRONG:
                turn.say("utter_tail_wrong", left=tried.left)
                turn["complaint_proof"] = None
            else:
                turn.say("utter_complaint_without_proof")
                turn["complaint_proof"] = LEFT_OPEN

    @staticmethod
    def _tells(turn: Turn, asked: str | None) -> bool:
        if asked == "complaint_story":
            return turn.intent not in CONTROLS
        return (turn.intent in GROUND_BY_INTENT or turn.intent == VAGUE) and len(turn.text) >= TELLING

    @staticmethod
    def _leaves_open(turn: Turn) -> bool:
        return turn.intent == "deny" or wishes(turn.text, "leave_open")

    @staticmethod
    def _contact(turn: Turn) -> None:
        if (phone := turn.entity("phone")) is not None:
            turn["contact_phone"] = phone
        elif FillComplaint._leaves_open(turn):
            turn["contact_phone"] = LEFT_OPEN


class OpenTicket(TurnAction):
    """Opens the ticket and gives its number back, with the time by which we answer."""

    response_when_unavailable = "utter_ticket_not_opened"

    def name(self) -> str:
        """See domain.yml."""
        return "action_open_ticket"

    def act(self, turn: Turn) -> None:
        """One grievance, one ticket, however often it is told."""
        if turn["complaint_wish"] is None or turn["contact_phone"] is None:
            return
        grievance = grievance_of(turn)
        ticket = center().open_ticket(grievance, turn.key("ticket", *map(str, vars(grievance).values())))
        turn.say(
            "utter_ticket_existing" if ticket.existing else "utter_ticket_opened",
            ticket_no=ticket.ticket_no,
            label=knowledge().promises.complaints[ticket.category].label,
            answer_by=say_moment(ticket.answer_by.astimezone(turn.now.tzinfo), turn.now),
        )
        if grievance.waybill_no:
            turn["last_parcels"] = [grievance.waybill_no]
        turn.forget(*FillComplaint.slots)


def grievance_of(turn: Turn) -> Grievance:
    """The filled form as the center takes it."""
    parcel = turn["complaint_parcel"]
    return Grievance(
        conversation=turn.conversation,
        category=turn["complaint_ground"],
        description=turn["complaint_story"],
        wish=turn["complaint_wish"] or None,
        waybill_no=None if parcel == NO_PARCEL else parcel,
        phone_tail=turn["complaint_proof"] or None,
        contact_phone=turn["contact_phone"] or None,
    )
