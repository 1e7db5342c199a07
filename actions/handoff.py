"""转人工: a person, at any moment; and the way there when the assistant does not understand."""

from __future__ import annotations

from actions.choices import either
from actions.forms import slots_of
from actions.ports import center
from actions.routing import form_for
from actions.turn import Turn, TurnAction

# Asked again so often before a person is fetched.
PATIENCE = 2
SUMMARY_TURNS = 3
# Intents that say nothing of what a conversation is about.
SMALL_TALK = {"greet", "thanks", "goodbye", "affirm", "deny", "repeat", "stop"}
NO_BUSINESS = SMALL_TALK | {"human_agent", "nlu_fallback", "inform"}


class HandOver(TurnAction):
    """Puts the conversation into the agents' queue."""

    response_when_unavailable = "utter_handoff_unavailable"
    returns_to_form = False

    def name(self) -> str:
        """See domain.yml."""
        return "action_hand_over"

    def act(self, turn: Turn) -> None:
        """Ask for a person, say where the customer stands in the queue."""
        hand_over(turn, "asked")


class Fallback(TurnAction):
    """Not understood: ask again, then offer what can be done, then fetch a person."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_not_understood"

    def act(self, turn: Turn) -> None:
        """A number says enough, whatever the words; else ask which of two it is, or ask openly, then fetch a person."""
        misses = _misses_in_a_row(turn)
        form = None if turn.active_form else form_for(turn)
        if form is not None:
            turn.go_on_with(form)
        elif misses > PATIENCE:
            hand_over(turn, "not_understood")
        elif misses == 1 and (two := either(turn)) is not None:
            turn.say("utter_which_of_two", **two)
        else:
            turn.say("utter_not_understood" if misses == 1 else "utter_not_understood_again")


def hand_over(turn: Turn, reason: str) -> None:
    """Fetch a person, and leave what was being done."""
    businesses = _businesses(turn)
    key = turn.key("handoff", reason, turn.message_id)
    summary = " / ".join(_last_words(turn))
    last = businesses[-1] if businesses else None
    state = center().hand_over(turn.conversation, reason, last, summary, businesses, key)
    # The agent takes the complaint from the transcript; a pickup's draft stays, should the customer come back to it.
    turn.forget(*slots_of("complaint_form"))
    turn.leave_form()
    turn.say("utter_handoff_taken" if state.taken else f"utter_handoff_{reason}", position=state.position)


def _user_events(turn: Turn) -> list[dict[str, object]]:
    return [event for event in turn.tracker_events if event["event"] == "user"]


def _intent_of(event: dict[str, object]) -> str:
    parsed = event.get("parse_data") or {}
    name: str = (parsed.get("intent") or {}).get("name") or ""  # type: ignore[attr-defined]
    return name


def _misses_in_a_row(turn: Turn) -> int:
    misses = 0
    for event in reversed(_user_events(turn)):
        if _intent_of(event) != "nlu_fallback":
            break
        misses += 1
    return misses


def _businesses(turn: Turn) -> list[str]:
    """What the customer came for, each once, in the order it was first said."""
    names = (_intent_of(event) for event in _user_events(turn))
    return list(dict.fromkeys(name for name in names if name and name not in NO_BUSINESS))


def _last_words(turn: Turn) -> list[str]:
    return [str(event.get("text") or "") for event in _user_events(turn)[-SUMMARY_TURNS:]]
