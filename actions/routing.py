"""Choosing who answers, where the intent alone does not tell."""

from __future__ import annotations

from actions.turn import Turn, TurnAction


class TakeUp(TurnAction):
    """A bare value, or a question of time: what it holds decides who goes on with it."""

    returns_to_form = False

    def name(self) -> str:
        """See domain.yml."""
        return "action_take_up"

    def act(self, turn: Turn) -> None:
        """Two places make a question of price and time; a number names its own capability."""
        if turn["interrupted_form"] is not None and turn.intent == "inform":
            turn.go_on_with(turn["interrupted_form"])
        elif turn.entity("ticket_no") is not None:
            turn.go_on_with("ticket_form")
        elif turn.entity("order_no") is not None:
            turn.go_on_with("pickup_change_form")
        elif turn.entity("city", role="destination") is not None and turn.entity("waybill_no") is None:
            turn.go_on_with("quote_form")
        elif turn.intent == "ask_eta" or any(turn.entity(name) for name in ("waybill_no", "phone", "unread_number")):
            turn.go_on_with("tracking_form")
        else:
            turn.say("utter_bare_value")


class OfferPerson(TurnAction):
    """What agents still do by hand: says so and offers one, with everything said so far handed on."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_offer_person"

    def act(self, turn: Turn) -> None:
        """The response is named after the intent; a yes fetches the person."""
        turn["offer"] = "action_hand_over"
        turn.say(f"utter_person_for_{turn.intent}")
