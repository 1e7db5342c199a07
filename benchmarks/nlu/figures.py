"""The figures of docs/nlu.md, measured in one run on a quiet machine: two hours on two cores, most of it stock's.

python -m benchmarks.nlu.figures --data FILE.jsonl [--data FILE.jsonl ...] [--table NAME ...]

Without --table it measures curve, pipelines and parts. Writes the tables between their marks in docs/nlu.md
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
from benchmarks.nlu.trials import CHECKOUT, Trial
from benchmarks.nlu.variants import WRITTEN, in_each_writing

PAGE = CHECKOUT / "docs" / "nlu.md"
PICTURE = CHECKOUT / "docs" / "pictures" / "confusions.png"
OUR_CONFIG = CHECKOUT / "config.yml"
BASELINES = [CHECKOUT / "benchmarks" / "nlu" / "configs" / name for name in ("stock.yml", "light.yml")]
# The stock pipeline's cost grows with sentences times words: this many take it an hour, all of them a night.
COMPARED_ON = 5_000
CURVE = (2_500, 5_000, 10_000, 20_000)

Files = Mapping[Path, Mapping[str, list[Case]]]
Result = Mapping[Path, Measured]


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

    def curve(self) -> list[Result]:
        """More and more of our sentences; draws the confusions of the whole."""
        whole = self._ours(None)
        first = next(iter(self.files))
        draw_confusions(self.files[first][WRITTEN], whole[first].answers[WRITTEN], PICTURE)
        return [*map(self._ours, CURVE), whole]

    def pipelines(self) -> list[Result]:
        """Ours beside others on the same sentences."""
        others = [measure(Trial.of(config, COMPARED_ON), self.files) for config in BASELINES]
        return [self._ours(COMPARED_ON), *others, self._ours(None)]

    def parts(self) -> list[Result]:
        """The whole, and without each of its parts."""
        with TemporaryDirectory(prefix="suda-ablations-") as folder:
            return [self._ours(None), *(measure(trial, self.files) for trial in ablations(Path(folder)))]


TABLES: Mapping[str, Callable[[NluFigures], list[Result]]] = {
    "curve": NluFigures.curve,
    "pipelines": NluFigures.pipelines,
    "parts": NluFigures.parts,
}


def _write_down(name: str, files: Files, results: Sequence[Result]) -> None:
    """Put the tables, one a file, in their place in the page. Raises MeasuringError where it has none."""
    tables = "\n\n".join(
        f"**{path.stem}**, {len(groups[WRITTEN]):,} messages\n\n"
        + comparison(Figures.of(result[path], groups) for result in results)
        for path, groups in files.items()
    )
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- measured: {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    if not mark or not end:
        raise MeasuringError(f"{PAGE} has no place for the table {name}")
    PAGE.write_text(f"{before}{mark}{tables}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
