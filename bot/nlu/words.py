"""Words: one spaCy pipeline, split by jieba, with the lexicon's phrases found on whole words.

spaCy and jieba rather than plain substring search because a phrase must end where a word ends: 三明 is a city, 三明治
is food; 南京 is where a parcel goes, 南京东路 a street. spaCy has no Chinese model on PyPI, so the pipeline is blank: a
tokenizer, and PhraseMatcher over our own lists. jieba's dictionary belongs to the process; it is filled once, here.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache

import jieba
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from bot.nlu import gazetteer, lexicon

jieba.setLogLevel(logging.WARNING)

# A word of jieba's dictionary that its corpus holds less often is no customer's word, and 200 000 of them cost 50 MB.
_RAREST = 4

# The tokenizer and the extractors ask for the same message one after the other.
_REMEMBERED = 32


@dataclass(frozen=True)
class Word:
    """A word and the index of its first character."""

    text: str
    start: int


@dataclass(frozen=True)
class Phrase:
    """A phrase of the lexicon found in the text."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Word]:
    """The words of a normalised text, white space left out."""
    return [Word(token.text, token.idx) for token in _read(text) if not token.is_space]


def goods_phrases(text: str) -> list[Phrase]:
    """Things people send, longest first where two overlap."""
    return _phrases(text, "goods")


def product_phrases(text: str) -> list[Phrase]:
    """Words for our products, longest first where two overlap."""
    return _phrases(text, "product")


def place_phrases(text: str) -> list[Phrase]:
    """Names of provinces, cities and districts, full and short, longest first where two overlap."""
    return _phrases(text, "place")


def starts_and_ends(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The indices where a word begins, and those where one ends."""
    words = split(text)
    return frozenset(word.start for word in words), frozenset(word.start + len(word.text) for word in words)


def _phrases(text: str, label: str) -> list[Phrase]:
    spans = filter_spans([span for span in _matches(text) if span.label_ == label])
    return [Phrase(span.text, span.start_char, span.end_char) for span in spans]


@lru_cache(maxsize=_REMEMBERED)
def _matches(text: str) -> list[Span]:
    found: list[Span] = _matcher()(_read(text), as_spans=True)
    return found


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> Doc:
    return _pipeline().make_doc(text)


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    _forget_rare_words()
    jieba.load_userdict(str(lexicon.jieba_dictionary()))
    for word in [*lexicon.products(), *lexicon.goods().category, *gazetteer.full_names()]:
        if len(word) > 1:
            jieba.add_word(word)
    for word in _pairs_of_places():
        jieba.del_word(word)
    return nlp


def _forget_rare_words() -> None:
    """Leave jieba the words people use. It also wants every beginning of a word in its table, with frequency 0."""
    jieba.initialize()
    words = {word: often for word, often in jieba.dt.FREQ.items() if often >= _RAREST}
    beginnings = {word[:end]: 0 for word in words for end in range(1, len(word))}
    jieba.dt.FREQ = beginnings | words


def _pairs_of_places() -> list[str]:
    """Words of jieba's own dictionary such as 上海浦东, that would hide the two places they name."""
    names = frozenset(gazetteer.names())
    known = [
        word for word, frequency in jieba.dt.FREQ.items() if frequency and 4 <= len(word) <= 9 and word not in names
    ]
    return [word for word in known if any(word[:at] in names and word[at:] in names for at in range(2, len(word) - 1))]


@lru_cache(maxsize=1)
def _matcher() -> PhraseMatcher:
    nlp = _pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    lists = {"product": lexicon.products(), "goods": lexicon.goods().category, "place": gazetteer.names()}
    for label, phrases in lists.items():
        matcher.add(label, [nlp.make_doc(phrase) for phrase in phrases])
    return matcher
