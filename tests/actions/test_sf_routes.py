"""Reading the carrier's scans: the newer status first, the rest from the older code, twins dropped, oldest first."""

from __future__ import annotations

import pytest

from actions.backends.carrier import Stage
from actions.backends.sf_routes import scans_of


def scan(time: str = "10:00", op: str = "", first: str = "", remark: str = "x") -> dict[str, str]:
    """A scan as the platform gives it."""
    return {"acceptTime": f"2026-11-21 {time}:00", "opCode": op, "firstStatusCode": first, "remark": remark}


@pytest.mark.parametrize(
    ("op", "first", "stage"),
    [
        ("50", "1", Stage.COLLECTED),
        ("30", "2", Stage.IN_TRANSIT),
        ("31", "2", Stage.ARRIVED),
        ("204", "3", Stage.OUT_FOR_DELIVERY),
        ("44", "", Stage.OUT_FOR_DELIVERY),
        ("80", "4", Stage.SIGNED),
        ("8000", "", Stage.SIGNED),
        ("125", "11", Stage.AWAITING_COLLECTION),
        ("70", "", Stage.FAILED_ATTEMPT),
        ("33", "2", Stage.HELD),
        ("99", "2", Stage.RETURNING),
        ("", "13", Stage.REDELIVERY),
        ("12345", "", Stage.IN_TRANSIT),
    ],
)
def test_what_a_scan_means(op: str, first: str, stage: Stage) -> None:
    assert scans_of([scan(op=op, first=first)])[0].stage is stage


def test_sorted_and_without_twins() -> None:
    scans = scans_of([scan("12:00", "44"), scan("09:00", "50"), scan("12:00", "44")])
    assert [(found.at.hour, found.stage) for found in scans] == [(9, Stage.COLLECTED), (12, Stage.OUT_FOR_DELIVERY)]
