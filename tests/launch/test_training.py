"""The model is trained when, and only when, what it is made from has changed. With a tiny real Rasa project."""

from __future__ import annotations

import os
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from launch.errors import LaunchError
from launch.settings import CHECKOUT
from launch.training import ensure_model, fingerprint, trained_model

CONFIG = """
recipe: default.v1
assistant_id: tiny
language: zh
pipeline:
  - name: JiebaTokenizer
  - name: CountVectorsFeaturizer
  - name: LogisticRegressionClassifier
policies:
  - name: RulePolicy
"""
DOMAIN = """
version: "3.1"
intents: [greet, goodbye]
responses:
  utter_greet: [{text: 您好}]
"""
NLU = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - 你好
      - 您好
  - intent: goodbye
    examples: |
      - 再见
      - 拜拜
rules:
  - rule: greet
    steps: [{intent: greet}, {action: utter_greet}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Rasa project with the real environment of the dialogue half, in an awkward place."""
    root = tmp_path / "我的 project"
    (root / "data" / "nlu").mkdir(parents=True)
    (root / "bot" / "nlu").mkdir(parents=True)
    (root / "config.yml").write_text(CONFIG, encoding="utf-8")
    (root / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (root / "data" / "nlu" / "smalltalk.yml").write_text(NLU, encoding="utf-8")
    (root / ".venv").symlink_to(CHECKOUT / ".venv")
    for module in ("__init__.py", "lean.py", "rasa.py"):
        shutil.copy(CHECKOUT / "bot" / module, root / "bot" / module)
    return root


def test_it_trains_once_and_keeps_only_the_present_model(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "models").mkdir()
    (project / "models" / "suda-0123456789abcdef.tar.gz").write_bytes(b"an older one")
    model = ensure_model(project, project / "training.log")
    assert [path.name for path in (project / "models").iterdir()] == [model.name]
    with tarfile.open(model) as archive:
        assert any("LogisticRegressionClassifier" in name for name in archive.getnames())
    assert "Trained in" in capfd.readouterr().out

    made = model.stat().st_mtime_ns
    assert ensure_model(project, project / "training.log") == model
    assert model.stat().st_mtime_ns == made
    assert capfd.readouterr().out == ""


def test_a_failed_training_shows_why_and_leaves_no_model(project: Path) -> None:
    (project / ".venv").unlink()
    without_rasa = project / ".venv" / "bot" / "bin" / "python"
    without_rasa.parent.mkdir(parents=True)
    without_rasa.symlink_to(sys.executable)
    with pytest.raises(
        LaunchError, match=r"(?s)could not be trained\. The end of .*training\.log:.*No module named 'rasa'"
    ):
        ensure_model(project, project / "training.log")
    assert list((project / "models").iterdir()) == []


def test_without_anything_to_train_from_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(LaunchError, match=r"nothing to train from: config\.yml, domain\.yml, data is missing"):
        ensure_model(tmp_path, tmp_path / "training.log")


@pytest.mark.parametrize(
    "source", ["config.yml", "domain.yml", "data/nlu/smalltalk.yml", "data/nlu/new.yml", "bot/nlu/x.py"]
)
def test_the_fingerprint_follows_content(project: Path, source: str) -> None:
    before = fingerprint(project)
    with (project / source).open("a") as file:
        file.write("# changed\n")
    assert fingerprint(project) != before


def test_the_fingerprint_follows_names_but_not_times_caches_or_other_rooms(project: Path) -> None:
    before = fingerprint(project)
    os.utime(project / "config.yml", (0, 0))
    (project / "bot" / "nlu" / "__pycache__").mkdir()
    (project / "bot" / "nlu" / "__pycache__" / "x.pyc").write_bytes(b"x")
    (project / "bot" / "channel.py").write_text("x = 1\n")
    assert fingerprint(project) == before
    (project / "data" / "nlu" / "smalltalk.yml").rename(project / "data" / "nlu" / "greetings.yml")
    assert fingerprint(project) != before
    assert fingerprint(project) in trained_model(project).name
