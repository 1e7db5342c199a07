"""How Chinese characters sound, for those who type or are heard by sound: 丹号 sounds like 单号.

Tones are left out, and what much of the country, and many a speech recogniser, does not tell apart is written alike:
zh z, ch c, sh s, and the endings ng n.
"""

from __future__ import annotations

from functools import lru_cache

from bot.nlu import lexicon

_BLENDED = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def syllable(character: str) -> str | None:
    """The syllable of a Chinese character; None for any other character and for rare ones."""
    return _syllables().get(character)


def sound(character: str) -> str | None:
    """The syllable of a Chinese character, blended; None where it has none."""
    return _sounds().get(character)


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    return {character: its for its, characters in lexicon.syllables().items() for character in characters}


@lru_cache(maxsize=1)
def _sounds() -> dict[str, str]:
    return {character: _blend(its) for character, its in _syllables().items()}


def _blend(syllable: str) -> str:
    for apart, together in _BLENDED:
        syllable = syllable.replace(apart, together)
    return syllable[:-1] if syllable.endswith("ng") else syllable
