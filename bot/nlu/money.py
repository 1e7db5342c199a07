"""Amounts of money → yuan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity import Entity
from bot.nlu.numbers import CHARACTERS, NUMERAL, number, tidy

_DIGIT = "[0-9一二两三四五六七八九]"
# 块 and 毛 are also a piece and wool: "两块电池", "一块手表", "毛衣" are no money.
_NO_PIECE = r"(?![电蛋石布木玻砖肉豆表屏面地糖饼香钢铁硬显主]|手(?!续)|儿|一起)"
# "一块寄" is together.
_NOT_TOGETHER = "(?!一块[寄发送走退取拿去来过打装放])"
_NO_WOOL = r"(?![衣毯绒巾线笔发裤病])"
# "8块一单" is eight yuan for one; "12块5" is 12.5.
_MEASURE = r"[个件箱天号月斤公千单袋本份包张位次票双瓶盒套条只里趟家种样周小]"
_NO_YUAN = r"(?![旦宵素件里桥])"
_AMOUNT = re.compile(
    rf"(?<![0-9A-Za-z.第几珠长成])(?!(?<=[这那])一块(?!钱)){_NOT_TOGETHER}(?P<amount>{NUMERAL})(?:多|来|几)? ?"
    rf"(?:(?P<unit>元{_NO_YUAN}|圆(?!通)|块{_NO_PIECE}钱?|蚊(?![子香帐虫])|大洋|人民币|RMB|rmb|CNY)"
    rf"(?:(?P<jiao>{_DIGIT})(?P<jiao_unit>毛|角)?(?P<fen>(?:(?<=[毛角]){_DIGIT}分?|{_DIGIT}分))?钱?(?![0-9点十百千万]|{_MEASURE}))?"
    rf"|(?P<only_jiao>毛(?!不拔){_NO_WOOL}|(?<!八)角(?!度|落|场|形|星|洲|梅|龙|裤|铁|板|架)|角(?=钱))钱?)"
)
# One spoken digit is money only where nothing follows it: "运费一般多少", "花了两周".
_LONE = rf"[一二两三四五六七八九](?![{CHARACTERS}点])(?!$|[^一-鿿]|[吧吗呢的])"
# Without a unit, only where the words before say that it is money.
_CUED = re.compile(
    r"(?:价值|保价|保额|声明价值|赔偿?|价格|报价|起步价|首重|续重|人民币|RMB|(?<![确担])保|买(?:的时候|来|成)?|货值|值|运费|收费|收了?我|收了|[扣赔][了我]|花了|多收了?|货款|代收|退款?|身价)(?:了|是|"
    r"为|个|大概|大约|差不多|约|按|金额|我)?[ :]?"
    rf"(?!{_LONE})(?P<amount>{NUMERAL})(?![0-9.A-Za-z{CHARACTERS}点年日度折成%级倍]|{_MEASURE}|多?[块元毛角]| ?kg)"
)
_SIGNED = re.compile(rf"[¥] ?(?P<amount>{NUMERAL})(?![0-9.]| ?[元块])")
_TEN_THOUSANDS = re.compile(
    r"(?<![0-9A-Za-z.第])(?P<amount>[0-9]{1,4}(?:\.[0-9]{1,3})?(?:万|[wW](?!的(?:快?充|灯|电|适配|插)))|[一二两三四五六七八九十]{1,3}万[一二三四五六七八九]?)(?=[的以左多吧呢吗买,。!?]|$)"
)


def amounts(text: str) -> Iterator[Entity]:
    """`money`: "三百块", "12.5元", "十二块五", "五毛", "¥30", "价值三千", "1.5万"."""
    for found in _AMOUNT.finditer(text):
        value = number(found["amount"])
        if value is None:
            continue
        if found["only_jiao"]:
            value /= 10
        elif found["jiao"]:
            value += (number(found["jiao"]) or 0) / 10
            value += (number(found["fen"][0]) or 0) / 100 if found["fen"] else 0
        yield Entity("money", tidy(value), *found.span())
    for pattern in (_SIGNED, _CUED, _TEN_THOUSANDS):
        for found in pattern.finditer(text):
            value = number(found["amount"].replace("w", "万").replace("W", "万"))
            if value is not None:
                yield Entity("money", tidy(value), *found.span("amount"))
