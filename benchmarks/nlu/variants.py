"""The same messages as other people would hand them over: in traditional characters, or heard by a speech recogniser.

A recogniser writes no punctuation and here and there another word of the same sound. What it mishears is drawn by
chance with a fixed seed: a quarter of the words, one at least, one character in each; one time in four a sound that
much of the country does not tell apart (zh z, ch c, sh s, -ng -n).
"""

from __future__ import annotations

import logging
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

import jieba
from opencc import OpenCC

from benchmarks.nlu.cases import Case
from bot.nlu.sounds import sound, syllable

WRITTEN, HEARD, TRADITIONAL = "as written", "as heard", "traditional"

# Not the shared one: the bot gives that a dictionary of its own, and what is misheard may not depend on who came first.
_JIEBA = jieba.Tokenizer()
jieba.setLogLevel(logging.WARNING)

_SEED = 1
_MISHEARD = 0.25
_BLENDED = 0.25
# What is misheard becomes a character people use, not one of a rare name.
_COMMON = 3500
_WRITINGS = ("s2t", "s2hk", "s2twp")
_PUNCTUATION = re.compile(r"[^\w\s]")


def in_each_writing(cases: list[Case]) -> dict[str, list[Case]]:
    """The cases as they were written first, then in each other way."""
    return {WRITTEN: cases, HEARD: heard(cases), TRADITIONAL: traditional(cases)}


def heard(cases: Sequence[Case]) -> list[Case]:
    """Each case as a speech recogniser would write it."""
    chance = random.Random(_SEED)
    return [replace(case, text=_misheard(case.text, chance)) for case in cases]


def traditional(cases: Sequence[Case]) -> list[Case]:
    """Each case as it is written in Taiwan, in Hong Kong, or just in traditional characters."""
    chance = random.Random(_SEED)
    writings = [OpenCC(name) for name in _WRITINGS]
    return [replace(case, text=chance.choice(writings).convert(case.text)) for case in cases]


def _misheard(text: str, chance: random.Random) -> str:
    words = list(_JIEBA.cut(_PUNCTUATION.sub(" ", text).strip()))
    long = [at for at, word in enumerate(words) if len(word) > 1 and all(map(syllable, word))]
    for at in chance.sample(long, max(1, round(len(long) * _MISHEARD)) if long else 0):
        words[at] = _replaced(words[at], chance.randrange(len(words[at])), chance)
    return "".join(words)


def _replaced(word: str, at: int, chance: random.Random) -> str:
    key = sound if chance.random() < _BLENDED else syllable
    others = [other for other in _alike(key(word[at]) or "", key is sound) if other != word[at]]
    if not others:
        return word
    other = chance.choices(others, [_frequency()[other] for other in others])[0]
    return word[:at] + other + word[at + 1 :]


@lru_cache(maxsize=1)
def _frequency() -> Counter[str]:
    """How often a character is used, by the words of jieba's dictionary that hold it."""
    _JIEBA.initialize()
    frequency: Counter[str] = Counter()
    for word, often in _JIEBA.FREQ.items():
        for character in word:
            frequency[character] += often
    return frequency


@cache
def _alike(said: str, blended: bool) -> list[str]:
    key = sound if blended else syllable
    return [character for character, _ in _frequency().most_common(_COMMON) if key(character) == said]
