"""Cities and the direction a parcel takes."""

from __future__ import annotations

import pytest

from tests.nlu.reading import Read

CASES: list[tuple[str, list[tuple[str, str | None]]]] = [
    ("从深圳寄到北京", [("深圳市", "origin"), ("北京市", "destination")]),
    ("深圳发北京", [("深圳市", "origin"), ("北京市", "destination")]),
    ("寄北京从深圳", [("北京市", "destination"), ("深圳市", "origin")]),
    ("到北京的", [("北京市", "destination")]),
    ("上海-北京多久", [("上海市", "origin"), ("北京市", "destination")]),
    ("上海→北京多久", [("上海市", "origin"), ("北京市", "destination")]),
    ("寄给苏州的客户", [("苏州市", "destination")]),
    ("廣州寄到臺灣", [("广州市", "origin"), ("台湾省", "destination")]),
    ("寄到香港", [("香港特别行政区", "destination")]),
    ("发澳门要几天", [("澳门特别行政区", "destination")]),
    ("广西寄到广东", [("广西壮族自治区", "origin"), ("广东省", "destination")]),
    ("寄到内蒙古", [("内蒙古自治区", "destination")]),
    ("去新疆乌鲁木齐", [("乌鲁木齐市", "destination")]),
    ("南山区寄到朝阳区", [("深圳市", "origin"), ("北京市", "destination")]),
    ("深圳南山到上海浦东多少钱", [("深圳市", "origin"), ("上海市", "destination")]),
    ("从义乌发货", [("金华市", "origin")]),
    ("寄到昆山", [("苏州市", "destination")]),
    ("寄到济源", [("济源市", "destination")]),
    ("寄到大理", [("大理白族自治州", "destination")]),
    ("我在深圳,想寄东西到成都", [("深圳市", "origin"), ("成都市", "destination")]),
    ("北京寄多少钱", [("北京市", "origin")]),
    ("寄一件羽绒服去哈尔滨", [("哈尔滨市", "destination")]),
    ("从杭州寄出的", [("杭州市", "origin")]),
    ("发货地广州,目的地厦门", [("广州市", "origin"), ("厦门市", "destination")]),
    ("寄到吉林", [("吉林省", "destination")]),
    ("北京能送吗", [("北京市", "destination")]),
    ("上海收件", [("上海市", "destination")]),
    ("寄回老家周口", [("周口市", "destination")]),
    ("上海的件寄到大连", [("上海市", "origin"), ("大连市", "destination")]),
    ("深圳→北京", [("深圳市", "origin"), ("北京市", "destination")]),
    ("天河区寄南山区", [("广州市", "origin"), ("深圳市", "destination")]),
    ("萧山发顺德", [("杭州市", "origin"), ("佛山市", "destination")]),
    ("寄到红河州", [("红河哈尼族彝族自治州", "destination")]),
    ("对方在昆明", [("昆明市", "destination")]),
    ("收件地址在杭州", [("杭州市", "destination")]),
    ("给厦门的朋友寄东西", [("厦门市", "destination")]),
    ("我这边是东莞,发中山", [("东莞市", "origin"), ("中山市", "destination")]),
    ("起点南昌终点九江", [("南昌市", "origin"), ("九江市", "destination")]),
    ("送到常州,从镇江走", [("常州市", "destination"), ("镇江市", "origin")]),
    ("深圳", [("深圳市", None)]),
    ("到得了西宁吗", [("西宁市", "destination")]),
    ("西藏那曲送得到吗", [("那曲市", "destination")]),
    ("收件城市写泰州", [("泰州市", "destination")]),
    ("从呃赣州寄", [("赣州市", "origin")]),
    ("给北京的李老师寄点茶叶", [("北京市", "destination")]),
    ("武侯到思明几天", [("成都市", "origin"), ("厦门市", "destination")]),
    ("从张家口寄石家庄", [("张家口市", "origin"), ("石家庄市", "destination")]),
    ("我往呼和浩特寄三箱书", [("呼和浩特市", "destination")]),
    ("寄到郑州,哎不对,是徐州", [("徐州市", "destination")]),
    (
        "寄到合肥、南昌、长沙,从东莞走",
        [("合肥市", "destination"), ("南昌市", "destination"), ("长沙市", "destination"), ("东莞市", "origin")],
    ),
    ("收:昆明 发:贵阳", [("昆明市", "destination"), ("贵阳市", "origin")]),
    ("我妈在沈阳给我寄了个包裹", [("沈阳市", "origin")]),
    ("孩子搁呼和浩特当兵", [("呼和浩特市", "destination")]),
    ("能送达达州吗", [("达州市", "destination")]),
    ("想给海口发点榛蘑", [("海口市", "destination")]),
    ("有份标书必须寄出去,郑州到石家庄", [("郑州市", "origin"), ("石家庄市", "destination")]),
    ("寄香港多少钱 广州出", [("香港特别行政区", "destination"), ("广州市", "origin")]),
    ("从崇礼寄回上海", [("张家口市", "origin"), ("上海市", "destination")]),
    ("合作的快递到不到", []),
    ("送到银川路了", []),
    ("快递卡在武汉", []),
    ("已经到武汉了", []),
    ("寄三明治", []),
    ("送到南京东路", []),
    ("我的快递到哪了", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_city(read: Read, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(entity.value, entity.role) for entity in read(text) if entity.name == "city"] == expected


@pytest.mark.parametrize("text", ["寄到深圳市南山区科技园路1号", "从广东省广州市天河区体育西路189号寄出"])
def test_a_place_inside_an_address_is_not_also_a_city(read: Read, text: str) -> None:
    assert [entity.name for entity in read(text)] == ["address"]
