"""The Rasa components, fed as Rasa feeds them: with messages made from what the private channel sends."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.graph_components.converters.nlu_message_converter import NLUMessageConverter
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import lexicon
from bot.nlu.components import RuleEntityExtractor, TextNormaliser, WordTokenizer

SENT_AT = "2026-11-21T10:00:00+08:00"


def parse(text: str, metadata: dict[str, Any] | None = None) -> Message:
    """The message as it comes out of our components and of Rasa's handler for commands."""
    messages = NLUMessageConverter().convert_user_message([UserMessage(text=text, metadata=metadata)])
    messages = TextNormaliser().process(messages)
    messages = WordTokenizer(WordTokenizer.get_default_config()).process(messages)
    messages = RuleEntityExtractor().process(messages)
    return RegexMessageHandler().process(messages)[0]


def test_entities_are_reckoned_from_when_the_customer_wrote() -> None:
    (found,) = parse("明天下午三点", {"sent_at": SENT_AT}).get("entities")
    assert found == {
        "entity": "time_window",
        "value": {"start": "2026-11-22T15:00:00+08:00", "end": "2026-11-22T16:00:00+08:00"},
        "start": 0,
        "end": 6,
        "extractor": "RuleEntityExtractor",
    }


@pytest.mark.parametrize("metadata", [None, {}, {"sent_at": "yesterday"}, {"sent_at": "2026-11-21T10:00:00"}])
def test_a_missing_or_broken_clock_stops_nothing(metadata: dict[str, Any] | None) -> None:
    assert [found["entity"] for found in parse("明天下午三点", metadata).get("entities")] == ["time_window"]


@pytest.mark.parametrize("text", ["/restart", "／restart", ' /track_shipment{"waybill_no": "x"}', "\u200b/affirm"])
@pytest.mark.parametrize("metadata", [None, {"payload": False}, {"payload": "true"}])
def test_a_customer_cannot_type_a_command(text: str, metadata: dict[str, Any] | None) -> None:
    message = parse(text, metadata)
    assert message.get("intent") is None
    # Rasa itself drops white space around a text.
    assert message.get("original_text") == text.strip()


def test_a_verified_button_is_a_command() -> None:
    message = parse('/track_shipment{"waybill_no": "SF1234567890123"}', {"payload": True})
    assert message.get("intent")["name"] == "track_shipment"
    assert [(found["entity"], found["value"]) for found in message.get("entities")] == [
        ("waybill_no", "SF1234567890123")
    ]


def test_a_message_of_nothing_still_has_a_character_to_classify() -> None:
    message = parse("😂")
    assert message.get("text") == "□"
    assert message.get("entities") == []


def test_training_sees_what_service_sees() -> None:
    trained = TextNormaliser().process_training_data(TrainingData([Message({"text": "貨件到邊度了？"})]))
    assert trained.training_examples[0].get("text") == parse("貨件到邊度了？").get("text") == "快件到哪里了?"


def test_a_new_word_makes_rasa_train_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    before = WordTokenizer.fingerprint_addon({})
    (tmp_path / "products.yml").write_text("same_day: [闪电达]\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path)
    assert WordTokenizer.fingerprint_addon({}) != before
