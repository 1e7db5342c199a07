"""The intent classifier, trained as Rasa trains it on a small part of data/nlu, stored and loaded as Rasa does it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.classifier import IntentClassifier
from bot.nlu.components import RuleEntityExtractor, TextNormaliser, WordTokenizer
from bot.nlu.intent_model import Counts, Features, IntentModelError
from bot.nlu.readings import Reading, Span, reading
from bot.nlu.words import split
from tests.nlu.reading import cost

NLU = Path(__file__).parents[2] / "data" / "nlu"
FILES = ("tracking", "pickup", "complaint", "smalltalk")
RESOURCE = Resource("intents")


def read(text: str, *spans: Span) -> Reading:
    """The reading of a text that is normal already."""
    return reading(text, split(text), spans)


def examples() -> TrainingData:
    """The sentences of `FILES`, as the components before the classifier leave them in training."""
    data = RasaFileImporter(training_data_paths=[str(NLU / f"{name}.yml") for name in FILES]).get_nlu_data()
    tokenizer = WordTokenizer(WordTokenizer.get_default_config())
    return tokenizer.process_training_data(TextNormaliser().process_training_data(data))


def train(folder: Path, data: TrainingData) -> IntentClassifier:
    """Trained and stored in `folder`, then loaded from there by another instance."""
    folder.mkdir(exist_ok=True)
    config, storage = IntentClassifier.get_default_config(), LocalModelStorage(folder)
    context = ExecutionContext(GraphSchema({}))
    IntentClassifier.create(config, storage, RESOURCE, context).train(data)
    return IntentClassifier.load(config, storage, RESOURCE, context)


def classify(classifier: IntentClassifier, text: str) -> Message:
    """The message as it leaves the classifier."""
    messages = TextNormaliser().process([Message({"text": text})])
    messages = WordTokenizer(WordTokenizer.get_default_config()).process(messages)
    return classifier.process(RuleEntityExtractor().process(messages))[0]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="module")
def classifier(folder: Path) -> IntentClassifier:
    return train(folder, examples())


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("现在到哪儿了", "track_shipment"),
        ("手机后四位是二二二二", "inform"),
        ("SF1234567890123", "inform"),
        ("东西摔坏了我要投诉", "complain_damaged"),
        ("那个快递我要投诉", "complain_other"),
        # A wish wins over the courtesy beside it; a courtesy alone is one.
        ("你好，帮我查一下快递到哪了，谢谢", "track_shipment"),
        ("好的，那帮我约个取件", "book_pickup"),
        ("你好", "greet"),
        ("谢谢", "thanks"),
    ],
)
def test_ordinary_messages_are_recognised_and_surely_so(classifier: IntentClassifier, text: str, intent: str) -> None:
    found = classify(classifier, text).get("intent")
    assert found["name"] == intent
    assert found["confidence"] > 0.5


@pytest.mark.parametrize("text", ["😂", "□", "ழ௵"])
def test_what_no_example_resembles_is_not_recognised(classifier: IntentClassifier, text: str) -> None:
    assert classify(classifier, text).get("intent")["confidence"] < 0.3


@pytest.mark.parametrize("piece", ["快递到哪了", "ﷺ", "１", "a\u0301", "寄到", "0 "])
def test_a_hundred_thousand_characters_cost_little(classifier: IntentClassifier, piece: str) -> None:
    """Twice the 50 ms it may cost, in time of this process: the machine that runs the tests may be slow."""
    texts = [f"{mark}{piece * 100_000}" for mark in "甲乙丙"]
    assert cost(lambda varied: classify(classifier, varied), texts) < 0.1


def test_the_ranking_is_what_rasa_expects(classifier: IntentClassifier) -> None:
    message = classify(classifier, "怎么还没送到")
    ranking = message.get("intent_ranking")
    confidences = [entry["confidence"] for entry in ranking]
    assert len(ranking) == 10
    assert message.get("intent") == ranking[0]
    assert confidences == sorted(confidences, reverse=True)
    assert all(type(confidence) is float for confidence in confidences)
    assert 0.9 < sum(confidences) <= 1.0001


def test_a_number_does_not_change_what_is_wanted(classifier: IntentClassifier) -> None:
    one, other = (
        classify(classifier, f"帮我催一下{number}").get("intent") for number in ("SF1234567890123", "SF9876543210987")
    )
    assert one == other
    assert one["name"] == "urge_delivery"


def test_training_again_gives_the_same_model(classifier: IntentClassifier, folder: Path, tmp_path: Path) -> None:
    train(tmp_path / "again", examples())
    before, after = (np.load(next(root.rglob("intents.npz"))) for root in (folder, tmp_path))
    assert set(before.files) == set(after.files)
    assert all(np.array_equal(before[name], after[name]) for name in before.files)


def test_what_stands_in_one_sentence_only_is_not_learnt() -> None:
    features = Features.of(Counts.of_all([read("快递到哪了"), read("寄快递吗")]))
    strange, known = features.matrix(Counts.of_all([read("寄到哪了吗"), read("递快")]))
    assert not strange.nnz
    characters_and_sounds = 2 + 2
    assert known.nnz == characters_and_sounds
    assert (known.data > 0).all()


def test_a_reading_has_the_same_row_alone_and_among_others() -> None:
    texts = ["快递到哪了", "", "寄快递吗寄快递", "到了"]
    counts = Counts.of_all(map(read, texts))
    features = Features.of(counts)
    for row, text in zip(features.matrix(counts), texts, strict=True):
        alone = features.matrix(Counts.of(read(text)))
        assert np.array_equal(alone.indices, row.indices) and np.array_equal(alone.data, row.data)


@pytest.mark.parametrize(("replaced", "complaint"), [("grams", "allow_pickle"), ("more", "lacks bias, grams, idf")])
def test_nothing_of_a_stored_model_can_run_code(
    classifier: IntentClassifier, folder: Path, replaced: str, complaint: str
) -> None:
    path = next(folder.rglob("intents.npz"))
    kept = path.read_bytes()
    stored = dict(np.load(path)) if replaced == "grams" else {}
    try:
        np.savez(path, **{**stored, replaced: np.array([print], dtype=object)})
        with pytest.raises(ValueError, match=complaint):
            IntentClassifier.load(
                IntentClassifier.get_default_config(),
                LocalModelStorage(folder),
                RESOURCE,
                ExecutionContext(GraphSchema({})),
            )
    finally:
        path.write_bytes(kept)


@pytest.mark.parametrize(
    ("sentences", "complaint"),
    [
        ({"greet": ["你好", "您好", "早上好"]}, "at least two intents"),
        (
            {"greet": ["你好", "您好", "早上好"], "thanks": ["谢谢", "多谢"]},
            "fewer than 3 sentences in data/nlu: thanks",
        ),
    ],
)
def test_too_few_sentences_are_said_so(tmp_path: Path, sentences: dict[str, list[str]], complaint: str) -> None:
    messages = [Message({"text": text, "intent": intent}) for intent, texts in sentences.items() for text in texts]
    with pytest.raises(IntentModelError, match=complaint):
        train(tmp_path, TrainingData(messages))


def test_two_intents_are_enough(tmp_path: Path) -> None:
    sentences = {"greet": ["你好", "您好", "你好呀"], "thanks": ["谢谢", "谢谢你", "多谢谢谢"]}
    messages = [Message({"text": text, "intent": intent}) for intent, texts in sentences.items() for text in texts]
    trained = train(tmp_path, TrainingData(messages))
    assert [classify(trained, text).get("intent")["name"] for text in ("你好", "谢谢")] == ["greet", "thanks"]


def test_an_untrained_classifier_says_so(tmp_path: Path) -> None:
    config: dict[str, Any] = IntentClassifier.get_default_config()
    untrained = IntentClassifier.create(
        config, LocalModelStorage(tmp_path), RESOURCE, ExecutionContext(GraphSchema({}))
    )
    with pytest.raises(RuntimeError, match="not been trained"):
        untrained.process([Message({"text": "你好"})])


def test_what_is_filled_in_is_left_blank_and_what_is_wanted_is_not() -> None:
    text = "13800138000寄生鲜"
    found = read(text, Span("phone", 0, 11), Span("goods", 12, 14))
    assert found.text[1:] == "寄生鲜"
    assert found.words[0] == found.text[0] == read("13900139000", Span("phone", 0, 11)).text
    assert found.words[0] != read("SF1234567890123", Span("waybill_no", 0, 15)).text


def test_a_courtesy_keeps_no_full_stop_in_the_middle() -> None:
    joined = read("你好。").bare().then(",", read("查件"))
    assert joined == read("你好,查件")
