"""People's own words for our products → codes of the catalogue (data/lexicon/products.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu import lexicon, words
from bot.nlu.entity import Entity

# Where a word speaks of something else: somebody takes a parcel in, boxes that are counted, goods already packed.
_ELSEWHERE = {
    "代收": re.compile(
        r"(?:邻居|物业|门卫|前台|保安|朋友|同事|家人|室友|别人|他人|驿站|超市|人)(?:帮忙?|给)?\0|"
        r"\0(?:点|快递|包裹|件|一下|人|的)"
    ),
    "打包": re.compile(r"\0(?:好|完|了|成)|(?:自己|已经|我)\0"),
    "纸箱": re.compile(r"[0-9一二两三四五六七八九十](?:个|只)?大?小?\0|\0(?:破|坏|烂|湿|压|变形|都)"),
    "保险": re.compile(r"\0(?:起见|柜|箱|杠|公司|丝)"),
    "自取": re.compile(r"各\0"),
    "国际": re.compile(r"\0(?:机场|大厦|中心|广场|花园|城|公寓|酒店|学校|会展|社区|村)"),
    "经济": re.compile(r"\0(?:损失|赔偿|开发|技术)"),
    "便宜的": re.compile(r"\0(?:东西|货|衣服)"),
    "回单": re.compile(r"退\0"),
}


def product_words(text: str) -> Iterator[Entity]:
    """`product`: a code such as `next_day`."""
    codes = lexicon.products()
    for phrase in words.product_phrases(text):
        elsewhere = _ELSEWHERE.get(phrase.text)
        # The word itself is masked, so that a pattern says where it stands.
        around = f"{text[max(0, phrase.start - 5) : phrase.start]}\0{text[phrase.end : phrase.end + 3]}"
        if not (elsewhere and elsewhere.search(around)):
            yield Entity("product", codes[phrase.text], phrase.start, phrase.end)
