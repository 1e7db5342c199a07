"""What is sent, and which product is meant; and the lists both stand on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.nlu import gazetteer, lexicon

KNOWLEDGE = Path(lexicon.LEXICON).parent / "knowledge"

CASES: list[tuple[str, str, list[str]]] = [
    ("goods", "两件羽绒服寄北京", ["羽绒服"]),
    ("goods", "充电宝能寄吗", ["充电宝"]),
    ("goods", "請問榴槤可以寄嗎", ["榴莲"]),
    ("goods", "里面是一部苹果手机", ["苹果手机"]),
    ("goods", "无人机零件", ["无人机零件"]),
    ("goods", "寄一台缝纫机去上海", ["缝纫机"]),
    ("goods", "寄个猫爬架到北京", ["猫爬架"]),
    ("goods", "猫抓板可以寄吗", ["猫抓板"]),
    ("goods", "手机尾号8888", []),
    ("goods", "我的手机号换了", []),
    ("goods", "花了三十块", []),
    ("goods", "我想寄点东西", []),
    ("goods", "你们能寄国外吗", []),
    ("goods", "手机摔坏了要赔", []),
    ("goods", "我寄的电脑还没到", []),
    ("goods", "打开后茶叶都洒了", []),
    ("goods", "快递把我的吉他弄断了", []),
    ("goods", "少了一瓶红酒", []),
    ("goods", "寄陶瓷会不会碎", ["陶瓷"]),
    ("goods", "我手机13800138000", []),
    ("goods", "手机上怎么下单", []),
    ("goods", "寄一个手机和一个充电器", ["手机", "充电器"]),
    ("goods", "寄件要什么证件", []),
    ("goods", "寄身份证原件", ["身份证原件"]),
    ("goods", "寄衣服、鞋子", ["衣服", "鞋子"]),
    ("goods", "能不能寄打火机", ["打火机"]),
    ("goods", "能寄刀吗", ["刀"]),
    ("goods", "寄书到长春", ["书"]),
    ("goods", "我要寄医疗器械", ["医疗器械"]),
    ("goods", "两瓶汽水,寄天津", ["汽水"]),
    ("goods", "有盆黄蜡石盆景想寄黄石", ["黄蜡石盆景"]),
    ("goods", "想寄个下午茶礼盒到杭州", ["下午茶礼盒"]),
    ("goods", "冻羊肉怎么寄", ["冻羊肉"]),
    ("goods", "寄钢琴凳", ["钢琴凳"]),
    ("goods", "寄500克虫草多少钱", ["虫草"]),
    ("goods", "寄三百份月饼", ["月饼"]),
    ("goods", "有几个箱子要寄", []),
    ("goods", "拿毛巾裹着寄", []),
    ("goods", "寄元宵给闺女", ["元宵"]),
    ("goods", "我爸吃的降压药能寄吗", ["降压药"]),
    ("goods", "要寄两个包裹,一个是书,一个是吉他", ["书", "吉他"]),
    ("goods", "得多少米", []),
    ("goods", "寄三斤半腊肠", ["腊肠"]),
    ("goods", "寄件城市珠海", []),
    ("goods", "寄件方地址错了", []),
    ("goods", "给我发个短信", []),
    ("goods", "可以寄过去吗", []),
    ("product", "我人在国外", []),
    ("product", "寄给国外的女儿", ["international"]),
    ("product", "你们做仓储吗", ["warehouse"]),
    ("product", "仓储费怎么算", []),
    ("product", "广州同城", ["same_day"]),
    ("product", "生鲜怎么走", ["fresh"]),
    ("product", "寄合同到国外", ["international"]),
    ("product", "邻居代收了", []),
    ("product", "已经打包好了", []),
    ("product", "20个纸箱", []),
    ("product", "收费标准", []),
    ("product", "次日达多少钱", ["next_day"]),
    ("product", "即日达和次晨达有什么区别", ["same_day", "next_morning"]),
    ("product", "特快还是标快", ["express", "standard"]),
    ("product", "可以到付吗", ["receiver_pays"]),
    ("product", "货到付款", ["cod"]),
    ("product", "要保价吗", ["insurance"]),
    ("product", "走冷链", ["cold_chain"]),
    ("product", "月结怎么开", ["monthly_account"]),
    ("product", "我自己去取", ["self_pickup"]),
    ("product", "国际快递", ["international"]),
    ("product", "大件怎么寄", ["heavy"]),
    ("product", "夜间收件", ["evening_pickup"]),
    ("product", "签单返还", ["signed_return"]),
    ("product", "我的快递到哪了", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[case[1] for case in CASES])
def test_thing(values: Callable[[str, str], list[Any]], name: str, text: str, expected: list[str]) -> None:
    assert values(text, name) == expected


def test_every_product_of_the_catalogue_has_words() -> None:
    catalogue = yaml.safe_load((KNOWLEDGE / "products.yml").read_text(encoding="utf-8"))["products"]
    assert set(lexicon.products().values()) == set(catalogue)


def test_every_category_of_goods_has_its_rule() -> None:
    rules = yaml.safe_load((KNOWLEDGE / "prohibited.yml").read_text(encoding="utf-8"))["categories"]
    assert set(lexicon.goods().category.values()) == set(rules)


def test_neighbours_are_told_of_known_words_only() -> None:
    known = lexicon.goods()
    assert {*known.not_before, *known.not_after} <= set(known.category)


def test_no_regional_word_leads_to_another() -> None:
    words = lexicon.variants()
    assert not [right for right in words.values() if any(left in right for left in words)]


def test_a_word_under_two_codes_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "products.yml").write_text("a: [同]\nb: [同]\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "LEXICON", tmp_path)
    lexicon.products.cache_clear()
    with pytest.raises(lexicon.LexiconError, match="同 stands under both a and b"):
        lexicon.products()
    monkeypatch.undo()
    lexicon.products.cache_clear()


@pytest.mark.parametrize(
    ("name", "official"),
    [("城关区", None), ("鼓楼区", "南京市"), ("吉林", "吉林省"), ("浦东新区", "上海市"), ("东莞", "东莞市")],
)
def test_a_name_of_many_places_means_one_only_when_it_can(name: str, official: str | None) -> None:
    meant = gazetteer.only_meaning(gazetteer.meanings(name))
    assert (meant.official if meant else None) == official
