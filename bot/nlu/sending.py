"""How people speak of sending a thing - and of what befell one they had sent, which is no wish to send it."""

from __future__ import annotations

import re

from bot.nlu import lexicon

VERB = r"(?:邮寄|快递|托运|寄送|寄|邮(?!箱|政|局|费|编)|发|运)"
ALLOWED = r"(?:能不能|可不可以|可否|能否|能|可以|让不让|让|给不给|给|准|允许)"
COUNT = r"(?:[一两二三四五六七八九十几]{1,3}|[0-9]{1,3})"
CONTAINER = f"(?:{'|'.join(lexicon.goods().containers)})"
# 件 and 点 without a number are mostly something else: 寄件方, 点击.
MEASURE = (
    rf"(?:{COUNT}?(?:大|小)?(?:{CONTAINER}(?:子(?!弹))?|个|份|张|部|块|包|根|对|批|些|斤|公斤)|{COUNT}(?:件|点|单|票)"
    r"|(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百半]{1,4})(?:公斤|千克|斤|克|吨|[kK][gG])[半多]?"
    r"|件(?!人|方|地|时|的|员|城)|点(?!击|单|对))"
)
# What befell a thing, or how it came: whoever says so complains of it and does not wish to send it.
_BEFALLEN = re.compile(
    "|".join(
        (
            *lexicon.goods().mishaps,
            r"(?:碎|坏|烂|洒|撒|漏|扁|丢|破|臭|化|脏|裂|断|湿|蔫|死|散|瘪|损|变质|变形|发霉|不见|进水|没)"
            r"(?:了|掉|成|得|光|完)",
            r"(?:少|缺|丢|漏|差|错|坏|碎|打碎|弄坏|摔坏|摔|压坏|弄丢)了(?:我的?)?(?:一|两|[0-9]|我|个|半|些|几|好)",
            r"(?:没|没有|未)(?:收到|到|送到|发货|动|更新)",
            r"什么时候(?:能|会)?到",
            r"[寄发](?:的(?!就?是|东西|物品)|过来的|来的|出去的)",
            r"赔(?:偿|我|付)",
            r"把(?:我|人家|客户)",
            r"被(?:人|别人|你们|快递)",
        )
    )
)
# ... unless it might befall what they ask about sending.
_MIGHT = re.compile(r"(?:会不会|会|怕|容易|万一|要是|如果|假如|防|别|不要|避免|的话).{0,6}$")
_WISHED = re.compile(
    r"(?:(?:想|要(?!求|是)|能|可以|不可以|可否|能否|打算|准备|帮我|帮忙|再|重新|怎么|如何)(?:邮寄|托运|寄|邮|发|运)"
    r"|^(?:邮寄|托运|寄|邮|发|运))(?![丢错坏出来过的了]|件人)|取件|揽收"
)
# A word that often means something else ("手机" is mostly how one is called) counts only where it is sent for certain.
_SENT_BEFORE = re.compile(
    rf"(?:{VERB}(?:{MEASURE})?|{COUNT}(?:{CONTAINER}|(?:[个份张部块批些件]|公?斤))|[寄运](?:的是|了)"
    r"|(?:托寄物|内件|物品|内容|东西|装的|品名|包裹里?|里面?)(?:是|有|装了?|:|的是|放了?){0,2})(?:新|旧|二手|几)?$"
)
_SENT_AFTER = re.compile(
    rf" ?(?:类|这种|这些|之类|原件)?(?:的)?(?:也|还|都)?(?:{ALLOWED}|不能|怎么|如何|要|想|准备){{0,2}}"
    rf"(?:{VERB}(?!生|现|的)|走快递|走空运)|[,。!?吧]*$"
)
_CONTEXT = 16


def tells_a_mishap(text: str) -> bool:
    """Whether the text tells what befell a thing, and no wish to send one stands beside it."""
    befallen = _BEFALLEN.search(text)
    return bool(befallen and not _MIGHT.search(text, 0, befallen.start()) and not _WISHED.search(text))


def is_sent(before: str, after: str) -> bool:
    """Whether the words around a thing say for certain that it is what is sent."""
    return bool(_SENT_BEFORE.search(before[-_CONTEXT:]) or _SENT_AFTER.match(after))
