"""Digests of messages that may only measure: real people wrote them, so they can neither be trained on nor kept here.

python -m benchmarks.nlu.reserve < MESSAGES.txt > tests/nlu/reserved.txt reads one message a line;
tests/nlu/test_sentences.py refuses any sentence of ours that has one of these digests.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from hashlib import sha256


def digest(text: str) -> str:
    """The same whatever its width, case and punctuation. Not by `normalise`: its rules change, these digests cannot."""
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()
    return sha256(plain.encode()).hexdigest()[:16]


if __name__ == "__main__":
    print("\n".join(sorted({digest(line) for line in sys.stdin})))
