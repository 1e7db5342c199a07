"""One customer message, as an action sees it: what was understood, what is remembered, and a mouth to speak with.

Every action of this package stands on `TurnAction`: it writes `act(turn)` as plain synchronous code - check, call a
port, say - and may let the errors of a port through; the customer then hears an honest sentence (docs/actions.md).
"""

from __future__ import annotations

import asyncio
import logging
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActionExecutionRejected, ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backends.errors import BackendError
from actions.backends.http import start_clock
from actions.clock import CHINA

logger = logging.getLogger(__name__)

# Threads wait more than they work. So many that a carrier who hangs does not keep the others from being answered.
THREADS = ThreadPoolExecutor(max_workers=64, thread_name_prefix="action")
# Rasa's own, and those of ours that only choose who answers: none of them uses a message up.
SILENT_ACTIONS = (
    "action_listen",
    "action_session_start",
    "action_extract_slots",
    "action_take_up",
    "action_affirm",
    "action_not_understood",
)


class Turn:
    """What an action may read of the conversation, say to the customer and leave behind."""

    def __init__(self, tracker: Tracker, dispatcher: CollectingDispatcher) -> None:
        self._tracker = tracker
        self._dispatcher = dispatcher
        self.events: list[dict[str, Any]] = []
        self._changed: dict[str, Any] = {}
        self._left_form = False

    # what was understood

    @property
    def text(self) -> str:
        """The customer's words in normal form."""
        return self._tracker.latest_message.get("text") or ""

    @property
    def intent(self) -> str:
        """The intent of the latest message."""
        name: str = (self._tracker.latest_message.get("intent") or {}).get("name") or ""
        return name

    @property
    def likeliest_two(self) -> tuple[tuple[str, float], tuple[str, float]]:
        """The two likeliest intents with their confidences, also where the message was sent to fallback."""
        ranking = self._tracker.latest_message.get("intent_ranking") or []
        meant = [(entry["name"], entry["confidence"]) for entry in ranking if entry["name"] != "nlu_fallback"]
        first, second = (*meant, ("", 0.0), ("", 0.0))[:2]
        return first, second

    def entities(self, name: str, role: str | None = None) -> list[Any]:
        """Values of an entity in the order of the words; with `role`, only those of that role."""
        return [entity["value"] for entity in self.raw_entities(name) if role is None or entity.get("role") == role]

    def entity(self, name: str, role: str | None = None) -> Any:
        """The first value of an entity, or None."""
        return next(iter(self.entities(name, role)), None)

    def raw_entities(self, name: str) -> list[dict[str, Any]]:
        """Rasa's entity dicts of that name, with `role` and `group`."""
        return [entity for entity in self._tracker.latest_message.get("entities", []) if entity["entity"] == name]

    # where we are

    @property
    def conversation(self) -> str:
        """The conversation's UUID."""
        sender: str = self._tracker.sender_id
        return sender

    @cached_property
    def _metadata(self) -> dict[str, Any]:
        return self._tracker.latest_message.get("metadata") or {}

    @property
    def now(self) -> datetime:
        """When the customer sent the message; the present for messages without a clock."""
        sent_at = self._metadata.get("sent_at")
        return datetime.fromisoformat(sent_at).astimezone(CHINA) if sent_at else datetime.now(CHINA)

    @property
    def message_id(self) -> str:
        """The center's id of the message: the same when the turn is run again, another for every other message."""
        return str(self._metadata.get("message_id") or "")

    @property
    def verified_phone(self) -> str | None:
        """A phone that the channel vouches for."""
        return self._metadata.get("verified_phone")

    @property
    def active_form(self) -> str | None:
        """The form that is being filled, if any."""
        return None if self._left_form else (self._tracker.active_loop or {}).get("name")

    @property
    def requested_slot(self) -> str | None:
        """What the form asked for last."""
        asked: str | None = self._tracker.get_slot("requested_slot")
        return asked

    def acted_since_message(self, *, besides: str) -> bool:
        """Whether another action than `besides` has run since the customer's message: then its words have been used
        already.
        """
        for event in reversed(self._tracker.events):
            if event["event"] == "user":
                return False
            if event["event"] == "action" and event["name"] not in (besides, *SILENT_ACTIONS):
                return True
        return False

    @property
    def tracker_events(self) -> list[dict[str, Any]]:
        """Everything that was said and done in this conversation, oldest first."""
        events: list[dict[str, Any]] = self._tracker.events
        return events

    # memory

    def __getitem__(self, slot: str) -> Any:
        return self._changed[slot] if slot in self._changed else self._tracker.slots.get(slot)

    def __setitem__(self, slot: str, value: Any) -> None:
        self._changed[slot] = value
        self.events.append(SlotSet(slot, value))

    def has_set(self, slot: str) -> bool:
        """Whether this action has written to the slot."""
        return slot in self._changed

    def forget(self, *slots: str) -> None:
        """Empty slots."""
        for slot in slots:
            self[slot] = None

    # speech and what comes next

    def say(self, response: str, **variables: Any) -> None:
        """Utter a response of `data/responses/`; `variables` fill its {placeholders}."""
        self._dispatcher.utter_message(response=response, **variables)

    def say_text(self, text: str) -> None:
        """Utter a sentence that stands in `data/knowledge/`."""
        self._dispatcher.utter_message(text=text)

    def say_again(self, reply: dict[str, Any]) -> None:
        """Utter what an earlier bot event said, with its buttons."""
        self._dispatcher.utter_message(text=reply["text"], buttons=(reply.get("data") or {}).get("buttons"))

    def go_on_with(self, action: str) -> None:
        """Run `action` next, whatever the policies would say."""
        self.events.append(FollowupAction(action))

    def leave_form(self) -> None:
        """End the form that is being filled, for good; its slots stay."""
        self._left_form = True
        self.events += [ActiveLoop(None), SlotSet("requested_slot", None)]
        self["interrupted_form"] = None

    def step_aside(self, form: str) -> None:
        """Let others answer this message, and come back to `form` afterwards."""
        self["interrupted_form"] = form
        self.events.append(ActionExecutionRejected(form))

    def key(self, *parts: str) -> str:
        """An Idempotency-Key that is the same each time this very thing is done in this conversation.

        With `message_id` among the parts: each time this turn is run.
        """
        return str(uuid5(UUID(self.conversation), "/".join(parts)))


class TurnAction(Action, ABC):
    """An action that is written as `act(turn)`.

    When it is done inside a form, or in the place of one that stepped aside, the form goes on.
    """

    response_when_unavailable = "utter_service_unavailable"
    returns_to_form = True
    # An offer is good for the answer to it; whatever else is done ends it.
    keeps_offer = False

    @abstractmethod
    def name(self) -> str:
        """The action's name in domain.yml."""

    @abstractmethod
    def act(self, turn: Turn) -> None:
        """Check, call a port, say. May raise `Unavailable`."""

    def fail(self, turn: Turn) -> None:
        """A port could not be asked: say so."""
        turn.say(self.response_when_unavailable)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> list[dict[str, Any]]:
        """Run `act` in a thread, because ports block and the server's loop must not."""
        turn = Turn(tracker, dispatcher)
        await asyncio.get_running_loop().run_in_executor(THREADS, self._act, turn)
        if self.returns_to_form:
            _return_to_form(turn)
        return turn.events

    def _act(self, turn: Turn) -> None:
        start_clock()
        try:
            self.act(turn)
        except BackendError as error:
            # A refusal that no action knows is as much a fault behind the port as silence, and heals as little here.
            logger.warning("%s: %s", self.name(), error)
            self.fail(turn)
        if turn["offer"] is not None and not self.keeps_offer and not turn.has_set("offer"):
            turn["offer"] = None


def _return_to_form(turn: Turn) -> None:
    """Go back to the form in which, or instead of which, this action ran."""
    interrupted = turn["interrupted_form"]
    form = turn.active_form or interrupted
    if form is None:
        return
    if turn.active_form is None:
        turn.say(f"utter_back_to_{form}")
    turn["interrupted_form"] = None
    turn.go_on_with(form)
