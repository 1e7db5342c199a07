"""`python -m benchmarks.nlu` from outside: a small training, real Rasa, the tables and the picture it writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.nlu.sentences import sentences
from benchmarks.nlu.trials import CHECKOUT, part

CASES = [
    {"text": "我的快递到哪了", "intent": "track_shipment", "entities": []},
    {
        "text": "从深圳寄到北京多少钱",
        "intent": "ask_price",
        "entities": [
            {"entity": "city", "role": "origin", "value": "深圳市"},
            {"entity": "city", "role": "destination", "value": "北京市"},
        ],
    },
    {"text": "转人工", "intent": "human_agent"},
]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.nlu", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False)


def test_a_pipeline_is_trained_asked_and_told_about(tmp_path: Path) -> None:
    data, out, picture = tmp_path / "some.jsonl", tmp_path / "out.json", tmp_path / "new" / "confusions.png"
    data.write_text("\n".join(json.dumps(case, ensure_ascii=False) for case in CASES), encoding="utf-8")
    done = run("--data", str(data), "--sentences", "2500", "--json", str(out), "--picture", str(picture))
    assert done.returncode == 0, done.stderr
    assert "| suda, 2,500 sentences | " in done.stdout
    (row,) = json.loads(out.read_text(encoding="utf-8"))["some.jsonl"]
    assert row["macro_f1"] == row["accuracy"] == row["entities"] == 1.0
    assert 0 < row["p50"] <= row["p95"] < 1000
    assert 100 < row["megabytes"] < 2000
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("--data", "nowhere.jsonl"), "nowhere.jsonl"), (("--data", "README.md"), "is not a case")],
)
def test_what_cannot_be_measured_is_said_plainly(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_part_of_the_sentences_has_every_intent_with_its_share() -> None:
    whole = list(sentences())
    drawn = part(whole, 2000)
    assert part(whole, 2000) == drawn
    assert 1900 < len(drawn) < 2100
    assert {sentence.intent for sentence in drawn} == {sentence.intent for sentence in whole}
