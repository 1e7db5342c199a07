"""What is trained and asked: a pipeline, on all sentences of data/nlu or on a part of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.nlu.sentences import NLU, Sentence, sentences

CHECKOUT = Path(__file__).resolve().parents[2]
OUR_CONFIG = CHECKOUT / "config.yml"
# What the pipeline of config.yml is called in the tables.
OURS = "suda"
_SEED = 1
# Below this, Rasa and the models complain.
_FEWEST_OF_AN_INTENT = 5


def our_config() -> dict[str, Any]:
    """What config.yml says, read anew: it may be changed."""
    config: dict[str, Any] = yaml.safe_load(OUR_CONFIG.read_text(encoding="utf-8"))
    return config


@dataclass(frozen=True)
class Trial:
    """A Rasa configuration, how it is called in the tables, and on how many sentences it is trained (None: on all)."""

    name: str
    config: Path
    size: int | None = None

    @classmethod
    def of(cls, config: Path, size: int | None = None) -> Trial:
        """Named after its file; ours has the project's name."""
        name = OURS if config.resolve() == OUR_CONFIG else config.stem
        return cls(name if size is None else f"{name}, {size:,} sentences", config, size)

    def training_data(self, folder: Path) -> Path:
        """Where the sentences are; a part of them is written into `folder`."""
        if self.size is None:
            return NLU
        file = folder / "nlu.yml"
        file.write_text(_as_nlu(part(list(sentences()), self.size)), encoding="utf-8")
        return file


def part(whole: Sequence[Sentence], size: int) -> list[Sentence]:
    """About `size` of the sentences, drawn with a fixed seed, every intent with its share and with five at least."""
    chance = random.Random(_SEED)
    by_intent: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in whole:
        by_intent[sentence.intent].append(sentence)
    drawn = []
    for several in by_intent.values():
        share = max(round(len(several) * size / len(whole)), _FEWEST_OF_AN_INTENT)
        drawn += chance.sample(several, min(share, len(several)))
    return drawn


def _as_nlu(drawn: Sequence[Sentence]) -> str:
    examples: dict[str, str] = defaultdict(str)
    for sentence in drawn:
        examples[sentence.intent] += f"- {sentence.text}\n"
    blocks = [{"intent": intent, "examples": lines} for intent, lines in examples.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True, sort_keys=False)
