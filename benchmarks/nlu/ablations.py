"""Our pipeline with one part taken out at a time, to see what the part buys.

The first component of a copy of config.yml is replaced by one from here, which takes the part out of the process it is
made in: a model is trained in a process of its own and asked in another, so nothing else misses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import bot  # noqa: F401 - before Rasa: it keeps out what nobody uses

# isort: split
import jieba
import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from benchmarks.nlu.trials import Trial, our_config
from bot.nlu import readings, words
from bot.nlu.components import TextNormaliser
from bot.nlu.homophones import Homophones
from bot.nlu.readings import Reading

_FIRST = DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)


@_FIRST
class WithoutNormalising(TextNormaliser):
    """The text as it came."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Nothing."""
        return messages


@_FIRST
class WithoutDictionary(TextNormaliser):
    """Words as jieba knows them by itself."""

    def __init__(self) -> None:
        words._fill_jieba = lru_cache(maxsize=1)(jieba.initialize)


@_FIRST
class WithoutBlanks(TextNormaliser):
    """Names, numbers, places and times stay in the sentence."""

    def __init__(self) -> None:
        readings.BLANKS, readings._COUNTED = {}, frozenset()


@_FIRST
class WithoutHomophones(TextNormaliser):
    """What was misheard stays as it was heard."""

    def __init__(self) -> None:
        Homophones.mended = lambda self, reading: reading  # type: ignore[method-assign]


class _WithoutGrams(TextNormaliser):
    """Without some of the kinds of `Reading.grams`, by their place."""

    kinds: frozenset[int]

    def __init__(self) -> None:
        whole, kinds = Reading.grams, self.kinds

        def grams(reading: Reading) -> tuple[list[str], ...]:
            return tuple([] if at in kinds else found for at, found in enumerate(whole(reading)))

        Reading.grams = grams  # type: ignore[assignment,method-assign]


@_FIRST
class WithoutWords(_WithoutGrams):
    """Characters and sounds only."""

    kinds = frozenset({3})


@_FIRST
class WithoutSounds(_WithoutGrams):
    """Characters and words only."""

    kinds = frozenset({4, 5})


@_FIRST
class WithoutThrees(_WithoutGrams):
    """No runs longer than two."""

    kinds = frozenset({2, 5})


_PARTS = {
    "normalising": WithoutNormalising,
    "the dictionary": WithoutDictionary,
    "blanks for entities": WithoutBlanks,
    "mending homophones": WithoutHomophones,
    "words": WithoutWords,
    "sounds": WithoutSounds,
    "runs of three": WithoutThrees,
}
# Where the intent classifier stands in the pipeline of config.yml.
_CLASSIFIER = 3


def ablations(folder: Path) -> Iterator[Trial]:
    """A trial for each part; their configurations are written into `folder`."""
    for part, component in _PARTS.items():
        config = our_config()
        config["pipeline"][0] = {"name": f"{component.__module__}.{component.__qualname__}"}
        yield _trial(part, config, folder)
    config = our_config()
    config["pipeline"][_CLASSIFIER]["courtesies"] = []
    yield _trial("courtesies beside wishes", config, folder)


def _trial(part: str, config: dict[str, Any], folder: Path) -> Trial:
    file = folder / f"{part}.yml"
    file.write_text(yaml.safe_dump(config), encoding="utf-8")
    return Trial(f"without {part}", file)
