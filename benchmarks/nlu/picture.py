"""What is taken for what, as a picture: a row per intent meant, a column per intent guessed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")  # draws into files; needs no screen

import numpy as np
from matplotlib import pyplot
from matplotlib.colors import LinearSegmentedColormap

from benchmarks.nlu.cases import Case
from benchmarks.nlu.score import Answer

_INK, _PAPER, _RIGHT = "#b3261e", "#ffffff", "#1b6e53"


def draw_confusions(cases: Sequence[Case], answers: Sequence[Answer], file: Path) -> None:
    """Write a PNG. Green on the diagonal: the share understood; red beside it: the share taken for another intent."""
    names = sorted({case.intent for case in cases} | {answer.guess for answer in answers})
    at = {name: index for index, name in enumerate(names)}
    shares = np.zeros((len(names), len(names)))
    for case, answer in zip(cases, answers, strict=True):
        shares[at[case.intent], at[case.intent if answer.guess in case.accepted else answer.guess]] += 1
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1)
    beside = ~np.eye(len(names), dtype=bool)
    figure, axes = pyplot.subplots(figsize=(12, 11))
    # A few taken for another intent matter as much as many understood, so red is deeper sooner.
    for color, deepest, shown in ((_RIGHT, 1.0, ~beside), (_INK, 0.4, beside)):
        shades = LinearSegmentedColormap.from_list("shades", [_PAPER, color])
        axes.imshow(np.where(shown & (shares > 0), shares, np.nan), cmap=shades, vmin=0, vmax=deepest)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlabel("understood as")
    axes.set_ylabel("meant")
    figure.tight_layout()
    figure.savefig(file, dpi=100)
    pyplot.close(figure)
