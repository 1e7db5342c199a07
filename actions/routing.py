"""Choosing who answers, where the intent alone does not tell."""

from __future__ import annotations

from actions.turn import Turn, TurnAction


def form_for(turn: Turn) -> str | None:
    """The form that a message's numbers and places speak to, whatever its intent.

    An address is given to a courier who is to come; a bare place to go to asks for price and time.
    """
    if turn.entity("ticket_no") is not None:
        return "ticket_form"
    if turn.entity("order_no") is not None:
        return "pickup_change_form"
    if turn.entity("waybill_no") is not None:
        return "tracking_form"
    if turn.entity("address") is not None:
        return "pickup_form"
    if turn.entity("phone") is not None or turn.entity("unread_number") is not None:
        return "tracking_form"
    if turn.entity("city", role="destination") is not None:
        return "quote_form"
    return None


class TakeUp(TurnAction):
    """A bare value, or a question of time: what it holds decides who goes on with it."""

    returns_to_form = False

    def name(self) -> str:
        """See domain.yml."""
        return "action_take_up"

    def act(self, turn: Turn) -> None:
        """Go on with whoever the message speaks to, or ask what it is about."""
        form = form_for(turn) or ("tracking_form" if turn.intent == "ask_eta" else None)
        if form is None:
            turn.say("utter_bare_value")
        else:
            turn.go_on_with(form)


class OfferPerson(TurnAction):
    """What agents still do by hand: says so and offers one, with everything said so far handed on."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_offer_person"

    def act(self, turn: Turn) -> None:
        """The response is named after the intent; a yes fetches the person."""
        turn["offer"] = "action_hand_over"
        turn.say(f"utter_person_for_{turn.intent}")
