"""Addresses: a city with what stands behind it, a house on a street, or a named place the words lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity import Entity, Role
from bot.nlu.gazetteer import Place
from bot.nlu.places import Mention

_MOST = 60
_TEXT = r"[一-鿿A-Za-z0-9#()\-·]"
_NUMBER = r"[0-9A-Za-z一二三四五六七八九十]"
# What a place people live or work at is called; the first are never the end of a person's name.
_HOME = r"(?:大学|学院|小学|中学|医院|小区|大厦|广场|公寓|花园|家园|中心|公司|酒店|大楼|工业园|科技园|商场|超市|宿舍)"
_NAMED = (
    r"(?:科技园|工业园|产业园|创业园|软件园|工业区|开发区|花园|家园|公园|小区|社区|大厦|广场|公寓|宿舍|校区|园区|"
    r"中心|商场|超市|市场|学校|大学|学院|中学|小学|幼儿园|医院|酒店|宾馆|公司"
    r"|厂|新村|村|镇|乡|街道|[东南西北]门|写字楼|办公楼|教学楼|图书馆|体育馆|派出所|法院|银行|车站|火车站|地铁站|"
    r"苑|府|城|园|屯|庄|店|楼|馆)"
)
_STREET = r"(?:大道|公路|路(?![上程途过由线径费障])|街|道|巷|弄|胡同)"
_HOUSE = rf"{_NUMBER}{{1,5}}(?:号楼|号院|号|弄|栋|幢|座|单元|室|楼|层|户|房|组|队)"
_STRUCTURE = re.compile(
    rf"{_STREET}{_NUMBER}{{0,5}}号?|{_HOUSE}|{_NAMED}|(?<=[\-A-Za-z号栋座])[0-9]{{1,5}}|(?<=[一-鿿])[0-9]{{3,5}}(?![0-9])"
)
_ROOM = re.compile(r"(?:[ \-]?[0-9A-Za-z]{1,5}(?:\-[0-9A-Za-z]{1,5}){0,3})?(?:号楼|号|栋|幢|座|单元|室|楼|层|房)?")
# Where it goes on behind a space, a comma or a line: with a label, a house, a street, a building, a room.
_NEXT = r"[ ,](?![我你您他她它咱这那就不别没])"
_GOES_ON = re.compile(
    rf"\n?(?:详细|具体)地址[: ]{{1,2}}|{_NEXT}(?="
    r"[0-9A-Za-z]{1,5}(?:号楼|号院|号|栋|幢|座|单元|室|楼|层|房|-[0-9])|"
    rf"[一-鿿A-Za-z0-9]{{1,12}}(?:{_STREET}{_NUMBER}{{1,5}}号|{_HOME})|"
    r"[一-鿿]{2,10} ?[0-9A-Za-z]{1,4}(?:号楼|栋|幢|座|单元|室))"
    r"|(?<=[栋幢座元层楼厦场城号]) (?=[0-9]{3,5}(?![0-9元块个件箱斤公克点年月:.kK]))"
)
# Where an address is over and the sentence goes on.
_STOP = re.compile(
    r"收(?:件|货|$|[ ,])|[寄发](?:出|$)|的(?![一-鿿]{2,6}(?:园|小区|大厦|路|街|村|号))|电话|手机|联系|姓名|"
    r"[我你他她读念啊]|就行|就好|对吧|(?:详细|具体)地址|上班|上学|工作|打工|当兵|(?:[0-9]{1,2}|十?[一二三四五六七八九十])月(?:[0-9]|[一二三十])|寄(?:件|到|给|往|$|[一两二三四五六七八九十几半0-9个点些])|发(?:到|货|往|给)|送(?:到|货|件|过)|"
    r"取(?:件|货|一|$|[ ,])|来取|上门|派(?:送|件)|多少|可以|哪|"
    r"能不能|能(?:到|送|寄|不|吗|派|收|取|发|来)|可否"
    r"|行吗|行不|好吗|吗|吧|呢|需要|什么|怎么|几天|几点|多久|有没有|有网|谢谢|麻烦|帮我|请|今天|明天|后天|今晚|"
    r"上午|下午|早上|晚上|到(?=[一-鿿])|从(?![化江台])|之前|附近|这边|那边|了|要|已经|没有|不|1[3-9][0-9]{9}"
)
# "福田区车公庙" is an address where it is the last that is said; "昆山大概几天" and "昆山两天没动" say more than where.
_UNMARKED = re.compile(
    r"(?!.*(?:[几天没还也都就会是很太最快慢贵远近离去签啊]|大概|一般|运费|价格|快递))[一-鿿]{2,8}[。.!?~]?", re.DOTALL
)
_NOT_HOME = re.compile(
    r"同城|网点|营业部|营业点|中转|转运|分拣|集散|机场|分公司|仓库|快递站|快递点|顺丰|丰巢|驿站|快递柜|代收点|自提"
)
_TURNS = frozenset("寄发运邮到往至去回送飞-")
# Between a district and the street: in the forms of shops a line of its own.
_JOINT = re.compile(
    rf"\n?(?:详细|具体)地址[: ]{{1,2}}|\n(?=[一-鿿A-Za-z0-9]{{1,12}}?{_STREET} ?{_NUMBER}{{1,5}}[号弄])|[ ,]{{0,2}}"
)
_BARE_STREET = re.compile(rf"(?P<name>[一-鿿A-Za-z0-9]{{1,12}}?){_STREET}{_NUMBER}{{1,5}}[号弄]")
_BARE_HOUSE = re.compile(
    r"(?P<name>[一-鿿A-Za-z]{1,10}?)(?:小区|花园|家园|大厦|广场|公寓|科技园|工业园|园|苑|府|村|城|"
    r"里)[A-Za-z0-9]{1,4}(?:号楼|栋|幢|座|单元|室|楼|号|-[0-9])"
)
_LEAD = re.compile(
    r".*(?:寄件地址|收货地址|收件地址|新地址|地址|换到|换成|改送到?|改成|改到|改为|放到|放在|送到|寄到|寄往|"
    r"派到|发到|转寄到|从|在|到|去|来|是|给|住|往|把)[ :]?",
    re.DOTALL,
)
_CUE = (
    r"(?:地址(?:是|为|改成|改为|改到|换成|换到|写|在)?[ :]{0,2}"
    r"|(?:改|换|转|重新)?(?:送|寄|派|发|改|换|转寄|投递|配送)(?:到|去|往|成|为)"
    r"|住的|放(?:在|到)|来(?!取|拿|收|个|一)|从|(?<![一-鿿])到|我在|住在?|人在)"
)
_CUED = re.compile(
    rf"{_CUE}(?P<name>[一-鿿A-Za-z0-9]{{0,12}}?(?:{_NAMED}|{_STREET}))(?=$|[ ,。!?;~]|取|拿|收|上门|来|吧|可以|"
    r"的|这|那|就|门口|寄|揽|行|怎|多|要)"
)
_WHOLE = re.compile(
    r"[一-鿿A-Za-z0-9]{0,14}(?:科技园|工业园|产业园|小区|大厦|广场|公寓|花园|家园|大学|学院|中学|小学|医院|酒店|"
    r"写字楼|科技城|村|苑|路|街|大道)"
)
# Kinds of place that people use as a name: there is one in town.
_ONE_IN_TOWN = re.compile(r"(?:科技|工业|产业|创业|软件)园|大学城|科技城|开发区")
_GENERIC = re.compile(
    r"(?:这个?|那个?|哪个?|我们?|你们?|别的|其他|其它|另一个|一个|新|旧|原来?|同一个|学|公|某|任何|我家|楼下|对面|"
    r"门口|当地|附近|对方|老家|各|每个|什么|楼|旁边|隔壁|半|一).{0,2}"
)
_NEARBY = re.compile(r"楼下|隔壁|附近|对面|门口|旁边")
_ITS_OWNER = (
    r"(?:我|我们|他|她|对方|客户)?(?:的)?(?:公司|单位|家里?|学校|新家|店里)?[,:]?(?:的)?(?:新)?(?:地址)?(?:就?是|"
    r"在|:)?"
)
_DESTINED = re.compile(
    rf"(?:(?:寄|送|派|改|换|转寄)(?:送|寄)?到{_ITS_OWNER}|(?:寄|送|发|派|改|换|转|运|投递|配送)(?:送|寄)?(?:到|往|"
    rf"去|成|为)|收[件货](?:人)?(?:的)?(?:地址|信息|"
    r"地)(?:改成|改为|是|为|改到|换成)?|新(?:的)?地址是?|地址(?:改|换)(?:成|为|到)|(?<![已经])到|往|"
    r"去)[ :]{0,2}$"
)
# "能改寄到我姐那吗,苏州…"
_ASKED = re.compile(r"(?:寄|送|派|改|换)到(?:我|他|她)?[一-鿿]{0,5}[,。?! ]{1,2}$")
_ORIGIN = re.compile(
    r"(?:(?:取件|揽收|取货|收件|取一下|寄件)[,。;:! ]{1,2}(?:我)?(?:的)?(?:地址)?(?:就?是|在|:)?"
    rf"|从{_ITS_OWNER}|(?:寄件|发货|取件|发件|揽收|上门)(?:的)?地址(?:改成|改为|是|为|改到|换成)?|来|我在|"
    rf"上门)[ :]{{0,2}}$"
)
_FETCHED = re.compile(r"(?:这边|那边|这里)?(?:上门|来)?(?:取|拿|揽|收件|寄出|寄件|(?:寄|发)[到往])")
_DELIVERED = re.compile(
    r"(?:这边|那边|这里|这个地址)?(?:(?:能不能|可不可以|能否|能|可以)(?:正常)?(?:派送|派|送|寄|到|配送)|收(?=$|"
    r"[ ,。])|派送|送货)"
)
_CONTEXT = 12


def addresses(text: str, places: list[Mention]) -> Iterator[Entity]:
    """`address` with its parts. `places` are the mentions of the same text."""
    for mention in places:
        end = _end_behind(text, mention, _other_end(text, mention, places))
        if end:
            yield _address(text, mention.start, end, mention)
    for pattern in (_BARE_STREET, _BARE_HOUSE):
        for found in pattern.finditer(text):
            start = _without_lead(text, *found.span())
            if start < found.end() - 3:
                yield _address(text, start, _room_end(text, found.end()), None)
    for found in _CUED.finditer(text):
        # A place is no address, nor are the words that lead to one ("从张家口寄石家庄").
        ends_in_place = any(place.start < found.end() <= place.end for place in places)
        if _is_named(found["name"]) and not ends_in_place:
            yield _address(text, *found.span("name"), None)
    whole = _WHOLE.fullmatch(text)
    if whole and _is_named(text) and not _STOP.search(text) and not _LEAD.match(text):
        yield _address(text, 0, len(text), None)


def _other_end(text: str, mention: Mention, places: list[Mention]) -> int:
    """Where the words turn to the other end of the parcel's way ("天河区寄南山区"); the text's end if they do not."""
    others = (place.start - 1 for place in places if place.start > mention.end and text[place.start - 1] in _TURNS)
    return next(others, len(text))


def _end_behind(text: str, mention: Mention, last: int) -> int | None:
    """Where the address that begins with this place ends, at `last` at the latest; None when it is just a place."""
    joint = _JOINT.match(text, mention.end)
    begin = end = joint.end() if joint else mention.end
    last = min(last, begin + _MOST)
    while end < last:
        piece = re.match(rf"{_TEXT}+", text[end:last])
        if not piece:
            break
        stop = _STOP.search(piece.group())
        end += stop.start() if stop else piece.end()
        gap = None if stop else _GOES_ON.match(text, end, last)
        if not gap:
            break
        end = gap.end()
    behind = text[begin:end].rstrip("-·(")
    if not behind or _NOT_HOME.search(behind):
        return None
    structures = list(_STRUCTURE.finditer(behind))
    if structures:
        tail = structures[-1].end()
        # A name of one to six characters may follow the last marker only when nothing else does.
        named = len(behind) - tail <= 6 and behind[tail : tail + 1] != "(" and joint and begin == mention.end
        return begin + (len(behind) if named else tail)
    in_district = mention.place.district is not None and begin == mention.end
    return begin + len(behind) if in_district and _UNMARKED.fullmatch(text[begin:]) else None


def _room_end(text: str, end: int) -> int:
    """Past the building and room that follow a house number: "88号3栋502室", "88号SOHO现代城A座"."""
    behind = re.match(rf"{_TEXT}{{1,30}}", text[end : end + 30])
    if not behind:
        return end
    stop = _STOP.search(behind.group())
    piece = behind.group()[: stop.start()] if stop else behind.group()
    structures = list(_STRUCTURE.finditer(piece))
    if structures:
        end += structures[-1].end()
    room = _ROOM.match(text, end)
    is_room = room and room.group() and not re.match(r" ?1[3-9][0-9]{3}|[ ]", room.group())
    return room.end() if room and is_room else end


def _without_lead(text: str, start: int, end: int) -> int:
    """The start of a bare address, the words that lead to it left out: "改送到阳光花园3栋" begins at 阳."""
    lead = _LEAD.match(text[start : end - 3])
    return start + lead.end() if lead else start


def _is_named(name: str) -> bool:
    if _ONE_IN_TOWN.fullmatch(name):
        return True
    own = re.sub(rf"(?:{_NAMED}|{_STREET})$", "", name)
    return (
        bool(own)
        and not _NEARBY.search(own)
        and not _NOT_HOME.search(name)
        and not _GENERIC.fullmatch(own)
        and not _STOP.search(name)
    )


def _address(text: str, start: int, end: int, mention: Mention | None) -> Entity:
    place = mention.place if mention else None
    detail = text[mention.end if mention else start : end].strip(" ,")
    value = {"text": _one_string(text[start:end]), **_parts(place), "detail": _one_string(detail) or None}
    return Entity("address", value, start, end, _role(text, start, end))


def _parts(place: Place | None) -> dict[str, str | None]:
    return {
        "province": place.province if place else None,
        "city": place.city if place else None,
        "district": place.district if place else None,
    }


def _one_string(text: str) -> str:
    return re.sub(r"[ ,\n]+|(?:详细|具体)地址:?", "", text)


def _role(text: str, start: int, end: int) -> Role | None:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if _ORIGIN.search(before) or _FETCHED.match(after):
        return "origin"
    return "destination" if _DESTINED.search(before) or _ASKED.search(before) or _DELIVERED.match(after) else None
