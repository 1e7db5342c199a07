"""The Rasa component that recognises the intent; the model itself is bot/nlu/intent_model.py.

It reads tokens and entities of the message, so it stands after WordTokenizer and RuleEntityExtractor and needs no
featurizer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers import LABEL_RANKING_LENGTH
from rasa.nlu.classifiers.classifier import IntentClassifier as RasaIntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import intent_model, lexicon
from bot.nlu.components import NOTHING, WordTokenizer
from bot.nlu.homophones import Homophones
from bot.nlu.intent_model import IntentModel
from bot.nlu.readings import Reading, Span, read, reading
from bot.nlu.words import Word


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent, RasaIntentClassifier):
    """Sets `intent` and `intent_ranking`, whose confidences are calibrated on the training sentences."""

    def __init__(
        self,
        courtesies: Sequence[str],
        model_storage: ModelStorage,
        resource: Resource,
        trained: tuple[IntentModel, Homophones] | None = None,
    ) -> None:
        """`trained` is what `train` made, once it is there."""
        self._courtesies = courtesies
        self._model_storage = model_storage
        self._resource = resource
        self._trained = trained

    @classmethod
    def required_components(cls) -> list[type]:
        """What must stand before it; RuleEntityExtractor too, but Rasa would look for that in training as well."""
        return [WordTokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`courtesies`: the intents that give way to any other said in the same message."""
        return {"courtesies": ["greet", "thanks", "affirm", "deny"]}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """The entities, whose places are left blank, depend on the lexicon."""
        return lexicon.fingerprint()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        """Rasa's constructor before training."""
        return cls(config["courtesies"], model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        """Rasa's constructor for service. Raises ValueError where the archive holds no such model."""
        with model_storage.read_from(resource) as folder:
            trained = IntentModel.load(folder), Homophones.load(folder)
            return cls(config["courtesies"], model_storage, resource, trained)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that have text and intent. Raises `IntentModelError` where there are too few."""
        # A picture alone says nothing once normalised: learnt from, one 👌 would make every picture a yes.
        nothing = (None, "", NOTHING)
        examples = [example for example in training_data.intent_examples if example.get(TEXT) not in nothing]
        # In service words and entities come with the message; in training Rasa asks no extractor.
        readings = [read(example.get(TEXT)) for example in examples]
        model = intent_model.fit(readings, [example.get(INTENT) for example in examples], self._courtesies)
        homophones = Homophones.learn(reading.text for reading in readings)
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder)
            homophones.save(folder)
        self._trained = model, homophones
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Rank the intents of each message. Raises RuntimeError where it was never trained."""
        if self._trained is None:
            raise RuntimeError("the intent classifier has not been trained")
        model, homophones = self._trained
        for message in messages:
            chances = model.ranking(homophones.mended(_reading(message)), LABEL_RANKING_LENGTH)
            ranking = [{"name": name, "confidence": confidence} for name, confidence in chances]
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages


def _reading(message: Message) -> Reading:
    words = [Word(token.text, token.start) for token in message.get(TOKENS_NAMES[TEXT]) or []]
    entities = [Span(found["entity"], found["start"], found["end"]) for found in message.get(ENTITIES) or []]
    return reading(message.get(TEXT) or "", words, entities)
