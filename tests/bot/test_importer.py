"""Training sentences are copied and compared cheaply, and still as Rasa would."""

from copy import deepcopy

from rasa.shared.nlu.constants import INTENT, TEXT, TEXT_TOKENS

from bot.importer import Sentence


def sentence(text: str, intent: str) -> Sentence:
    return Sentence({TEXT: text, INTENT: intent})


def test_the_same_words_under_another_intent_are_another_sentence() -> None:
    first = sentence("到哪了", "track_shipment")
    assert first == sentence("到哪了", "track_shipment")
    assert first != sentence("到哪了", "deny")
    assert first != sentence("几点到", "track_shipment")


def test_a_copy_is_alike_and_a_copy_changed_is_not_nor_changes_the_first() -> None:
    first = sentence("到哪了", "track_shipment")
    copied = deepcopy(first)
    assert copied == first
    copied.set(TEXT, "几点到")
    assert copied != first
    assert first.get(TEXT) == "到哪了"


def test_what_a_component_adds_makes_another_of_it() -> None:
    first = sentence("到哪了", "track_shipment")
    copied = deepcopy(first)
    copied.set(TEXT_TOKENS, ["到", "哪", "了"])
    assert copied != first
