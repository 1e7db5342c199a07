"""Which person, phone and address belong together, and which of them sends or receives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bot.nlu.entity import Entity, Role

_KINDS = frozenset({"person", "phone", "address"})
_LABEL = re.compile(
    r"(?P<origin>(?:寄件|发件|发货)(?:人|方|地址|信息|电话)|寄方|取件(?:人|联系|电话|地址|找)|上门取件|"
    r"(?:寄件|发件)(?=[ \n])|[Ss]ender|(?:寄件?|发货)[ ]?[:])"
    r"|(?P<destination>(?:收件|收货)(?:人|方|地址|信息|电话|的|(?=[ \n]))|收方|送货地址|新地址|退货(?:寄|地址)|"
    r"[帮替](?:我|忙)?(?:代收|签收|收)|[寄发送]给|给[一-鿿]{1,4}[, ][他她]?叫|[Rr]eceiver|[Cc]onsignee|"
    r"(?:收件?|收货)[ ]?[:])"
)
# "张三收", "张三先生收": he receives.
_RECEIVES = re.compile(r"(?:先生|女士|小姐|老师)?收(?![一-鿿])")
# A courier is to come to somebody, or a parcel to be brought: what no label tells apart is theirs.
_FETCHED = re.compile(r"来(?:个人)?(?:取|拿|收(?!到)|揽|一趟)|取(?:件(?!码)|个?快递)|上门|约.{0,8}取")
_BROUGHT = re.compile(
    r"[改派转换退](?:送|寄|到|去)|送(?:到|去|货|过|这|那|前)|派(?:件|送)|收[件货]|签收|新地址|地址.{0,4}[改换发]|放(?:在|到|门)|"
    r"[寄发送]给|寄(?:我家|这|那)"
)
# ... but for what is told of an account with us.
_ACCOUNT = re.compile(r"账[号户]|帐[号户]|会员|登记|资料|绑|注册|登录|实名")
# Words of other matters between two entities part them; names of fields and the like do not.
_FILLER = re.compile(
    r"收件人?|收货人?|寄件人?|发件人?|地址|电话|手机|号码?|[一-鿿]{1,2}(?:先生|女士|小姐|老师)|"
    r"联系|方式|姓名|名字|叫|收|信息|先生|女士|小姐|是|人|的|我|[^一-鿿]"
)


@dataclass
class _Block:
    """Contacts that stand together; a label ("收件人") opens one."""

    role: Role | None
    members: list[int] = field(default_factory=list)


def tie(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities (in reading order) with the `group` of their block and the `role` its label or its address gives."""
    blocks = [block for block in _blocks(text, entities) if block.members]
    if not blocks:
        return entities
    tied = list(entities)
    whose = _whose(text)
    groups = 0
    for block in blocks:
        kinds = {entities[at].name for at in block.members}
        role = block.role or next((entities[at].role for at in block.members if entities[at].role), None) or whose
        grouped = len(kinds) > 1
        groups += grouped
        for at in block.members:
            tied[at] = replace(tied[at], role=tied[at].role or role, group=str(groups) if grouped else None)
    return tied


def _whose(text: str) -> Role | None:
    """Which end of the way the message speaks of, if of one only."""
    if _ACCOUNT.search(text):
        return None
    fetched, brought = _FETCHED.search(text), _BROUGHT.search(text)
    if bool(fetched) == bool(brought):
        return None
    return "origin" if fetched else "destination"


def _blocks(text: str, entities: list[Entity]) -> list[_Block]:
    labels: list[tuple[int, Role]] = [
        (found.start(), _role_of(found)) for found in _LABEL.finditer(text) if not _inside(found.start(), entities)
    ]
    labels += [
        (entity.end, "destination")
        for entity in entities
        if entity.name == "person" and _RECEIVES.match(text, entity.end)
    ]
    if labels:
        # "上门取件:… 送到…": an address that says which side it is on opens that side's.
        labels += [(entity.start - 1, entity.role) for entity in entities if entity.name == "address" and entity.role]
    labels.sort(key=lambda label: label[0])
    names = [entity.name for entity in entities if entity.name in _KINDS]
    if len({role for _, role in labels}) == 1 and len(set(names)) == len(names):
        # One block only: its label holds for what stands before it, too.
        labels = [(-1, labels[0][1])]
    blocks: list[_Block] = []
    last_end = 0
    for at, entity in enumerate(entities):
        if entity.name not in _KINDS:
            continue
        role = next((role for start, role in reversed(labels) if start < entity.start), None)
        if blocks and _goes_on(blocks[-1], role, entity, entities, text[last_end : entity.start]):
            blocks[-1].members.append(at)
        else:
            blocks.append(_Block(role, [at]))
        last_end = entity.end
    return blocks


def _goes_on(block: _Block, role: Role | None, entity: Entity, entities: list[Entity], between: str) -> bool:
    if block.role != role:
        return False
    has = {entities[at].name for at in block.members}
    given = {entities[at].role for at in block.members if entities[at].role}
    if entity.name in has or (entity.role and given and entity.role not in given):
        return False
    # Word by word: one pattern for all of them would try every way to part a long run of titles.
    return not _FILLER.sub("", between) and "\n\n" not in between


def _role_of(label: re.Match[str]) -> Role:
    return "origin" if label["origin"] else "destination"


def _inside(index: int, entities: list[Entity]) -> bool:
    return any(entity.start <= index < entity.end for entity in entities)
