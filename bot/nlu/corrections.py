"""Where a customer takes back what was just said: "郑州,哎不对,是徐州"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from bot.nlu.entity import Entity

_CORRECTED = re.compile(
    r"[ ,.。!啊哦呃嗯诶哎吧来]*(?:不对|说错|打错|写错|讲错|记错|口误)(?:不对|[了啦,.。!啊哦 ]|应该|是)*(?:我说)?"
)


def takes_back(text: str, end: int, start: int) -> bool:
    """Whether between `end` of one thing and `start` of the next the first is taken back."""
    return bool(_CORRECTED.fullmatch(text, end, start))


def without_taken_back(text: str, entities: list[Entity]) -> Iterator[Entity]:
    """The entities, in reading order, that are not taken back by the next of their kind."""
    for entity, after in zip_longest(entities, entities[1:]):
        if after is None or entity.name != after.name or not takes_back(text, entity.end, after.start):
            yield entity
