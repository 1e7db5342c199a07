"""Before a sentence is added: which sentences are nearest to it, under which intents, and what the model says now.

make near TEXT="…" or python -m benchmarks.nlu.nearest "…" ["…" …]
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Sequence

from rasa.utils.log_utils import configure_structlog

from benchmarks.nlu.sentences import NEARLY_THE_SAME, Shelf, core, sentences
from bot.parse import parse

_SHOWN = 8


async def tell(texts: Sequence[str]) -> None:
    """Print it for each text."""
    shelf = Shelf.of(sentences())
    for text in texts:
        print(f"\n{text}\n{await parse(text)}\nnearest:")
        for near in shelf.nearest(core(text), _SHOWN):
            remark = "  ← nearly the same" if near.share >= NEARLY_THE_SAME else ""
            print(f"{near.share:6.0%}  {near.sentence.intent}  {near.sentence.text}  ({near.sentence.file}){remark}")


if __name__ == "__main__":
    configure_structlog(logging.ERROR)
    if not any(text.strip() for text in sys.argv[1:]):
        raise SystemExit('Which sentence? make near TEXT="怎么还没人来取件"')
    asyncio.run(tell([text for text in sys.argv[1:] if text.strip()]))
