"""People's own words for our products → codes of the catalogue (data/lexicon/products.yml)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu import lexicon, words
from bot.nlu.entity import Entity

# How much of the sentence before and after a word tells that it speaks of something else.
_BEFORE, _AFTER = 5, 3


def product_words(text: str) -> Iterator[Entity]:
    """`product`: a code such as `next_day`."""
    codes = lexicon.products()
    for phrase in words.product_phrases(text):
        around = f"{text[max(0, phrase.start - _BEFORE) : phrase.start]}\0{text[phrase.end : phrase.end + _AFTER]}"
        elsewhere = lexicon.elsewhere().get(phrase.text)
        if not (elsewhere and elsewhere.search(around)):
            yield Entity("product", codes[phrase.text], phrase.start, phrase.end)
