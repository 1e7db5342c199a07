"""How many parcels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.entity import Entity
from bot.nlu.numbers import CHARACTERS, whole_number

_SAID = f"[{CHARACTERS}]"
_COUNT = (
    r"(?<![0-9A-Za-z.第几首续每])"
    rf"(?P<count>[0-9]{{1,3}},[0-9]{{3}}(?![0-9])|[0-9]{{1,4}}|(?<!{_SAID}){_SAID}{{1,9}}|[俩仨])(?:来|多)?"
)
_PARCEL = r"(?:包裹|快递|快件|箱子|纸箱|邮件|件货|货(?![架运到物款])|大件|小件|盒子)"
# What may follow "3件" when it means parcels; a noun ("两件羽绒服") would mean goods.
_ENDS = (
    r"(?=$|[\s,。!?;、~]|[的要到寄发给从了吗呢吧啊都就共重左]|一共|一起|总共"
    r"|大概|左右|等着|多少|可以|能|怎么|需要|送|分别|快递|包裹|邮|没)"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_COUNT} ?(?:个|件|箱|票|包(?!裹)|单|袋|份)?(?:大|小|的)?{_PARCEL}",
        rf"{_COUNT} ?(?:大|小)?箱(?!子)",
        rf"{_COUNT} ?(?:个?件|票|单|大包|小包)(?:大|小)?{_ENDS}",
        rf"{_COUNT}个(?=要?[寄发](?!生|现)|一起寄|全部寄|都寄)",
        rf"[寄发]{_COUNT}个(?=[到去给回往,。!?]|$)",
        rf"(?:就|只有|只|才){_COUNT}(?:个|件|箱|包)(?=[,。!?]|$)",
        rf"(?:一共|总共|共|合计|件数|数量)(?:是|有|寄|发)?[ :]?{_COUNT} ?(?:个|件|箱|票|包|袋)(?![一-鿿]*?[岁])",
        r"件数[ :]{1,3}(?P<count>[0-9]{1,4})(?![0-9.])",
        rf"^{_COUNT} ?(?:个|件|箱|票|包|袋)(?:吧|的|啊)?[。.!?,]?$",
    )
)


def quantities(text: str) -> Iterator[Entity]:
    """`quantity`: parcels, not goods: "两个包裹", "3件", "五箱", "一共三个"; not "两件羽绒服"."""
    for pattern in _PATTERNS:
        for found in pattern.finditer(text):
            count = whole_number(found["count"])
            if count:
                yield Entity("quantity", count, *found.span())
