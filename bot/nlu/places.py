"""Places in a message, and cities with the direction a parcel takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.nlu import corrections, gazetteer, words
from bot.nlu.entity import Entity, Role
from bot.nlu.gazetteer import Place

_CONTEXT = 12
# Thinking aloud between the direction and the place: "从那个呃赣州嘛".
_HUM = r"[呃嗯额啊哦 ,]{0,3}"
_FROM = re.compile(
    r"(?:从|由|自|来自|发货地|始发地|寄件地|出发地|发件地|起始地|起点|寄出地|寄件城市|发货城市|寄件人|发件人|"
    r"寄件地址|发货地址|(?:寄件?|寄方|发件?|发货|发方)(?=:))(?:是|为|在|写|填|那边)?[ :,]?"
    rf"(?:我们|我)?(?:老家)?(?:那个|就是)?{_HUM}$"
)
_TO = re.compile(
    r"(?:(?<!已)(?<!经)(?<!刚)(?<!收)(?<!直)到达?|[送抵]达|[到送寄发派](?:得|不)[到了]|收方|收(?=:)|"
    r"寄(?:往|去|给|回|送)?(?:我们)?|发(?:往|去|给|回)?|送(?:往|去|回)?|运(?:往|去)?|邮(?:寄|往|去)?|快递(?:去|往)"
    r"|至|(?<![出过回])去趟?|往|回|飞|目的地|收货地|收件地|收件城市|收[件货](?:地址|人|方)?|终点|改成|改为|换成|转寄)(?:就?是|"
    rf"为|在|写|填)?[ :,]?"
    rf"(?:我?老家|我家)?{_HUM}$|"
    r"(?:对方|客户|朋友|同学|亲戚|买家|家人|人家|老家|(?<![一-鿿])家|儿子|女儿|闺女|孩子|孙子|孙女|[他她])"
    r"(?:那边)?(?:现在)?(?:就?在|是|搁)$|"
    r"给(?:我?在|远在)$"
)
_LEAVES = re.compile(
    r"(?:这边|那边|市区|本地)?(?:往[^,。]{0,4})?"
    r"(?:出(?=$|[ ,。])|寄|发|邮|出发|起运|揽收|取件|上门取|快递到|来的)(?!票|现|生|错)|"
    r"(?:的(?:件|快递|包裹|货|东西)?|(?:那边|这边)过来的?)(?=[寄发到]|要[寄发])|(?:到|至|去|往|飞|[ ]?(?:-|→|~|"
    r">)+[ ]?| )$"
)
_ARRIVES = re.compile(
    r"(?:那边|这边)?[^,。]{0,3}要货|的(?:朋友|客户|亲戚|同学|家人|同事|买家|妈妈|爸爸|父母|爸妈|孩子|姐姐|妹妹|哥哥|弟弟|亲家|闺女|女儿|儿子|外甥|侄子|孙子|孙女|奶奶|爷爷|姥姥|外婆|外公|战友|网友|对象|男友|女友|[一-鿿]{1,3}(?:老师|先生|女士|经理|总|姐|哥))|(?:这边|那边)?(?:收件|"
    r"收货|收(?=[,。 ]|$)|签收|(?:能不能|可不可以|能|可以|也能)(?:寄|发|送|到|派|"
    r"邮)|(?:送|派送|到)(?:吗|不|么)|(?:还|都|也)?(?:[送寄发派去到](?:得|不)[到了]|(?P<verb>[送寄发派去到])不(?P=verb)))"
)
_BETWEEN = re.compile(r"(?:这边|那边)?(?:寄件|寄|发|邮|发货|快递|到|至|去|往|飞)?(?:到|往|去|给)?[ ]?(?:-|→|~|>)*[ ]?")
_STAYS = re.compile(r"(?:(?:我|俺|人|我们|货|件|东西|现)在|(?:我|俺|我们|这边|这里)(?:是|在|住))(?:的)?$")
# "给海口发点榛蘑"
_GIVEN = re.compile(r"[寄发送邮捎带]")
_LISTED = re.compile(r"、|和|跟|以及")
# "从沾化发货": a lesser district is meant.
_SURELY = re.compile(r"从[一-鿿]{2,4}[发寄]")
# "我妈在沈阳给我寄的"
_SENT_FROM = re.compile(r"给我[寄发]")
_ALONE = re.compile(r"[ ,。!?吧的呢啊哦]*")
_JOINT = re.compile(r"[ ,·\-]?")
# "南京路" and "江宁路" are streets of any town; "去上海路上" leads to one.
_STREET = re.compile(r"(?<![市区县省])(?:[东南西北中]?路(?![上途程过由线])|大?街)")


@dataclass(frozen=True)
class Mention:
    """A place as it stands in the text: names that belong together ("广东省深圳市南山区") are one mention."""

    place: Place
    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """Every place named, in reading order. A name that can mean several places and does not say which is left out."""
    found: list[Mention] = []
    pending: list[Place] = []
    start = end = 0
    for phrase in words.place_phrases(text):
        candidates = () if _STREET.match(text, phrase.end) else gazetteer.meanings(phrase.text)
        inside = [place for place in candidates if any(place.lies_in(outer) for outer in pending)]
        if inside and _JOINT.fullmatch(text, end, phrase.start):
            pending, end = inside, phrase.end
            continue
        _close(found, pending, start, end)
        surely = len(candidates) == 1 and _SURELY.match(text, phrase.start - 1, phrase.end + 1)
        pending = [place for place in candidates if surely or not place.needs_city]
        start, end = phrase.start, phrase.end
    _close(found, pending, start, end)
    return found


def directed_cities(text: str, found: list[Mention]) -> Iterator[Entity]:
    """`city` with its role; a place without a direction is no entity, unless it is all the message says."""
    if len(found) == 1 and _ALONE.fullmatch(text[: found[0].start] + text[found[0].end :]):
        yield _city(found[0], None)
        return
    roles = [_role(text, mention) for mention in found]
    for at, (mention, after) in enumerate(pairwise(found)):
        if roles[at] and corrections.takes_back(text, mention.end, after.start):
            roles[at], roles[at + 1] = None, roles[at]
        elif roles[at] and _LISTED.fullmatch(text, mention.end, after.start):
            roles[at + 1] = roles[at]
    for at in range(len(found) - 1):
        if roles[at + 1] != "origin" and roles[at] != "destination" and _is_route(text, found[at], found[at + 1]):
            roles[at], roles[at + 1] = "origin", "destination"
    for at, mention in enumerate(found):
        if roles[at] is None and "destination" in roles and _STAYS.search(text, 0, mention.start):
            roles[at] = "origin"
        if roles[at]:
            yield _city(mention, roles[at])


def _close(found: list[Mention], pending: list[Place], start: int, end: int) -> None:
    place = gazetteer.only_meaning(pending)
    if place:
        found.append(Mention(place, start, end))


def _is_route(text: str, first: Mention, second: Mention) -> bool:
    between = text[first.end : second.start]
    return len(between) <= _CONTEXT and bool(_BETWEEN.fullmatch(between))


def _role(text: str, mention: Mention) -> Role | None:
    before = text[max(0, mention.start - _CONTEXT) : mention.start]
    after = text[mention.end : mention.end + _CONTEXT]
    if _FROM.search(before) or _SENT_FROM.match(after):
        return "origin"
    if _TO.search(before) or (before.endswith("给") and _GIVEN.match(after)):
        return "destination"
    if _LEAVES.match(after):
        return "origin"
    return "destination" if _ARRIVES.match(after) else None


def _city(mention: Mention, role: Role | None) -> Entity:
    return Entity("city", mention.place.official, mention.start, mention.end, role)
