"""Words, and what is kept of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.nlu import words


def test_what_customers_wrote_is_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = len(words._pipeline().vocab.strings)
    monkeypatch.setattr(words, "_MOST_STRINGS", ours + 300)
    texts = [f"从三明寄到南京,单号SF{number},收件人在南京东路{number}号" for number in range(500)]
    read = [[word.text for word in words.split(text)] for text in texts]
    assert len(words._pipeline().vocab.strings) < ours + 400
    assert all(said[:6] == read[0][:6] for said in read)
    assert [phrase.text for phrase in words.place_phrases(texts[-1] + "再来")] == ["三明", "南京"]


def test_no_dictionary_goes_by_way_of_the_folder_of_temporary_files(tmp_path: Path) -> None:
    """Anybody on the machine may write there, and jieba would believe what it finds."""
    script = "from bot.nlu.words import split; print(*(word.text for word in split('寄快递到三明')))"
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert told.stdout.split() == ["寄", "快递", "到", "三明"]
    assert not list(tmp_path.glob("jieba*"))
