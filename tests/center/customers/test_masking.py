"""Personal data is shown masked, in whatever writing it comes."""

from typing import Any

import pytest

from center.customers.masking import mask_address, mask_name, mask_phone, mask_text, mask_waybill


def test_a_name_keeps_one_character_at_most() -> None:
    assert [mask_name(name) for name in ("张三丰", "李四", "王", "")] == ["张**", "李*", "*", ""]


def test_a_phone_hides_six_digits_and_never_shows_the_four_that_prove() -> None:
    assert mask_phone("13812345678") == "138******78"
    assert mask_phone("075583391234").count("*") >= 6
    for short in ("1234567", "12345678", "0755"):
        assert mask_phone(short).count("*") >= min(6, len(short))


def test_a_waybill_number_is_shortened() -> None:
    assert mask_waybill("SF1234567890123") == "SF12*******0123"
    assert mask_waybill("123456789012") == "12******9012"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("广东省深圳市南山区科技园路1号3栋502室", "广东省深圳市南山区科技园路****"),
        ("北京市朝阳区幸福小区三号楼二单元", "北京市朝阳区幸福小区****"),
        ("上海市浦东新区世纪大道A座1201", "上海市浦东新区世纪大道****"),
        ("杭州市西湖区文三路478号", "杭州市西湖区文三路****"),
        ("广东省深圳市", "广东省深圳市"),
    ],
)
def test_an_address_is_hidden_from_the_house_number_on(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("打我13812345678吧", "打我138******78吧"),
        ("+86 138-1234-5678", "138******78"),
        ("13812345678", "138******78"),
        ("单号SF1234567890123到哪了", "单号SF12*******0123到哪了"),
        ("sf 1234567890123", "sf 1********0123"),
        ("123456789012和13812345678", "12******9012和138******78"),
        ("今天12点,100元,2026年", "今天12点,100元,2026年"),
    ],
)
def test_free_words_lose_their_numbers_only(words: str, shown: str) -> None:
    assert mask_text(words) == shown


def test_what_the_bot_understood_is_masked_where_no_pattern_finds_it() -> None:
    understood: list[dict[str, Any]] = [
        {"entity": "person", "value": "欧阳娜娜"},
        {"entity": "address", "value": {"text": "深圳市南山区科技园路1号", "detail": "科技园路1号"}},
        {"entity": "city", "value": "深圳市"},
    ]
    assert mask_text("寄给欧阳娜娜,深圳市南山区科技园路1号", understood) == "寄给欧***,深圳市南山区科技园路****"
