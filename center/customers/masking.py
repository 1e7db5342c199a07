"""Personal data as it may be shown: in logs, tickets and on the desk.

The rule is that of the electronic-waybill standard: hide at least one character of a name, at least six digits of a
phone, and the unit or room of an address. A phone's last four digits are what proves whose parcel it is, so they are
never all shown. A waybill number counts as user information too and is shortened.
"""

import re
import string
from collections.abc import Iterable, Mapping
from typing import Any

HIDDEN = "*"

_PHONE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?(1[3-9][0-9])[- ]?([0-9]{4})[- ]?([0-9]{4})(?![0-9])")
_WAYBILL = re.compile(r"(?<![0-9A-Za-z])(?:SF[- ]?(?:[0-9][- ]?){12}[0-9]|[0-9]{12})(?![0-9])", re.IGNORECASE)
_HALF_WIDTH = {ord(mark) + 0xFEE0: mark for mark in string.digits + string.ascii_letters}
_FIRST_NUMBER = re.compile(r"[0-9A-Za-z]|[一二三四五六七八九十百]+(?=号|栋|幢|座|单元|层|楼|室)")


def mask_name(name: str) -> str:
    """`张三丰` → `张**`; a name of one character is hidden whole."""
    name = name.strip()
    shown = 1 if len(name) > 1 else 0
    return name[:shown] + HIDDEN * (len(name) - shown)


def mask_phone(phone: str) -> str:
    """`13812345678` → `138******78`: the last two digits at most, and of the front what leaves six hidden."""
    phone = phone.strip()
    tail = 2 if len(phone) >= 8 else 0
    head = max(0, min(3, len(phone) - tail - 6))
    return phone[:head] + HIDDEN * (len(phone) - head - tail) + (phone[-tail:] if tail else "")


def mask_waybill(waybill_no: str) -> str:
    """`SF1234567890123` → `SF12*******0123`: enough to tell two apart, not enough to look one up."""
    waybill_no = waybill_no.strip()
    head = 4 if waybill_no[:2].isalpha() else 2
    hidden = max(0, len(waybill_no) - head - 4)
    return waybill_no[:head] + HIDDEN * hidden + waybill_no[head + hidden :]


def mask_address(address: str) -> str:
    """`深圳市南山区科技园路1号3栋502` → `深圳市南山区科技园路****`: from the first number on, all is hidden."""
    number = _FIRST_NUMBER.search(address.translate(_HALF_WIDTH))
    return address if number is None else address[: number.start()] + HIDDEN * 4


def mask_text(text: str, understood: Iterable[Mapping[str, Any]] = ()) -> str:
    """Free words with every phone and waybill number masked, and the names and addresses that were `understood`.

    `understood`: entities as the bot gives them (docs/contracts.md), for what no pattern can find.
    """
    for entity in understood:
        text = _mask_entity(text, entity)
    text = _WAYBILL.sub(lambda found: mask_waybill(found.group()), text.translate(_HALF_WIDTH))
    return _PHONE.sub(lambda found: mask_phone("".join(found.groups())), text)


def _mask_entity(text: str, entity: Mapping[str, Any]) -> str:
    value = entity.get("value")
    if entity.get("entity") == "person" and isinstance(value, str) and value:
        return text.replace(value, mask_name(value))
    if entity.get("entity") == "address" and isinstance(value, Mapping):
        for part in (value.get("text"), value.get("detail")):
            if isinstance(part, str) and part:
                text = text.replace(part, mask_address(part))
    return text
