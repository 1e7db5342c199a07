"""When a message may mean either of two wishes: which two, and how they are called (data/knowledge/choices.yml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from actions.turn import Turn

CHOICES = Path(__file__).resolve().parent.parent / "data" / "knowledge" / "choices.yml"
# Below this the two likeliest wishes together are a guess, and two wrong buttons help nobody.
SURE_OF_ONE_OF_TWO = 0.5


def either(turn: Turn) -> dict[str, str] | None:
    """The intents and names of the two likeliest wishes, as `utter_which_of_two` takes them; None where the message may
    as well mean something else, or one of them cannot be offered.
    """
    (first, sure), (second, less_sure) = turn.likeliest_two
    names = _names()
    if sure + less_sure < SURE_OF_ONE_OF_TWO or first not in names or second not in names:
        return None
    return {"first_intent": first, "first": names[first], "second_intent": second, "second": names[second]}


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = yaml.safe_load(CHOICES.read_text(encoding="utf-8"))
    return names
