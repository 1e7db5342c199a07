"""data/knowledge/ covers the contract and answers what people ask; a slip of the pen is named by file and key."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from actions.knowledge import DATA, KnowledgeError, knowledge, load

# The contract of intents and entities: values of `product`, categories of complaints.
PRODUCTS = {
    *("same_day", "next_morning", "next_day", "express", "standard", "economy", "fresh", "cold_chain", "high_value"),
    *("warehouse", "heavy", "international", "cod", "signed_return", "packaging", "insurance", "evening_pickup"),
    *("receiver_pays", "monthly_account", "self_pickup"),
}
COMPLAINTS = {"lost", "damaged", "late", "wrong_information", "charge", "conduct", "no_door_delivery", "other", "claim"}


def spoken() -> Iterator[tuple[str, str]]:
    """Every sentence a customer may hear, with where it stands."""
    known = knowledge()
    for product in known.catalogue.products.values():
        yield from ((f"{product.code}.{part}", getattr(product, part)) for part in ("what", "suits", "price"))
        if product.limits:
            yield f"{product.code}.limits", product.limits
    yield from (("compare", note.says) for note in known.catalogue.comparisons)
    for entries in (
        known.catalogue.needs,
        known.catalogue.families,
        known.promises.promises,
        known.goods.rules,
        known.packaging,
        known.compensation.topics,
        known.questions.questions,
    ):
        yield from ((code, entry.says) for code, entry in entries.items())
    for rule in known.compensation.rules.values():
        yield rule.code, rule.insured
        yield rule.code, rule.uninsured


def test_the_contract_is_covered() -> None:
    known = knowledge()
    assert set(known.catalogue.products) == PRODUCTS
    assert set(known.promises.complaints) == COMPLAINTS
    assert set(known.compensation.rules) == {"lost", "damaged", "late"}
    assert {product.family for product in known.catalogue.products.values()} == set(known.catalogue.families)


def test_we_promise_what_the_table_of_promises_says() -> None:
    promised = {code: (one.value, one.unit) for code, one in knowledge().promises.promises.items()}
    assert promised == {
        "courier_at_door": (1, "hour"),
        "delivery_from_outlet": (2, "hour"),
        "intercity": (36, "hour"),
        "open_days": (365, "day"),
        "evening_pickup": (1, "service"),
    }
    assert "36 小时" in knowledge().promise("intercity").says


def test_the_graver_a_complaint_the_sooner_it_is_answered() -> None:
    ranked = sorted(knowledge().promises.complaints.values(), key=lambda one: one.priority)
    hours = [one.answer_within_hours for one in ranked if one.code != "no_door_delivery"]
    assert hours == sorted(hours)


@pytest.mark.parametrize(("where", "sentence"), spoken())
def test_sentences_are_short_and_finished(where: str, sentence: str) -> None:
    assert sentence.endswith(("。", "？", "！")), where
    assert not re.search(r"[{}]|[\u4e00-\u9fff][,;:?!]", sentence), where
    assert len(sentence) <= 90, where


def test_products_name_no_figures_as_prices() -> None:
    assert not [one.code for one in knowledge().catalogue.products.values() if re.search(r"\d", one.price)]


def test_every_category_of_goods_has_words_and_a_rule() -> None:
    goods = knowledge().goods
    assert set(goods.category_of.values()) == set(goods.rules)


@pytest.mark.parametrize(
    ("goods", "category", "rule"),
    [
        ("打火机", "flammable", "forbidden"),
        ("20000毫安的充电宝", "battery", "conditional"),
        ("菜刀", "kitchen_knife", "conditional"),
        ("管制刀具", "weapon", "forbidden"),
        ("小狗", "live_animal", "forbidden"),
        ("茅台", "cigarettes_alcohol", "conditional"),
        ("一束花", "plant", "conditional"),
        ("合同", "documents", "allowed"),
        ("假烟", "counterfeit", "forbidden"),
    ],
)
def test_rule_for(goods: str, category: str, rule: str) -> None:
    found = knowledge().rule_for(goods)
    assert found is not None
    assert (found.code, found.rule) == (category, rule)


def test_goods_we_do_not_know_have_no_rule() -> None:
    assert knowledge().rule_for("黑曜石镇宅貔貅") is None
    assert knowledge().rule_for("要花钱吗") is None


def test_a_comparison_reads_the_same_both_ways() -> None:
    compare = knowledge().catalogue.compare
    assert compare("express", "standard") == compare("standard", "express")
    assert compare("express", "self_pickup") is None


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("有份标书很急，怎么寄最快", "express"),
        ("家里的荔枝想寄给朋友，要保鲜", "fresh"),
        ("胰岛素要冷藏，怎么寄", "cold_chain"),
        ("寄块名表给我哥", "high_value"),
        ("沙发和床垫能寄吗", "heavy"),
        ("不赶时间，便宜点就行", "economy"),
        ("寄到新加坡", "international"),
        ("我店铺每天退货很多", "monthly_account"),
        ("货要进仓，仓库那边约了时间", "warehouse"),
        ("派件的时候帮我收一下货款", "cod"),
        ("对方签字以后单子寄回给我", "signed_return"),
        ("下班以后才能上门取件", "evening_pickup"),
        ("运费让对方出", "receiver_pays"),
    ],
)
def test_the_product_for_a_need(text: str, product: str) -> None:
    need = knowledge().catalogue.for_need(text)
    assert need is not None
    assert need.products[0] == product


@pytest.mark.parametrize(
    ("place", "kind", "name"),
    [
        ("深圳市", "mainland", "深圳市"),
        ("广东", "mainland", "广东省"),
        ("上海西藏中路", "mainland", "上海市"),
        ("乌鲁木齐", "remote", "乌鲁木齐市"),
        ("四川九寨沟", "remote", "川西"),
        ("海南三沙市", "not_served", "三沙"),
        ("台北市", "zones", "台湾"),
        ("从上海寄到美国", "abroad", "美国"),
        ("英国", "abroad_unknown", "英国"),
    ],
)
def test_how_a_place_is_served(place: str, kind: str, name: str) -> None:
    served = knowledge().coverage.served(place)
    assert served is not None
    assert (served.kind, served.name) == (kind, name)


def test_a_place_we_never_heard_of() -> None:
    assert knowledge().coverage.served("火星") is None


def test_outlets_of_a_city_and_of_its_district() -> None:
    coverage = knowledge().coverage
    assert {outlet.city for outlet in coverage.outlets_in("北京")} == {"北京市"}
    assert [outlet.district for outlet in coverage.outlets_in("上海浦东")] == ["浦东新区"]
    assert coverage.outlets_in("漠河") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("榴莲怎么包", "冰袋"),
        ("玻璃杯怎么包才不碎", "气泡膜"),
        ("怎么打包", "纸箱"),
        ("一箱烟花怎么包装", "不能寄"),
        ("外面看得出是什么吗，要隐私包装", "看不出"),
    ],
)
def test_how_to_pack(text: str, word: str) -> None:
    assert word in knowledge().packing_advice(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("保价什么意思", "您写明东西值多少钱"),
        ("保费怎么算", "0.5%"),
        ("没保价弄丢了怎么赔", "7 倍"),
        ("运费险怎么领", "店铺"),
        ("理赔要多久", "3 个工作日"),
    ],
)
def test_rules_of_insurance(text: str, word: str) -> None:
    assert word in knowledge().insurance_advice(text)


@pytest.mark.parametrize(
    ("file", "written", "instead", "said"),
    [
        ("products.yml", "    family: economy\n", "", r"products\.economy: missing value for field \"family\""),
        ("products.yml", "family: economy", "family: cheap", r"products\.economy: .*family"),
        ("products.yml", "[express, standard]", "[express, rocket]", r"compare\[0\]\.between: should name two of"),
        ("products.yml", "express_type_id: 2\n", "express_type_id: 1\n", "same express_type_id"),
        ("promises.yml", "{value} 小时内上门", "{hours} 小时内上门", r"promises\.courier_at_door\.says: placeholder"),
        ("promises.yml", "lost: {priority: 1", "lost: {priority: 9", r"complaints\.lost: needs a priority"),
        ("promises.yml", "pickup_hours: {", "pickup_hours: {lunch: 12, ", r"pickup_hours: .*lunch"),
        (
            "prohibited.yml",
            "  gas:\n",
            "  gases:\n",
            r"goods\.yml: categories: no rule .* for \['gas'\]",
        ),
        ("prohibited.yml", "  gas:\n", "  flammable:\n", r"file: .*'flammable' stands twice"),
        ("packaging.yml", "goods: [fragile]", "goods: [glass]", r"kinds\.fragile\.goods"),
        ("compensation.yml", "_multiple: 7", "_multiple: -7", r"figures\.uninsured_freight_multiple"),
        ("coverage.yml", "{name}，{address}", "{name}，{adress}", r"outlet_line: placeholder 'adress'"),
        ("faq.yml", "{open_days}", "{open_nights}", r"questions\.hours\.says: placeholder 'open_nights'"),
        ("faq.yml", "questions:\n", "- ", r"faq\.yml: file: "),
    ],
)
def test_a_slip_is_named_by_file_and_key(tmp_path: Path, file: str, written: str, instead: str, said: str) -> None:
    shutil.copytree(DATA / "knowledge", tmp_path / "knowledge")
    shutil.copytree(DATA / "lexicon", tmp_path / "lexicon")
    broken = tmp_path / "knowledge" / file
    text = broken.read_text(encoding="utf-8")
    assert written in text
    broken.write_text(text.replace(written, instead, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=said):
        load(tmp_path)
