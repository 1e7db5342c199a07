"""Waybills, orders, tickets, phones, tails, codes: who gets which digits."""

from __future__ import annotations

import pytest

from tests.nlu.reading import Read

NUMBERS = ("waybill_no", "order_no", "ticket_no", "phone", "phone_tail", "sms_code", "unread_number")
SF = "SF1234567890123"
PHONE = "13800138000"

CASES: list[tuple[str, list[tuple[str, str]]]] = [
    ("SF1234567890123", [("waybill_no", SF)]),
    ("帮我查一下sf1234567890123", [("waybill_no", SF)]),
    ("单号ＳＦ１２３４５６７８９０１２３", [("waybill_no", SF)]),
    ("SF 1234 5678 90123 到哪了", [("waybill_no", SF)]),
    ("SF-1234-5678-90123", [("waybill_no", SF)]),
    ("订单号SF1234567890123", [("waybill_no", SF)]),
    ("订单: SF1234567890123", [("waybill_no", SF)]),
    ("订单1280元", []),
    ("投诉受理48小时没回复", []),
    ("工单10天没人管", []),
    ("60×40×50", []),
    ("13800138000→13900139000", [("phone", "13800138000"), ("phone", "13900139000")]),
    ("13800138000📞13900139000", [("phone", "13800138000"), ("phone", "13900139000")]),
    ("sf幺二三四五六拐八九洞幺二三", [("waybill_no", SF)]),
    ("S F 1 2 3 4 5 6 7 8 9 0 1 2 3", [("waybill_no", SF)]),
    ("SF:1234567890123", [("waybill_no", SF)]),
    ("快递755123456789还没到", [("waybill_no", "755123456789")]),
    ("7551 2345 6789", [("waybill_no", "755123456789")]),
    ("七五五一二三四五六七八九", [("waybill_no", "755123456789")]),
    ("SF1234567890123和SF3210987654321都没到", [("waybill_no", SF), ("waybill_no", "SF3210987654321")]),
    ("SF1234567890123 755123456789", [("waybill_no", SF), ("waybill_no", "755123456789")]),
    ("单号SF1234567890123尾号8888", [("waybill_no", SF), ("phone_tail", "8888")]),
    ("订单123456789012什么时候发货", [("order_no", "123456789012")]),
    ("订单号是123456789012", [("order_no", "123456789012")]),
    ("订单编号:DD20261121", [("order_no", "DD20261121")]),
    ("订单SF1234567890123", [("waybill_no", SF)]),
    ("工单号TK20261121-0007处理得怎样了", [("ticket_no", "TK20261121-0007")]),
    ("投诉单号是C10086", [("ticket_no", "C10086")]),
    ("13800138000", [("phone", PHONE)]),
    ("我电话138 0013 8000", [("phone", PHONE)]),
    ("138-0013-8000", [("phone", PHONE)]),
    ("+86 138 0013 8000", [("phone", PHONE)]),
    ("+8613800138000", [("phone", PHONE)]),
    ("8613800138000", [("phone", PHONE)]),
    ("幺三八零零幺三八零零零", [("phone", PHONE)]),
    ("一三八 零零一三 八零零零", [("phone", PHONE)]),
    ("１３８００１３８０００", [("phone", PHONE)]),
    ("电话13800138000或者13900139000", [("phone", PHONE), ("phone", "13900139000")]),
    ("13800138000一个包裹", [("phone", PHONE)]),
    ("打010-12345678", [("phone", "010-12345678")]),
    ("公司电话是0755 12345678", [("phone", "0755 12345678")]),
    ("座机075512345678", [("phone", "075512345678")]),
    ("+852 9123 4567", [("phone", "+852 9123 4567")]),
    ("尾号8888", [("phone_tail", "8888")]),
    ("手机尾号是8888", [("phone_tail", "8888")]),
    ("尾号八八八八", [("phone_tail", "8888")]),
    ("后四位是0000", [("phone_tail", "0000")]),
    ("手机后4位1234", [("phone_tail", "1234")]),
    ("尾号8 8 8 8", [("phone_tail", "8888")]),
    ("8888结尾的那个手机", [("phone_tail", "8888")]),
    ("8888", [("phone_tail", "8888")]),
    ("是8888", [("phone_tail", "8888")]),
    ("123456", [("sms_code", "123456")]),
    ("验证码是654321", [("sms_code", "654321")]),
    ("验证码一二三四五六", [("sms_code", "123456")]),
    ("12345", [("unread_number", "12345")]),
    ("单号12345", [("unread_number", "12345")]),
    ("SF123456", [("unread_number", "SF123456")]),
    ("YT1234567890123", [("unread_number", "YT1234567890123")]),
    ("JDVB12345678901", [("unread_number", "JDVB12345678901")]),
    ("1234567890123", [("unread_number", "1234567890123")]),
    ("单号是75512345678", [("unread_number", "75512345678")]),
    ("SF12345678901234", [("unread_number", "SF12345678901234")]),
    ("SF打头的,1234567890123", [("waybill_no", SF)]),
    ("s、f、一、二、三、四、五、六、七、八、九、零、一、二、三", [("waybill_no", SF)]),
    ("SF,幺二三四,呃,五六七八,然后九零幺二三", [("waybill_no", SF)]),
    ("七五五一,二三四五,六七八九", [("waybill_no", "755123456789")]),
    ("一三八,零零一三,八零零零", [("phone", PHONE)]),
    ("7551 2345 6789 2件", [("waybill_no", "755123456789")]),
    ("单号 1234 5678 9", [("unread_number", "123456789")]),
    ("运单1234 5678 9012 34", [("unread_number", "12345678901234")]),
    ("SF1234 5678 9012 345", [("unread_number", "SF123456789012345")]),
    ("YT 8830 0277 1446", [("unread_number", "YT883002771446")]),
    ("查一下 12345678", [("unread_number", "12345678")]),
    ("1234567是我的单号", [("unread_number", "1234567")]),
    ("订单 7551 2345 6789", [("order_no", "755123456789")]),
    ("TK20261121-0007怎么样了", [("ticket_no", "TK20261121-0007")]),
    ("手机号末尾四位8888", [("phone_tail", "8888")]),
    ("分机0755-12345678 转 801", [("phone", "0755-12345678 转 801")]),
    ("SF 然后是 1234 嗯 5678 再来 九零一 最后是 二三", [("waybill_no", SF)]),
    ("验证码 1 2 3 对 4 5 6", [("sms_code", "123456")]),
    ("尾号四个八", [("phone_tail", "8888")]),
    ("尾号double八double六", [("phone_tail", "8866")]),
    ("SF1234后面三个零再加567890", [("waybill_no", "SF1234000567890")]),
    ("尾号 4410 和 6083", [("phone_tail", "4410"), ("phone_tail", "6083")]),
    ("单号两个一起查", []),
    ("身份证 440301199208153716", []),
    ("卡尾号6621", []),
    ("投诉过,编号是 TS2026122100456", [("ticket_no", "TS2026122100456")]),
    ("赔款打到621700123008 8456 721", []),
    ("我的快递三天没动了", []),
    ("有一个包裹两件衣服", []),
    ("一二一", []),
    ("三三两两的", []),
    ("1", []),
    ("保价100000元", []),
    ("运单24小时没动了", []),
    ("单号15天没更新", []),
    ("单号123456多久到", [("unread_number", "123456")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_number(read: Read, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(entity.name, entity.value) for entity in read(text) if entity.name in NUMBERS] == expected


def test_no_character_is_claimed_twice(read: Read) -> None:
    found = read("订单123456789012,单号SF1234567890123,电话13800138000尾号8000,验证码123456")
    assert len(found) == 5
    assert not any(one.overlaps(other) for at, one in enumerate(found) for other in found[at + 1 :])
