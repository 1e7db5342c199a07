"""How well the assistant understands messages it has not seen (`make eval`).

python -m benchmarks.nlu --data FILE.jsonl [--config CONFIG.yml ...] [--sentences N ...] [--json OUT] [--report OUT.md]
    [--picture OUT.png]

Several --config are trained one after the other on data/nlu and compared in one table; without any, our own. With
--sentences each is trained on so many of them, the same for all. Each file of --data has its own table. Intents,
entities and confusions of the first are listed in full.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.nlu.cases import Case, CaseError, read_cases
from benchmarks.nlu.measure import Measured, MeasuringError, measure
from benchmarks.nlu.picture import draw_confusions
from benchmarks.nlu.report import Figures, comparison, details
from benchmarks.nlu.trials import OUR_CONFIG, Trial
from benchmarks.nlu.variants import WRITTEN, in_each_writing

Groups = dict[str, list[Case]]


def main() -> int:
    """Measure, print the tables, write what was asked for. Exit code 2 where a file or a pipeline cannot be used."""
    asked = _arguments()
    written = [file for file in (asked.report, asked.json, asked.picture) if file]
    try:
        for file in written:
            file.parent.mkdir(parents=True, exist_ok=True)
        files = {path: in_each_writing(read_cases(path)) for path in asked.data}
        measured = [measure(Trial.of(config, size), files) for config in asked.config for size in asked.sentences]
    except (CaseError, MeasuringError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    figures = {path: [Figures.of(one[path], groups) for one in measured] for path, groups in files.items()}
    report = "\n\n".join(_told(path, figures[path], measured[0][path], groups) for path, groups in files.items())
    print(report)
    if asked.report:
        asked.report.write_text(report + "\n", encoding="utf-8")
    if asked.json:
        rows = {path.name: [one.as_json() for one in those] for path, those in figures.items()}
        asked.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    if asked.picture:
        first = next(iter(files))
        draw_confusions(files[first][WRITTEN], measured[0][first].answers[WRITTEN], asked.picture)
    if written:
        print(f"\nWritten: {', '.join(map(str, written))}", file=sys.stderr)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, action="append", required=True, help="JSON Lines of text and intent")
    parser.add_argument("--config", type=Path, action="append", help="a Rasa configuration; ours where none is given")
    parser.add_argument("--sentences", type=int, action="append", help="train on so many; on all where not given")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--report", type=Path, help="write the tables here")
    parser.add_argument("--picture", type=Path, help="draw the confusions of the first file here")
    asked = parser.parse_args()
    asked.config = asked.config or [OUR_CONFIG]
    asked.sentences = asked.sentences or [None]
    return asked


def _told(path: Path, figures: Sequence[Figures], first: Measured, groups: Groups) -> str:
    title = f"## {path.name}: {len(groups[WRITTEN])} messages"
    return "\n\n".join((title, comparison(figures), details(first, groups[WRITTEN])))


if __name__ == "__main__":
    sys.exit(main())
