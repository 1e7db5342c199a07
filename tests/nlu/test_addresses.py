"""Addresses, and the people and phones that belong to them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.nlu.reading import Read

HOME = "广东省深圳市南山区科技园路1号"
PARTS = {"text": HOME, "province": "广东省", "city": "深圳市", "district": "南山区", "detail": "科技园路1号"}
OFFICE = "北京市朝阳区建国路88号"

ADDRESSES: list[tuple[str, str | None, str | None]] = [
    (HOME, HOME, None),
    (OFFICE, OFFICE, None),
    ("科技园", "科技园", None),
    ("地址改到科技园可以吗", "科技园", "destination"),
    ("来科技园取件", "科技园", "origin"),
    ("到深圳市南山区科技园取件", "深圳市南山区科技园", "origin"),
    ("改送到阳光花园3栋502", "阳光花园3栋502", "destination"),
    ("帮我把地址改成建国路88号", "建国路88号", "destination"),
    (f"寄到{OFFICE}多少钱", OFFICE, "destination"),
    (f"从{HOME}寄出", HOME, "origin"),
    ("浙江省 杭州市 西湖区 文三路100号 3栋 502室", "浙江省杭州市西湖区文三路100号3栋502室", None),
    ("能送到深圳市福田区振华路8号吗", "深圳市福田区振华路8号", "destination"),
    ("送到朝阳区三里屯", "朝阳区三里屯", "destination"),
    ("送到福田区车公庙", "福田区车公庙", "destination"),
    ("寄到昆山大概几天", None, None),
    ("寄到南山区3公斤多少钱", None, None),
    ("卡在昆山两天没动", None, None),
    ("寄到北京路上要几天", None, None),
    ("浙江义乌小商品城B区3楼寄到广东佛山", "浙江义乌小商品城B区3楼", "origin"),
    ("上门取件,地址福田区车公庙泰然九路", "福田区车公庙泰然九路", "origin"),
    ("送到公司,南山区科技园北区腾讯大厦", "南山区科技园北区腾讯大厦", "destination"),
    ("上海市闵行区都市路5001号仲盛商城5楼能派送吗", "上海市闵行区都市路5001号仲盛商城5楼", "destination"),
    ("长沙市岳麓区麓山路1号 湖南大学", "长沙市岳麓区麓山路1号湖南大学", None),
    ("来中山大学北门取件", "中山大学北门", "origin"),
    ("地址是四川大学江安校区", "四川大学江安校区", None),
    ("送到我家楼下的便利店", None, None),
    ("改到公司", None, None),
    ("放到丰巢", None, None),
    ("放驿站就行", None, None),
    ("武汉中转站三天没动", None, None),
    ("从深圳寄到北京多少钱", None, None),
    ("快递送到小区门口了", None, None),
    ("能改寄到我姐那吗,苏州姑苏区干将东路566号", "苏州姑苏区干将东路566号", "destination"),
    ("改送到天河区体育东路120号23楼,我们搬公司了", "天河区体育东路120号23楼", "destination"),
    (
        "所在地区:广东省东莞市南城街道\n详细地址:鸿福路106号南峰中心2305",
        "广东省东莞市南城街道鸿福路106号南峰中心2305",
        None,
    ),
    (
        "所在地区:南宁市青秀区\n详细地址:民族大道136号华润大厦B座1803",
        "南宁市青秀区民族大道136号华润大厦B座1803",
        None,
    ),
    ("安徽省 合肥市 蜀山区\n长江西路 297号 汇金大厦", "安徽省合肥市蜀山区长江西路297号汇金大厦", None),
    ("一箱大闸蟹发长春,十二月十五号上午来拿", None, None),
    ("青秀区民族大道88号东方园3栋2单元601", "青秀区民族大道88号东方园3栋2单元601", None),
    ("金凤区正源南街100号 万达中心A座 1902", "金凤区正源南街100号万达中心A座1902", None),
    ("道里区群力第五大道1888号 恒大御景湾 11栋1单元 703室", "道里区群力第五大道1888号恒大御景湾11栋1单元703室", None),
    ("送到赛罕区大学东路118号5号楼就行,到了打我", "赛罕区大学东路118号5号楼", "destination"),
    ("孙女在武汉读大学", None, None),
    ("寄到石家庄 我就想知道", None, None),
    ("文昌路那家店的电话", None, None),
    ("到廊坊12月6号之前", None, None),
]

ALL = {("person", "张三", "1"), ("phone", "13800138000", "1"), ("address", HOME, "1")}
BLOCKS = [
    f"张三 13800138000 {HOME}",
    f"{HOME}\n张三\n13800138000",
    f"13800138000,张三,{HOME}",
    f"张三13800138000{HOME}",
    f"{HOME} 张三先生 138-0013-8000",
    f"地址:{HOME},联系人:张三,电话:13800138000",
]


def _text(value: Any) -> Any:
    return value["text"] if isinstance(value, dict) else value


@pytest.mark.parametrize(("text", "expected", "role"), ADDRESSES, ids=[case[0] for case in ADDRESSES])
def test_address(read: Read, text: str, expected: str | None, role: str | None) -> None:
    found = [(_text(entity.value), entity.role) for entity in read(text) if entity.name == "address"]
    assert found == ([(expected, role)] if expected else [])


def test_parts(read: Read) -> None:
    (found,) = read(HOME)
    assert found.value == PARTS


@pytest.mark.parametrize("text", BLOCKS)
def test_a_pasted_block_is_one_group_in_any_order(read: Read, text: str) -> None:
    assert {(entity.name, _text(entity.value), entity.group) for entity in read(text)} == ALL


@pytest.mark.parametrize("gap", [" ", "\n", ","])
def test_labels_tell_sender_from_receiver(read: Read, gap: str) -> None:
    text = gap.join(["寄件人:张三", "13800138000", HOME, "收件人:李四", "13900139000", OFFICE])
    found = {(entity.name, _text(entity.value), entity.role, entity.group) for entity in read(text)}
    assert found == {
        ("person", "张三", "origin", "1"),
        ("phone", "13800138000", "origin", "1"),
        ("address", HOME, "origin", "1"),
        ("person", "李四", "destination", "2"),
        ("phone", "13900139000", "destination", "2"),
        ("address", OFFICE, "destination", "2"),
    }


PEOPLE: list[tuple[str, list[str]]] = [
    ("我叫王芳", ["王芳"]),
    ("寄给苏州的客户", []),
    ("我是徐州人", []),
    ("收件人改成赵敏", ["赵敏"]),
    ("收件人改为张伟可以吗", ["张伟"]),
    ("收件人欧阳娜娜", ["欧阳娜娜"]),
    ("王小明收", ["王小明"]),
    ("张三先生13800138000", ["张三"]),
    ("联系人:John Smith", ["John Smith"]),
    ("我姓王,叫王磊", ["王磊"]),
    ("收件人换成我老婆李娜", ["李娜"]),
    ("收件人写错了,应该是何志强", ["何志强"]),
    ("快递员刘强态度很差", ["刘强"]),
    ("让何炅来签收", ["何炅"]),
    ("我是广东的", []),
    ("快递员没来", []),
    ("我是李先生", []),
    ("张老师收", []),
    ("收件人电话改一下", []),
    ("查件13800138000", []),
    ("转人工", []),
    ("寄给顾客的", []),
    ("寄给房东的", []),
    ("我是华为手机", []),
    ("收件人改成我妈,邓秀珍", ["邓秀珍"]),
    ("我老公叫孟凡", ["孟凡"]),
    ("收货人是章节的章,章雨晴", ["章雨晴"]),
    ("我姓单,单晓燕", ["单晓燕"]),
    ("receiver 换成 Kevin Liu", ["Kevin Liu"]),
    ("付鹏 13624519087", ["付鹏"]),
    ("18304417752/金哲", ["金哲"]),
    ("收件人換成我爺爺,石大山", ["石大山"]),
    ("收件人付款行吗", []),
    ("我姓孙 孙悟空的孙", []),
]


@pytest.mark.parametrize(("text", "expected"), PEOPLE, ids=[text for text, _ in PEOPLE])
def test_person(read: Read, text: str, expected: list[str]) -> None:
    assert [entity.value for entity in read(text) if entity.name == "person"] == expected


def test_each_end_of_the_way_has_its_person(read: Read) -> None:
    found = read("上门取件:西安市雁塔区高新路52号 周敏\n送到:太原市小店区长风街113号 郭建军 13935187726")
    roles = {(entity.name, _text(entity.value)): entity.role for entity in found}
    assert roles[("person", "周敏")] == "origin"
    assert roles[("person", "郭建军")] == roles[("phone", "13935187726")] == "destination"


@pytest.mark.parametrize(
    "text",
    [
        "就寄给我妈,她叫陈桂兰,手机号13507931186",
        "寄给陈桂兰,手机13507931186",
        "送货地址:\n南通市崇川区青年中路198号\n联系人 陈桂兰\nTel 13507931186",
        "收件 陈桂兰 13507931186",
        "寄点红枣给外甥,她叫陈桂兰,电话13507931186",
        "我妹替我签收,她叫陈桂兰,电话13507931186",
    ],
)
def test_who_something_is_sent_to_is_the_destination(read: Read, text: str) -> None:
    roles = {entity.name: entity.role for entity in read(text) if entity.name in {"person", "phone"}}
    assert roles == {"person": "destination", "phone": "destination"}


def test_who_is_said_to_receive_is_the_destination(read: Read) -> None:
    assert {entity.role for entity in read(f"{HOME} 张丽丽收 13800138000")} == {"destination"}
