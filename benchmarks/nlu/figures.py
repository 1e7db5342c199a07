"""The figures of docs/nlu.md, measured in one run on a quiet machine: an hour or two on two cores, most of it stock's.

python -m benchmarks.nlu.figures --data FILE.jsonl [--data FILE.jsonl ...] [--table NAME ...]

Without --table it measures all of them. Writes the tables between their marks in docs/nlu.md
(`<!-- measured: NAME -->` ... `<!-- end -->`) and the confusions of the first file into docs/pictures/confusions.png.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.nlu.ablations import ablations
from benchmarks.nlu.cases import Case, CaseError, read_cases
from benchmarks.nlu.measure import Measured, MeasuringError, measure
from benchmarks.nlu.picture import draw_confusions
from benchmarks.nlu.report import Figures, comparison
from benchmarks.nlu.thresholds import asking_again
from benchmarks.nlu.trials import CHECKOUT, OUR_CONFIG, Trial
from benchmarks.nlu.variants import WRITTEN, in_each_writing

PAGE = CHECKOUT / "docs" / "nlu.md"
PICTURE = CHECKOUT / "docs" / "pictures" / "confusions.png"
BASELINES = [CHECKOUT / "benchmarks" / "nlu" / "configs" / name for name in ("stock.yml", "light.yml")]
# The stock pipeline's cost grows with sentences times words: this many take it an hour, all of them a night.
COMPARED_ON = 5_000
CURVE = (2_500, 5_000, 10_000, 20_000)

Files = Mapping[Path, Mapping[str, list[Case]]]
Result = Mapping[Path, Measured]
# Markdown, one table a file.
Tables = Mapping[Path, str]


def main() -> int:
    """Measure and write down table by table. Exit code 2 where a file or a pipeline cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.figures")
    parser.add_argument("--data", type=Path, action="append", required=True, help="JSON Lines of text and intent")
    parser.add_argument("--table", choices=list(TABLES), action="append", help="only this one")
    asked = parser.parse_args()
    try:
        figures = NluFigures({path: in_each_writing(read_cases(path)) for path in asked.data})
        for name in asked.table or TABLES:
            _write_down(name, figures.files, TABLES[name](figures))
    except (CaseError, MeasuringError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


class NluFigures:
    """Measures on `files`; what two tables show is measured once."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._ours = cache(lambda sentences: measure(Trial.of(OUR_CONFIG, sentences), files))

    def curve(self) -> Tables:
        """More and more of our sentences; draws the confusions of the whole."""
        whole = self._ours(None)
        first = next(iter(self.files))
        draw_confusions(self.files[first][WRITTEN], whole[first].answers[WRITTEN], PICTURE)
        return self._compared([*map(self._ours, CURVE), whole])

    def pipelines(self) -> Tables:
        """Ours beside others on the same sentences."""
        others = [measure(Trial.of(config, COMPARED_ON), self.files) for config in BASELINES]
        return self._compared([self._ours(COMPARED_ON), *others, self._ours(None)])

    def parts(self) -> Tables:
        """The whole, and without each of its parts."""
        with TemporaryDirectory(prefix="suda-ablations-") as folder:
            without = [measure(trial, self.files) for trial in ablations(Path(folder))]
        return self._compared([self._ours(None), *without])

    def thresholds(self) -> Tables:
        """The whole, asking again sooner or later."""
        whole = self._ours(None)
        return {
            path: asking_again(groups[WRITTEN], whole[path].answers[WRITTEN]) for path, groups in self.files.items()
        }

    def _compared(self, results: Sequence[Result]) -> Tables:
        return {
            path: comparison(Figures.of(result[path], groups) for result in results)
            for path, groups in self.files.items()
        }


TABLES: Mapping[str, Callable[[NluFigures], Tables]] = {
    "curve": NluFigures.curve,
    "pipelines": NluFigures.pipelines,
    "parts": NluFigures.parts,
    "thresholds": NluFigures.thresholds,
}


def _write_down(name: str, files: Files, tables: Tables) -> None:
    """Put the tables in their place in the page. Raises MeasuringError where it has none."""
    text = "\n\n".join(
        f"**{path.stem}**, {len(files[path][WRITTEN]):,} messages\n\n{table}" for path, table in tables.items()
    )
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- measured: {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    if not mark or not end:
        raise MeasuringError(f"{PAGE} has no place for the table {name}")
    PAGE.write_text(f"{before}{mark}{text}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
