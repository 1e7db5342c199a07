"""Entities in messages by others, who knew the contract of entities and not one line of the extractors.

`seen.jsonl` is what the extractors are bettered with. Of `unseen.jsonl` only the figure may be looked at: whoever reads
its mistakes moves them to the seen ones and has new messages written.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.nlu.cases import Case, Found
from benchmarks.nlu.score import Answer, entity_counts, together
from bot.nlu.extract import extract
from bot.nlu.normalise import normalise

FOLDER = Path(__file__).parent / "entities"


def read_file(name: str) -> list[Case]:
    """The messages of a file; what is wanted in them is not among what they tell."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [
        Case(row["text"], "", entities=tuple(map(Found.of, row["entities"])), now=row["now"])
        for row in map(json.loads, lines)
    ]


def answer(case: Case) -> Answer:
    found = extract(normalise(case.text), datetime.fromisoformat(case.now))
    return Answer("", False, tuple(Found.of(entity.as_rasa("rules")) for entity in found))


@pytest.mark.parametrize(("name", "reached"), [("seen.jsonl", 0.95), ("unseen.jsonl", 0.83)])
def test_what_was_reached_is_held(name: str, reached: float) -> None:
    cases = read_file(name)
    counts = entity_counts(cases, [answer(case) for case in cases])
    assert together(counts.values()).f1 >= reached, {entity: count.f1 for entity, count in counts.items()}
