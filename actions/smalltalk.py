"""What belongs to any conversation: yes and no out of the blue, stop, once more, from the start."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import AllSlotsReset

from actions.forms import slots_of
from actions.turn import Turn, TurnAction


class Stop(TurnAction):
    """Leaves whatever is being done."""

    returns_to_form = False

    def name(self) -> str:
        """See domain.yml."""
        return "action_stop"

    def act(self, turn: Turn) -> None:
        """Leave the form and forget what it had gathered."""
        form = turn.active_form or turn["interrupted_form"]
        turn.forget(*slots_of(form))
        turn.leave_form()
        turn.say("utter_stopped" if form else "utter_nothing_to_stop")


class Restart(TurnAction):
    """Begins anew: everything gathered in this conversation is forgotten, proven waybills too."""

    returns_to_form = False

    def name(self) -> str:
        """See domain.yml."""
        return "action_start_over"

    def act(self, turn: Turn) -> None:
        """Forget and greet."""
        turn.events.append(AllSlotsReset())
        turn.leave_form()
        turn.say("utter_started_over")


class Repeat(TurnAction):
    """Says the last turn's replies once more."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_repeat"

    def act(self, turn: Turn) -> None:
        """Inside a form the last reply was the form's question, which it asks again by itself."""
        replies = last_replies(turn)
        if turn.active_form is not None:
            replies = replies[:-1]
        elif not replies:
            turn.say("utter_nothing_to_repeat")
        for reply in replies:
            turn.say_again(reply)


class SmallTalk(TurnAction):
    """Greetings, thanks, insults and what a courier does not do: a sentence each, then back to the matter."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_small_talk"

    def act(self, turn: Turn) -> None:
        """The response is named after the intent."""
        turn.say(f"utter_{turn.intent}")


class Affirm(TurnAction):
    """A yes outside any form: it takes up what was offered last."""

    returns_to_form = False
    keeps_offer = True

    def name(self) -> str:
        """See domain.yml."""
        return "action_affirm"

    def act(self, turn: Turn) -> None:
        """Start what was offered, or ask what the yes is for."""
        if turn["offer"] is not None:
            turn.go_on_with(turn["offer"])
        else:
            turn.say("utter_affirm_what")


class Deny(TurnAction):
    """A no outside any form."""

    returns_to_form = False

    def name(self) -> str:
        """See domain.yml."""
        return "action_deny"

    def act(self, turn: Turn) -> None:
        """Drop the offer."""
        turn["offer"] = None
        turn.say("utter_deny")


def last_replies(turn: Turn) -> list[dict[str, Any]]:
    """What the bot said in the turn before this one, oldest first."""
    replies: list[dict[str, Any]] = []
    turns_back = 0
    for event in reversed(turn.tracker_events):
        if event["event"] == "user":
            turns_back += 1
            if turns_back == 2:
                break
        elif event["event"] == "bot" and turns_back == 1:
            replies.insert(0, event)
    return replies
