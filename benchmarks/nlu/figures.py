"""Every figure of docs/nlu.md, measured in one run on a quiet machine: an hour and a half on two cores.

python -m benchmarks.nlu.figures --data FILE.jsonl [--data FILE.jsonl ...]

Writes the tables between their marks in docs/nlu.md (`<!-- measured: NAME -->` ... `<!-- end -->`) and the confusions
of the first file into docs/pictures/confusions.png.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
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
# The stock pipeline's cost grows with sentences times words: this many take it half an hour, all of them seven.
COMPARED_ON = 10_000
CURVE = (2_500, 5_000, 10_000, 20_000)

Files = Mapping[Path, Mapping[str, list[Case]]]


def main() -> int:
    """Measure everything and write it down. Exit code 2 where a file or a pipeline cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nlu.figures")
    parser.add_argument("--data", type=Path, action="append", required=True, help="JSON Lines of text and intent")
    paths: list[Path] = parser.parse_args().data
    try:
        _measure_all({path: in_each_writing(read_cases(path)) for path in paths})
    except (CaseError, MeasuringError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _measure_all(files: Files) -> None:
    """Table by table; each is written down as soon as it is whole."""
    whole = measure(Trial.of(OUR_CONFIG), files)
    parts = {size: measure(Trial.of(OUR_CONFIG, size), files) for size in CURVE}
    _write_down("curve", files, [*parts.values(), whole])
    first = next(iter(files))
    draw_confusions(files[first][WRITTEN], whole[first].answers[WRITTEN], PICTURE)
    others = [measure(Trial.of(config, COMPARED_ON), files) for config in BASELINES]
    _write_down("pipelines", files, [parts[COMPARED_ON], *others, whole])
    with TemporaryDirectory(prefix="suda-ablations-") as folder:
        less = [measure(trial, files) for trial in ablations(Path(folder))]
    _write_down("parts", files, [whole, *less])


def _write_down(name: str, files: Files, results: Iterable[Mapping[Path, Measured]]) -> None:
    """Put the tables, one a file, in their place in the page. Raises MeasuringError where it has none."""
    several = list(results)
    tables = "\n\n".join(
        f"**{path.stem}**, {len(groups[WRITTEN]):,} messages\n\n"
        + comparison(Figures.of(result[path], groups) for result in several)
        for path, groups in files.items()
    )
    before, mark, rest = PAGE.read_text(encoding="utf-8").partition(f"<!-- measured: {name} -->\n")
    _, end, after = rest.partition("<!-- end -->")
    if not mark or not end:
        raise MeasuringError(f"{PAGE} has no place for the table {name}")
    PAGE.write_text(f"{before}{mark}{tables}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
