"""Characters typed or heard by sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.homophones import Homophones
from bot.nlu.readings import Reading
from bot.nlu.sounds import sound

SENTENCES = (
    "查一下单号",
    "我要寄件",
    "快递到哪了",
    "我要投诉",
    "帮我转人工",
    "转人工",
    "寄件多少钱",
    "投诉快递员",
)
# Words of the trade stand in many sentences; what was said once is no measure of what is likely.
OFTEN = 50
LEARNT = Homophones.learn(SENTENCES * OFTEN)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("查一下丹号", "查一下单号"),
        ("我要寄建", "我要寄件"),
        ("快低到哪了", "快递到哪了"),
        ("我要投书", "我要投诉"),
        ("帮我转人共", "帮我转人工"),
    ],
)
def test_what_sounds_like_a_known_word_is_read_as_that_word(heard: str, meant: str) -> None:
    assert LEARNT.mend(heard) == meant


@pytest.mark.parametrize("text", [*SENTENCES, "投诉员工", "查快递", "随便说点别的", "丹", "", "OK 123"])
def test_what_stands_beside_known_neighbours_or_sounds_like_nothing_known_stays(text: str) -> None:
    assert LEARNT.mend(text) == text


def test_what_is_known_but_far_rarer_is_read_as_what_is_usual() -> None:
    learnt = Homophones.learn([*SENTENCES * OFTEN, "丹东", "口号"])
    assert learnt.mend("查一下丹号") == "查一下单号"
    assert learnt.mend("丹东") == "丹东"


def test_what_was_said_once_is_not_enough_to_change_a_word() -> None:
    assert Homophones.learn(["查一下单号"]).mend("查一下丹号") == "查一下丹号"


def test_a_mended_reading_has_the_words_of_what_was_meant() -> None:
    assert "单号" in LEARNT.mended(Reading.of("查一下丹号")).words


@given(st.one_of(st.text(), st.text(st.sampled_from("查询一下丹号单号投书诉寄建件快低递转人工共"))))
def test_mending_keeps_the_length_and_the_sounds(text: str) -> None:
    once = LEARNT.mend(text)
    assert len(once) == len(text)
    assert all(a == b or sound(a) == sound(b) for a, b in zip(text, once, strict=True))


def test_stored_and_loaded_it_is_the_same(tmp_path: Path) -> None:
    LEARNT.save(tmp_path)
    assert Homophones.load(tmp_path) == LEARNT
