"""How much of a conversation is carried along: enough to go on with, whatever its length.

Rasa loads a session's whole tracker for each message, shows it to the policies and sends it with each action call, so
a turn would cost more with every message. Its own bound is the session. So a long one is cut between two matters: a
new session begins with what is remembered (slots) and the last turn, which "once more" and a repeated message id
still need. The center keeps every word anyway.
"""

from __future__ import annotations

import copy
import time

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

LONGEST = 300


def is_long(tracker: DialogueStateTracker) -> bool:
    """Whether it is time to cut: too many events, and no form in the middle of its questions."""
    return len(tracker.events) > LONGEST and tracker.active_loop is None


def fresh_start(tracker: DialogueStateTracker) -> list[Event]:
    """The events that begin the new session."""
    remembered = [SlotSet(name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None]
    start = [
        ActionExecuted(ACTION_SESSION_START_NAME),
        SessionStarted(),
        *remembered,
        ActionExecuted(ACTION_LISTEN_NAME),
    ]
    return start + [_now(event) for event in _last_turn(tracker)]


def _last_turn(tracker: DialogueStateTracker) -> list[Event]:
    events = list(tracker.events)
    began = max(place for place, event in enumerate(events) if isinstance(event, UserUttered))
    return events[began:]


def _now(event: Event) -> Event:
    """A copy that belongs to the new session: the store tells sessions apart by time."""
    again = copy.copy(event)
    again.timestamp = time.time()
    return again
