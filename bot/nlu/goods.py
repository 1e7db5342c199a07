"""What is sent: words of the lexicon, and - where the sentence leaves no doubt - things it has never heard of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu import lexicon, words
from bot.nlu.entity import Entity

_SEND = r"(?:邮寄|快递|托运|寄送|寄|邮|发|运)"
_THING = r"(?P<thing>[一-鿿A-Za-z]{1,8}?)"
_COUNT = r"(?:[一两二三四五六七八九十几]{1,3}|[0-9]{1,3})"
_CONTAINER = r"(?:箱|盒|瓶|条|套|本|袋|把|台|只|辆|副|床|幅|双|桶|罐|坛|束|盆|株|颗|枚|支|筐)"
# 件 and 点 without a number are mostly something else: 寄件方, 点击.
_MEASURE = (
    rf"(?:{_COUNT}?(?:大|小)?(?:{_CONTAINER}|个|份|张|部|块|包|根|对|批|些|斤|公斤)|{_COUNT}(?:件|点|单|票)"
    r"|件(?!人|方|地|时|的|员)|点(?!击|单|对))"
)
_CAN = r"(?:能不能|可不可以|可否|能否|能|可以|让不让|让|给不给|给|准|允许)"
_ENDS = (
    r"(?=到|去|给|回|[,。!?;、~ \n]|$|多少|要|行|可以|能|怎么|从|吗|么|呢|吧|和|跟|走|用|过去|过来|安全|贵|需要|会|"
    r"得|保价|大概|大约|重|[0-9])"
)
# A word of one character is mostly part of a longer one that jieba does not know ("猫爬架"): it must end its phrase.
_ENDS_SHORT = re.compile(r"$|[\s,。!?;、~]|[能可吗么呢到去给寄让要会被也和跟与或的坏碎死]|邮寄|快递|有没有|怎么|多少")
_OPEN = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_SEND}{_MEASURE}{_THING}{_ENDS}",
        rf"{_CAN}{_SEND}(?:{_MEASURE})?{_THING}(?:吗|么|不|\?|$|呢|给|到|去|,)",
        rf"(?:想|要|打算|准备|需要|帮我|现在|是|有){_SEND}{_THING}{_ENDS}",
        rf"(?:^|[,。!?\s]|请问|问下|问一下|我的|我有){_THING}(?:这种|这个|类)?(?:不)?{_CAN}(?:不能|"
        rf"不可以)?(?:{_SEND}|走快递)",
        rf"(?:托寄物|内件|物品|寄件内容|东西|里面|品名)(?:名称?|品名)?(?:装的)?(?:就?是|有|装了|:|"
        rf",){{1,2}}(?:{_MEASURE})?{_THING}{_ENDS}",
        rf"{_COUNT}{_CONTAINER}{_THING}(?=[,。!?;、和跟]|$|要?寄|邮寄|发到|寄到|从|到|去)",
    )
)
# Without a count only a thing we know.
_PLAIN = re.compile(rf"{_SEND}{_THING}{_ENDS}")
# "身份证原件", "酒精喷雾", "电子配件": what stands before or behind a thing we know and makes another of it.
_KIND = re.compile(
    r"(?:活体|电动|电子|家用|儿童|台式|木质|实木|不锈钢|塑料|手工|陶瓷|玻璃|真空|定制|智能|折叠|宠物|进口|汽车)$"
)
_PART = re.compile(r"原件|复印件|喷雾|主机|外机|配件|零件|外壳|样品|模型|礼盒|套装|支架|标本|制品|干(?!净)|粉(?!碎)|酱")
# What befell a thing, or how it came: whoever says so complains of it and does not wish to send it.
_BEFALLEN = re.compile(
    r"(?:碎|坏|烂|洒|撒|漏|扁|丢|破|臭|化|脏|裂|断|湿|蔫|死|散|瘪|损|变质|变形|发霉|不见|进水|没)(?:了|掉|成|得|光|完)"
    r"|(?:少|缺|丢|漏|差|错|坏|碎|打碎|弄坏|摔坏|摔|压坏|弄丢)了(?:我的?)?(?:一|两|[0-9]|我|个|半|些|几|好)|"
    r"把(?:我|我的|人家|客户)"
    r"|破损|损坏|受损|损毁|摔坏|压坏|弄坏|打碎|弄丢|寄丢|丢失|丢件|发错|寄错|送错|收到的|收到后|收到时|打开一看|"
    r"打开后|拆开|开箱|不翼而飞|"
    r"(?:没|没有|未)(?:收到|到|送到|发货|动|更新)|假货|退货|买的|网购|定损|索赔|理赔|赔(?:偿|我|付)|投诉|压成|摔成|"
    r"碎成|碎片"
    r"|被(?:人|别人|你们|快递)|透了|什么时候(?:能|会)?到|到了没|到没到|[寄发](?:的(?!就?是|东西|物品)|过来的|来的|"
    r"出去的)"
)
# ... unless it might befall what they ask about sending.
_MIGHT = re.compile(r"(?:会不会|会|怕|容易|万一|要是|如果|假如|防|别|不要|避免|的话).{0,6}$")
_WISHED = re.compile(
    r"(?:(?:想|要(?!求|是)|能|可以|不可以|可否|能否|打算|准备|帮我|帮忙|再|重新|怎么|如何)(?:邮寄|托运|寄|邮|发|运)"
    r"|^(?:邮寄|托运|寄|邮|发|运))(?![丢错坏出来过的了]|件人)|取件|揽收"
)
# A word that often means something else ("手机" is mostly how one is called) counts only where it is sent for certain.
_SENT_BEFORE = re.compile(
    rf"(?:{_SEND}(?:{_MEASURE})?|{_COUNT}(?:{_CONTAINER}|[个份张部块批些件])|[寄运](?:的是|了)|(?:托寄物|内件|物品|"
    rf"内容|东西|装的|品名|包裹里?|里面?)(?:是|有|装了?|:|的是|放了?){{0,2}})(?:新|旧|二手|几)?$"
)
_SENT_AFTER = re.compile(
    rf" ?(?:类|这种|这些|之类|原件)?(?:的)?(?:也|还|都)?(?:{_CAN}|不能|怎么|如何|要|想|准备){{0,2}}(?:{_SEND}(?!生|"
    rf"现|的)|走快递|走空运)|[,。!?吧]*$"
)
_MEASURES = frozenset("箱盒瓶条套本袋把台只辆副床幅双桶罐个份张部块包根对批件")
_FUNCTION = re.compile(r"[的了给去回往是你您他她它吗么呢吧嘛啊呀哦啦哈多少怎啥谁哪能可请问几]|不(?!锈)")
_CONTEXT = 16
_JOINED = re.compile(r"[、,和跟与及]|还有|以及|或者?")


def sent_goods(text: str) -> Iterator[Entity]:
    """`goods`, as said; nothing in a complaint about what was sent."""
    if _is_complaint(text):
        return
    category = lexicon.goods().category
    spans: list[tuple[int, int]] = []
    for phrase in words.goods_phrases(text):
        before = spans[-1] if spans else None
        if not _is_meant(phrase, text, before):
            continue
        if before and before[1] == phrase.start and category[phrase.text] != category.get(text[slice(*before)]):
            # "无人机零件" is one thing, "鞋子衣服" are two.
            spans[-1] = (before[0], phrase.end)
        else:
            spans.append((phrase.start, phrase.end))
    spans = [_compound(text, *span) for span in spans]
    for start, end in [*spans, *_unknown_goods(text, spans)]:
        yield Entity("goods", text[start:end], start, end)


def _is_complaint(text: str) -> bool:
    befallen = _BEFALLEN.search(text)
    return bool(befallen and not _MIGHT.search(text, 0, befallen.start()) and not _WISHED.search(text))


def _is_meant(phrase: words.Phrase, text: str, thing_before: tuple[int, int] | None) -> bool:
    known = lexicon.goods()
    after, before = text[phrase.end :].lstrip(), text[: phrase.start].rstrip()
    if len(phrase.text) == 1 and not _ENDS_SHORT.match(after):
        return False
    if phrase.text not in known.not_before and phrase.text not in known.not_after:
        return True
    if after.startswith(known.not_before.get(phrase.text, ())) or before.endswith(known.not_after.get(phrase.text, ())):
        return False
    in_list = thing_before is not None and _JOINED.fullmatch(text, thing_before[1], phrase.start)
    return bool(in_list or _SENT_BEFORE.search(before[-_CONTEXT:]) or _SENT_AFTER.match(after))


def _compound(text: str, start: int, end: int) -> tuple[int, int]:
    kind, part = _KIND.search(text, 0, start), _PART.match(text, end)
    return kind.start() if kind else start, part.end() if part else end


def _unknown_goods(text: str, known: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    starts, ends = words.starts_and_ends(text)
    category = lexicon.goods().category
    for pattern in (*_OPEN, _PLAIN):
        for found in pattern.finditer(text):
            thing, (start, end) = found["thing"], found.span("thing")
            if any(start < other_end and other_start < end for other_start, other_end in known):
                continue
            # jieba takes a measure and what follows it for one word ("双冰").
            begins = start in starts or text[start - 1] in _MEASURES
            is_word = thing in category or (pattern is not _PLAIN and begins and end in ends)
            if is_word and not _names_nothing(thing):
                known = [*known, (start, end)]
                yield start, end


def _names_nothing(thing: str) -> bool:
    generic = lexicon.goods().generic
    says_more = _FUNCTION.search(thing) or thing in lexicon.products()
    return bool(says_more) or any(word.text in generic for word in words.split(thing))
