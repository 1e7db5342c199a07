"""The center's own sentences to customers, from words.yml."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import yaml

WORDS = Path(__file__).with_name("words.yml")


@dataclass(frozen=True)
class Words:
    """One sentence for each occasion; words.yml says what the occasions are."""

    kept: str
    kept_too: str
    handed_over: str
    no_words: str
    asks_for_a_person: str


@cache
def words() -> Words:
    """Read words.yml once; raises ValueError when a sentence is missing, empty or unknown."""
    sentences = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    expected = {field.name for field in fields(Words)}
    if set(sentences) != expected or not all(isinstance(text, str) and text.strip() for text in sentences.values()):
        raise ValueError(f"{WORDS.name} must hold a sentence for each of {', '.join(sorted(expected))} and no others.")
    return Words(**sentences)
