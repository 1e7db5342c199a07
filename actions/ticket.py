"""工单进度: how far a complaint is, by its number or, in the conversation that opened it, without one."""

from __future__ import annotations

from actions.backends.center import NotFound, ProofNeeded, Ticket, TooManyTries, WrongTicketProof
from actions.forms import FormFilling
from actions.knowledge import knowledge
from actions.ports import center
from actions.proof import given_tail
from actions.spoken import say_moment
from actions.turn import Turn, TurnAction

MOST_TOLD = 3


class FillTicket(FormFilling):
    """Which ticket, and the proof when it was opened elsewhere."""

    form = "ticket_form"
    slots = ("ticket_no", "ticket_seen")
    own_intents = frozenset({"complaint_status"})

    def is_answered(self, turn: Turn) -> bool:
        """A ticket number, or four digits."""
        names = {"ticket_no": ("ticket_no",), "ticket_seen": ("phone_tail", "phone", "ticket_no")}
        return any(turn.entity(name) is not None for name in names.get(turn.requested_slot or "", ()))

    def fill(self, turn: Turn) -> None:
        """A number given counts; else the tickets of this conversation are told at once."""
        if (number := turn.entity("ticket_no")) is not None:
            turn["ticket_no"] = number
        if turn["ticket_no"] is not None:
            self._look_up(turn, turn["ticket_no"])
        elif turn.requested_slot is None and (tickets := center().tickets_of(turn.conversation)):
            for ticket in tickets[:MOST_TOLD]:
                tell(turn, ticket)
            turn["ticket_no"] = tickets[0].ticket_no
            turn["ticket_seen"] = True

    @staticmethod
    def _look_up(turn: Turn, number: str) -> None:
        try:
            ticket = center().ticket(number, turn.conversation, given_tail(turn))
        except NotFound:
            turn.say("utter_ticket_unknown", ticket_no=number)
            turn["ticket_no"] = None
        except ProofNeeded:
            return
        except WrongTicketProof as wrong:
            turn.say("utter_tail_wrong", left=wrong.detail.get("left", 0))
            turn["ticket_seen"] = None
        except TooManyTries:
            turn.say("utter_tail_locked")
            turn.leave_form()
        else:
            tell(turn, ticket)
            turn["ticket_seen"] = True


def tell(turn: Turn, ticket: Ticket) -> None:
    """Say how far a ticket is."""
    turn.say(
        f"utter_ticket_{ticket.status}",
        ticket_no=ticket.ticket_no,
        label=knowledge().promises.complaints[ticket.category].label,
        answer_by=say_moment(ticket.answer_by.astimezone(turn.now.tzinfo), turn.now),
    )
    if ticket.latest_note:
        turn.say("utter_ticket_note", note=ticket.latest_note)


class CloseTicketForm(TurnAction):
    """Forgets what was looked up."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_close_ticket_form"

    def act(self, turn: Turn) -> None:
        """The form has told everything."""
        turn.forget(*FillTicket.slots)
