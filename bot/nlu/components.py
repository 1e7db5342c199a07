"""The Rasa components of the pipeline in config.yml: thin, all rules live in the modules beside this one.

What reaches them: `UserMessage.metadata` of the private channel becomes `message.get("metadata")` (by Rasa's
NLUMessageConverter), with `sent_at` (ISO 8601) and `payload` (true for a button the center has verified: the only text
that may be a command).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import lexicon, words
from bot.nlu.extract import extract
from bot.nlu.normalise import normalise
from bot.nlu.times import ZONE

ORIGINAL_TEXT = "original_text"
# What is left to classify where normalising leaves nothing (an emoji alone): a character no example has, so
# that nothing is recognised; an empty text would crash the classifier.
NOTHING = "□"


def is_command(message: Message) -> bool:
    """Whether this is a button's payload, which the center has verified, to be read by Rasa's RegexMessageHandler."""
    metadata = message.get("metadata") or {}
    return metadata.get("payload") is True and str(message.get(TEXT) or "").startswith("/")


class _LexiconComponent(GraphComponent):
    """A component without memory of its own, that Rasa runs anew when a word of data/lexicon changed."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _LexiconComponent:
        """Rasa's constructor; nothing is kept from it."""
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Part of the key under which Rasa caches what this component made of the training data."""
        return lexicon.fingerprint()


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class TextNormaliser(_LexiconComponent):
    """Replaces the text by its normal form, in training too, and keeps the customer's own as `original_text`."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalise what customers wrote; a verified command stays as it is."""
        for message in messages:
            text = message.get(TEXT)
            if isinstance(text, str) and not is_command(message):
                message.set(ORIGINAL_TEXT, text, add_to_output=True)
                message.set(TEXT, normalise(text) or NOTHING)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise the examples, so that training and service see the same."""
        self.process(training_data.training_examples)
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class WordTokenizer(Tokenizer):
    """Splits with the words of bot/nlu/words.py, so that features and extractors agree on what a word is."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own defaults for tokenizers; intents are never split."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """See `_LexiconComponent.fingerprint_addon`."""
        return lexicon.fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing: who learns from the examples reads them himself (IntentClassifier), so that tokens of all of them
        need not be kept and compared.
        """
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """The words of one attribute of the message."""
        return [Token(word.text, word.start) for word in words.split(message.get(attribute))]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class RuleEntityExtractor(_LexiconComponent, EntityExtractorMixin):
    """Finds every entity by rule, with times reckoned from when the customer sent the message."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> RuleEntityExtractor:
        """Rasa's constructor; reads the lexicon now (about 2 s), so that no customer waits for it."""
        extract(NOTHING, datetime.now(ZONE))
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the entities of each message; a verified command carries its own."""
        for message in messages:
            if not is_command(message):
                found = [entity.as_rasa(self.name) for entity in extract(message.get(TEXT) or "", _sent_at(message))]
                message.set(ENTITIES, (message.get(ENTITIES) or []) + found, add_to_output=True)
        return messages

    @property
    def name(self) -> str:
        """Who found the entity, as it stands in Rasa's events."""
        return type(self).__name__


def _sent_at(message: Message) -> datetime:
    """When the message was sent; now where the channel does not say so (`rasa shell`) or says it wrongly."""
    try:
        moment = datetime.fromisoformat((message.get("metadata") or {})["sent_at"])
    except (KeyError, TypeError, ValueError):
        return datetime.now(ZONE)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
