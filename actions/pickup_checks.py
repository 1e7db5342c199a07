"""What must hold before a pickup can be booked: goods that may travel, an hour in which couriers come, places that
are served.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from actions.backends.carrier import NotServed, PickupHours, Quote
from actions.knowledge import knowledge
from actions.pickup_draft import PickupDraft
from actions.ports import carrier
from actions.spoken import say_window
from actions.turn import Turn

DEFAULT_PRODUCT, HEAVY_PRODUCT = "standard", "heavy"


def accept_goods(turn: Turn, draft: PickupDraft, goods: str) -> None:
    """Take the goods, unless they may not be sent: then say why and what else could be done."""
    rule = knowledge().rule_for(goods)
    if rule is not None and rule.rule == "forbidden":
        turn.say("utter_goods_prohibited", goods=goods)
        turn.say_text(rule.says + rule.instead)
        return
    if rule is not None and rule.rule == "conditional":
        turn.say_text(rule.says)
    draft.goods = goods


def check_weight(turn: Turn, draft: PickupDraft) -> None:
    """What is too heavy for any pickup is said at once."""
    most = knowledge().promises.pickup_limits.heavy_kg
    if draft.weight_kg > most:
        turn.say("utter_pickup_too_heavy", most=f"{most:g}")
        draft.weight_kg = 0


def check_window(turn: Turn, draft: PickupDraft) -> None:
    """Keep the window if a courier comes then; else offer the nearest that one does. A place without couriers is
    dropped.
    """
    if draft.window is None or draft.window_checked or not draft.sender.has_place:
        return
    try:
        hours = carrier().pickup_hours(draft.sender.as_place(), draft.start())
    except NotServed:
        turn.say("utter_pickup_place_not_served", city=draft.sender.city)
        draft.sender.city = draft.sender.district = draft.sender.detail = ""
        return
    draft.window_checked = True
    fitting = _nearest(draft, hours, turn.now)
    if fitting is None:
        return
    start, end = fitting
    turn.say(
        "utter_pickup_outside_hours", opens=hours.opens, closes=hours.closes, offered=say_window(start, end, turn.now)
    )
    draft.offered_window = {"start": start.isoformat(), "end": end.isoformat()}
    draft.window = None


def _nearest(draft: PickupDraft, hours: PickupHours, now: datetime) -> tuple[datetime, datetime] | None:
    """The nearest hour in which a courier comes, or None if the wished one is good."""
    start = draft.start()
    opens, closes = _at(start, hours.opens), _at(start, hours.closes)
    wished_end = draft.end() or closes
    if max(start, now) < closes and wished_end > opens and max(start, opens) < wished_end:
        return None
    first = opens if start < opens and now < opens else opens + timedelta(days=1)
    return first, first + timedelta(hours=1)


def _at(day: datetime, clock: str) -> datetime:
    hour, minute = clock.split(":")
    return day.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)


def quote_draft(turn: Turn, draft: PickupDraft) -> None:
    """Ask what it costs and when it arrives. A receiver's place that is not served is dropped, with a word about it."""
    try:
        quotes = carrier().quotes(
            draft.sender.as_place(),
            draft.receiver.as_place(),
            Decimal(str(draft.weight_kg)),
            max(draft.start(), turn.now),
        )
    except NotServed:
        turn.say("utter_pickup_route_not_served", origin=draft.sender.city, destination=draft.receiver.city)
        draft.receiver.city = draft.receiver.district = draft.receiver.detail = ""
        return
    usual = HEAVY_PRODUCT if draft.weight_kg > knowledge().promises.pickup_limits.courier_kg else DEFAULT_PRODUCT
    chosen = _choose(quotes, draft.product or usual)
    if draft.product and chosen.product != draft.product:
        turn.say("utter_pickup_product_unavailable", wished=knowledge().product(draft.product).name)
    draft.quote = {"product": chosen.product, "fee": str(chosen.fee), "arrives": chosen.latest.isoformat()}
    draft.order_id = draft.order_id or new_order_id(turn.now)


def new_order_id(now: datetime) -> str:
    """A number for an order of ours, not to be guessed; to the carrier it is the key that makes booking idempotent."""
    return f"SD{now:%y%m%d}{secrets.token_hex(4).upper()}"


def _choose(quotes: list[Quote], wished: str) -> Quote:
    """The product wished for if it goes there; else the cheapest that does."""
    by_product = {quote.product: quote for quote in quotes}
    return by_product.get(wished) or min(quotes, key=lambda quote: quote.fee)
