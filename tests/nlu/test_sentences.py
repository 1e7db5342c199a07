"""What data/nlu may hold: enough of every intent, nothing twice, nothing that the model is examined with."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.nlu.reserve import digest
from benchmarks.nlu.sentences import NEARLY_THE_SAME, NLU, SHORTEST_COMPARED, Sentence, Shelf, core, sentences
from bot.nlu.normalise import normalise

HELD_OUT = Path(__file__).parent / "held_out"
ENTITIES = Path(__file__).parent / "entities"
# Of messages that real people wrote and that measure us from outside (benchmarks/nlu/reserve.py makes it).
RESERVED = Path(__file__).parent / "reserved.txt"
FEWEST, FEWEST_OF_FREQUENT = 150, 400
FREQUENT = (
    "track_shipment",
    "ask_eta",
    "urge_delivery",
    "book_pickup",
    "ask_price",
    "ask_service_type",
    "change_delivery",
    "complain_lost",
    "complain_damaged",
    "complain_delay",
    "complain_wrong_info",
    "out_of_scope",
)


@pytest.fixture(scope="module")
def cores() -> dict[Sentence, str]:
    return {sentence: core(sentence.text) for sentence in sentences()}


def letters(text: str) -> str:
    """The same however it is written."""
    return re.sub(r"[\W_]+", "", normalise(text)).lower()


def test_every_intent_has_enough_sentences() -> None:
    counts = Counter(sentence.intent for sentence in sentences())
    assert {intent: n for intent, n in counts.items() if n < FEWEST} == {}
    assert {intent: counts[intent] for intent in FREQUENT if counts[intent] < FEWEST_OF_FREQUENT} == {}


def test_no_sentence_stands_twice_nor_under_two_intents(cores: dict[Sentence, str]) -> None:
    owners: dict[str, list[Sentence]] = defaultdict(list)
    for sentence, its_core in cores.items():
        owners[its_core].append(sentence)
    assert len(cores) == sum(1 for _ in sentences()), "the same line twice"
    assert [several for several in owners.values() if len(several) > 1] == []


def test_no_sentence_is_another_one_in_a_new_dress(cores: dict[Sentence, str]) -> None:
    shelves: dict[str, Shelf] = defaultdict(Shelf)
    twins = []
    for sentence, its_core in cores.items():
        if len(its_core) >= SHORTEST_COMPARED:
            shelf = shelves[sentence.intent]
            twins += [(sentence, near) for near in shelf.nearest(its_core, 1) if near.share >= NEARLY_THE_SAME]
            shelf.put(sentence, its_core)
    assert twins == []


def held_out() -> Iterator[str]:
    """Every message that measures us and that we wrote ourselves."""
    for file in (*HELD_OUT.glob("*.jsonl"), *ENTITIES.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]


def test_nothing_is_both_trained_and_held_out() -> None:
    trained = {letters(sentence.text) for sentence in sentences()}
    assert [text for text in held_out() if letters(text) in trained] == []


def test_no_reserved_message_came_in() -> None:
    reserved = set(RESERVED.read_text(encoding="ascii").split())
    assert len(reserved) > 800
    ours = (*(sentence.text for sentence in sentences()), *held_out())
    assert [text for text in ours if digest(text) in reserved] == []


def test_a_digest_stays_what_it_was() -> None:
    """Else the reserved ones would match nothing any more."""
    assert digest("ＯＫ,快递到哪了？ 12") == digest("ok 快递到哪了12") == "28b6abde76f734ae"


def test_every_sentence_is_one_line_without_markup() -> None:
    """Rasa reads [words](entity) as an annotation; our entities are found by rule."""
    assert [sentence for sentence in sentences() if re.search(r"[\[\]{}\t]", sentence.text)] == []


def test_held_out_messages_are_whole_and_known() -> None:
    known = {sentence.intent for sentence in sentences(NLU)}
    for file in HELD_OUT.glob("*.jsonl"):
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        assert {line["intent"] for line in lines} <= known
        assert len({line["text"] for line in lines}) == len(lines)
