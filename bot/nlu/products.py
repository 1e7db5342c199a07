"""People's own words for our products → codes of the catalogue (data/lexicon/products.yml)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.nlu import lexicon, words
from bot.nlu.entity import Entity


def product_words(text: str) -> Iterator[Entity]:
    """`product`: a code such as `next_day`."""
    codes = lexicon.products()
    for phrase in words.product_phrases(text):
        yield Entity("product", codes[phrase.text], phrase.start, phrase.end)
