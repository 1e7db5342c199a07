"""The desk's sentences to customers and the agents' names for the assistant's codes, from words.yml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class ToCustomer:
    """What a customer reads when an agent comes, leaves them to the bot, or has settled the matter."""

    agent_came: str
    agent_left: str
    resolved: str


@dataclass(frozen=True)
class Words:
    """All words of the desk."""

    customer: ToCustomer
    reasons: dict[str, str]
    intents: dict[str, str]


@cache
def words() -> Words:
    """Read words.yml once; raises TypeError when a sentence to customers is missing or unknown."""
    read = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return Words(ToCustomer(**read["customer"]), read["reasons"], read["intents"])
