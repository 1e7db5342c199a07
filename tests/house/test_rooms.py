"""The house rules that a machine can check: who may import whom, how long a module may be, where customers' words may
stand.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

HOUSE = Path(__file__).resolve().parents[2]
ROOMS = ("bot", "actions", "center", "sandbox", "launch", "benchmarks")
LONGEST_MODULE = 300

# What a room must not import: other rooms, and the libraries that belong to them (docs/design.md).
FORBIDDEN = {
    "bot": {"actions", "center", "sandbox", "launch", "django", "rasa_sdk"},
    "actions": {"bot", "center", "sandbox", "launch", "rasa", "django"},
    "center": {"bot", "actions", "sandbox", "launch", "rasa", "rasa_sdk"},
    "sandbox": {"bot", "actions", "center", "launch", "rasa", "rasa_sdk", "django"},
    "launch": {"bot", "actions", "center", "sandbox", "rasa", "rasa_sdk", "django"},
    "benchmarks": {"actions", "center", "sandbox", "launch", "rasa_sdk", "django"},
}


def modules(room: str) -> Iterator[Path]:
    """Every Python module of a room."""
    return (path for path in sorted((HOUSE / room).rglob("*.py")) if "migrations" not in path.parts)


def imported(path: Path) -> set[str]:
    """The top-level packages a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_what_it_must_not(room: str) -> None:
    wrong = {str(path): bad for path in modules(room) if (bad := imported(path) & FORBIDDEN[room])}
    assert not wrong


@pytest.mark.parametrize("room", [*ROOMS, "tests"])
def test_a_module_past_three_hundred_lines_is_two(room: str) -> None:
    long = {
        str(path): n for path in modules(room) if (n := path.read_text(encoding="utf-8").count("\n")) > LONGEST_MODULE
    }
    assert not long


@pytest.mark.parametrize("room", ["bot", "actions", "launch"])
def test_no_chinese_sentence_stands_in_python(room: str) -> None:
    """Comments, docstrings and character classes of rules may hold Chinese; a string that ends like a sentence may
    not.
    """
    wrong = []
    for path in modules(room):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            spoken = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation
            if spoken and re.search(r"[\u4e00-\u9fff]{3,}[。！？]", node.value):  # type: ignore[attr-defined]
                wrong.append(f"{path}:{node.lineno}")  # type: ignore[attr-defined]
    assert not wrong


def test_every_response_an_action_says_exists() -> None:
    said = set()
    for path in modules("actions"):
        for name in re.findall(r'"(utter_\w+)"', path.read_text(encoding="utf-8")):
            said.add(name)
    assert said - _responses() == set()


def test_every_response_is_said_by_an_action() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for room in ("actions", "bot") for path in modules(room))
    spoken = set(re.findall(r'"(utter_\w+)"', code))
    # Names made from a code: f"utter_parcel_{stage}", and the questions that Rasa's forms look up by themselves.
    prefixes = (*re.findall(r'f"(utter_\w+_)\{', code), "utter_ask_")
    small_talk = {"greet", "goodbye", "thanks", "chitchat", "abuse", "out_of_scope", "rate"}
    named = spoken | {f"utter_{intent}" for intent in small_talk}
    assert {name for name in _responses() if name not in named and not name.startswith(prefixes)} == set()


def test_every_intent_has_sentences_and_a_rule() -> None:
    domain = yaml.safe_load((HOUSE / "domain.yml").read_text(encoding="utf-8"))
    intents = {intent if isinstance(intent, str) else next(iter(intent)) for intent in domain["intents"]}
    trained = {block["intent"] for path in (HOUSE / "data/nlu").glob("*.yml") for block in _load(path)["nlu"]}
    ruled = {
        name
        for path in (HOUSE / "data/rules").glob("*.yml")
        for name in re.findall(r"intent: (\w+)", path.read_text("utf-8"))
    }
    assert trained == intents - {"nlu_fallback"}
    assert ruled == intents


def test_every_answer_of_a_capability_has_the_same_name_in_all_rooms() -> None:
    """The spine: a rule file's name is the name of its training file."""
    rules = {path.stem for path in (HOUSE / "data/rules").glob("*.yml")}
    sentences = {path.stem for path in (HOUSE / "data/nlu").glob("*.yml")}
    assert sentences - rules == {"claim"}, "a claim is a complaint about something that happened, and shares its rules"
    assert rules - sentences == set()


def _responses() -> set[str]:
    return {name for path in (HOUSE / "data/responses").glob("*.yml") for name in _load(path)["responses"]}


def _load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
