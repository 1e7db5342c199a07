"""Words: one spaCy pipeline, split by jieba, with the lexicon's phrases found on whole words.

spaCy and jieba rather than plain substring search because a phrase must end where a word ends: 三明 is a city, 三明治
is food; 南京 is where a parcel goes, 南京东路 a street. spaCy has no Chinese model on PyPI, so the pipeline is blank: a
tokenizer, and PhraseMatcher over our own lists. jieba's dictionary belongs to the process; it is filled once, here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

import jieba

from bot.lean import without
from bot.nlu import gazetteer, lexicon

# It would work with TensorFlow's networks wherever that is installed, and loads it to see.
with without("tensorflow"):
    import spacy
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

# A word of jieba's dictionary that its corpus holds less often is no customer's word, and 200 000 of them cost 50 MB.
_RAREST = 4

# The tokenizer and the extractors ask for the same message one after the other.
_REMEMBERED = 32

# spaCy keeps every word it has met, customers' numbers too, and asks half a kilobyte for each: now and then it is
# taken anew. Ours are 10 000.
_MOST_STRINGS = 50_000

_LISTS: dict[str, Callable[[], Iterable[str]]] = {
    "product": lexicon.products,
    "goods": lambda: lexicon.goods().category,
    "place": gazetteer.names,
}


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


def goods_phrases(text: str) -> tuple[Phrase, ...]:
    """Things people send, longest first where two overlap."""
    return _phrases(text, "goods")


def product_phrases(text: str) -> tuple[Phrase, ...]:
    """Words for our products, longest first where two overlap."""
    return _phrases(text, "product")


def place_phrases(text: str) -> tuple[Phrase, ...]:
    """Names of provinces, cities and districts, full and short, longest first where two overlap."""
    return _phrases(text, "place")


def starts_and_ends(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """The indices where a word begins, and those where one ends."""
    words = split(text)
    return frozenset(word.start for word in words), frozenset(word.start + len(word.text) for word in words)


@lru_cache(maxsize=_REMEMBERED)
def _phrases(text: str, kind: str) -> tuple[Phrase, ...]:
    doc = _read(text)
    spans = filter_spans([Span(doc, start, end) for _, start, end in _matcher(kind)(doc)])
    return tuple(Phrase(span.text, span.start_char, span.end_char) for span in spans)


@lru_cache(maxsize=_REMEMBERED)
def _read(text: str) -> Doc:
    if len(_pipeline().vocab.strings) > _MOST_STRINGS:
        _pipeline.cache_clear()
    return _pipeline().make_doc(text)


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    # First, or spaCy lets jieba fill itself.
    _fill_jieba()
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})


@lru_cache(maxsize=1)
def _fill_jieba() -> None:
    """Give jieba the words people use, and ours. Left to itself it takes 50 MB more, and reads them from a file in the
    folder of temporary files, where anybody on the machine may have put it."""
    with jieba.get_module_res("dict.txt") as file:
        entries = (line.decode().split()[:2] for line in file)
        words = {word: int(often) for word, often in entries if int(often) >= _RAREST}
    # It wants every beginning of a word in its table, with frequency 0.
    beginnings = {word[:end]: 0 for word in words for end in range(1, len(word))}
    jieba.dt.FREQ, jieba.dt.total, jieba.dt.initialized = beginnings | words, sum(words.values()), True
    jieba.load_userdict(str(lexicon.jieba_dictionary()))
    for word in [*lexicon.products(), *lexicon.goods().category, *gazetteer.full_names()]:
        if len(word) > 1:
            jieba.add_word(word)
    for word in _pairs_of_places():
        jieba.del_word(word)


def _pairs_of_places() -> list[str]:
    """Words of jieba's own dictionary such as 上海浦东, that would hide the two places they name."""
    names = frozenset(gazetteer.names())
    known = [
        word for word, frequency in jieba.dt.FREQ.items() if frequency and 4 <= len(word) <= 9 and word not in names
    ]
    return [word for word in known if any(word[:at] in names and word[at:] in names for at in range(2, len(word) - 1))]


@lru_cache
def _matcher(kind: str) -> PhraseMatcher:
    nlp = _pipeline()
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    # One by one: thousands of documents at a time would leave their room behind.
    for phrase in _LISTS[kind]():
        matcher.add(kind, [nlp.make_doc(phrase)])
    return matcher
