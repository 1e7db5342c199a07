"""The world: what the file promises is there, what is loaded replaces it, what was done outlives a restart."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from sandbox.gateway import SERVICES
from sandbox.rules import FOLDER
from tests.sandbox.client import Carrier, order
from tests.sandbox.conftest import ROOT, launch

WORLD = yaml.safe_load((ROOT / "sandbox" / "world.yml").read_text(encoding="utf-8"))
RULES = yaml.safe_load((FOLDER / "rules.yml").read_text(encoding="utf-8"))

SMALL = """
customers:
  a: {name: 甲, phone: "13811110001", province: 广东省, city: 深圳市, address: 一路1号}
  b: {name: 乙, phone: "13811110002", province: 北京市, city: 北京市, address: 二路2号}
parcels:
  SF1000000000001: {from: a, to: b, product: 2, placed: -2h, promised: +1d, routes: [[-1h, 深圳市, 50, 已收取]]}
"""


def test_every_demo_parcel_opens_with_its_tail(carrier: Carrier) -> None:
    assert 5 <= len(WORLD["demo"]) <= 6
    opened = {demo["waybill_no"]: bool(carrier.routes(demo["waybill_no"], demo["tail"])) for demo in WORLD["demo"]}
    assert [number for number, seen in opened.items() if not seen] == ["SF1215590437786"]


def test_every_state_has_a_parcel(carrier: Carrier) -> None:
    states = {carrier.call("GET", f"/parcels/{number}").json()["state"] for number in WORLD["parcels"]}
    assert states == {entry["state"] for entry in RULES["op_codes"].values()} | {"placed"}


def test_every_route_runs_forward(carrier: Carrier) -> None:
    for number in WORLD["parcels"]:
        known = carrier.call("GET", f"/parcels/{number}").json()
        times = [known["parcel"]["placed_at"], *(scan["at"] for scan in known["scans"])]
        assert times == sorted(times), number


def test_a_world_can_be_put_and_the_files_brought_back(carrier: Carrier) -> None:
    assert carrier.call("PUT", "/world", data=SMALL.encode()).json() == {"parcels": 1}
    assert [event["remark"] for event in carrier.routes("SF1000000000001", "0002")] == ["已收取"]
    assert carrier.routes("SF1366920185701", "2222") == []
    assert "甲" in carrier.call("GET", "/").text
    assert carrier.call("POST", "/world/reset").json() == {"parcels": len(WORLD["parcels"])}
    assert carrier.routes("SF1366920185701", "2222")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("parcels:", "parcel:", "unknown parcel"),
        ("13811110001", "123", "customers.a.phone"),
        ("from: a", "from: c", "SF1000000000001.from"),
        ("SF1000000000001", "SF1", "13 digits"),
        ("-2h", "yesterday", "SF1000000000001.placed"),
        ("-2h", "-99999999999d", "SF1000000000001.placed"),
        ("product: 2", "product: 3", "product"),
        ("product: 2", "product: 2, next_step: 99", "next_step"),
        ("50,", "51,", "opCode"),
        ("customers:", "customers: [", "no YAML"),
        ("placed", "place", "unknown place"),
        ("[[-1h, 深圳市, 50, 已收取]]", "5", "routes"),
    ],
)
def test_a_wrong_world_is_refused_with_the_place(carrier: Carrier, old: str, new: str, said: str) -> None:
    response = carrier.call("PUT", "/world", data=SMALL.replace(old, new).encode())
    assert response.status_code == 400
    assert said in response.json()["detail"]
    assert carrier.routes("SF1366920185701", "2222")


def test_what_was_done_outlives_a_restart_until_reset(tmp_path: Path) -> None:
    database = tmp_path / "folder" / "sandbox.sqlite3"
    intercept = {"waybillNo": "SF1366920185701", "serviceCode": "3", "role": "2", "payMode": "1"}
    with launch(database) as carrier:
        carrier.get("EXP_RECE_CREATE_ORDER", order("A-1"))
        carrier.get("EXP_RECE_UPDATE_ORDER", {"orderId": "A-1", "dealType": 2})
        carrier.get("EXP_RECE_WANTED_INTERCEPT", intercept)
    with launch(database) as carrier:
        assert carrier.refusal("EXP_RECE_UPDATE_ORDER", {"orderId": "A-1", "dealType": 2}) == "8037"
        assert len(carrier.call("GET", "/parcels/SF1366920185701").json()["instructions"]) == 1
    with launch(database, "--reset") as carrier:
        assert carrier.refusal("EXP_RECE_UPDATE_ORDER", {"orderId": "A-1", "dealType": 2}) == "6150"
        assert carrier.call("GET", "/parcels/SF1366920185701").json()["instructions"] == []


def test_the_docs_name_every_service_and_every_code_has_words() -> None:
    docs = (ROOT / "docs" / "carrier.md").read_text(encoding="utf-8")
    assert [service for service in SERVICES if service not in docs] == []
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sandbox").glob("*.py"))
    unused = {code for code in RULES["messages"] if f'"{code}"' not in sources}
    assert unused == set()
