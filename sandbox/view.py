"""The pages for people. Their words and looks are in pages/; whatever is put into them is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from sandbox.ledger import Ledger
from sandbox.records import Message
from sandbox.world import World

FOLDER = Path(__file__).parent / "pages"


def index(world: World, ledger: Ledger) -> str:
    """What this server is, the demo parcels with their latest scan, and the phones."""
    rows = [_fill("demo_row", vars(demo) | {"latest": _latest(demo.waybill_no, ledger)}) for demo in world.demo]
    names = {contact.phone: contact.name for contact in world.customers.values()}
    names |= {phone: names.get(phone, "") for phone in ledger.phones()}
    links = [_fill("phone_link", {"phone": phone, "name": name}) for phone, name in sorted(names.items())]
    return _fill("index", {}, demo="".join(rows), phones="".join(links))


def phone(number: str, messages: Sequence[Message]) -> str:
    """What a phone received, newest first."""
    articles = [_fill("message", {"at": message.at, "text": message.text}) for message in messages]
    return _fill("phone", {"phone": number}, messages="".join(articles) or _fill("no_message", {}))


def _latest(waybill_no: str, ledger: Ledger) -> str:
    scans = ledger.scans(waybill_no)
    return scans[-1].remark if scans else "—"


def _fill(name: str, words: Mapping[str, str], **markup: str) -> str:
    """A template of pages/, filled: `words` are escaped, `markup` is not."""
    return _template(name).substitute({key: escape(word) for key, word in words.items()}, **markup)


@cache
def _template(name: str) -> Template:
    return Template((FOLDER / f"{name}.html").read_text(encoding="utf-8"))
