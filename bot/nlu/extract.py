"""Everything a message holds: each extractor asked, each claim on the same characters settled."""

from __future__ import annotations

from datetime import datetime

from bot.nlu import (
    addresses,
    contacts,
    corrections,
    goods,
    money,
    people,
    phones,
    places,
    products,
    quantities,
    times,
    waybills,
    weights,
)
from bot.nlu.entity import Entity, settle


def extract(text: str, now: datetime) -> list[Entity]:
    """The entities of a normalised text in reading order. `now`, the moment of the message, has an offset."""
    mentions = places.mentions(text)
    homes = list(addresses.addresses(text, mentions))
    # The surer claim first: a number with a name before a number by its shape, an address before what lies inside it.
    claims = [
        *waybills.order_numbers(text),
        *waybills.ticket_numbers(text),
        *phones.sms_codes(text),
        *phones.phone_tails(text),
        *phones.other_phones(text),
        *waybills.waybill_numbers(text),
        *phones.mobiles(text),
        *homes,
        *people.people(text, beside_address=bool(homes)),
        *places.directed_cities(text, mentions),
        *products.product_words(text),
        *times.time_windows(text, now),
        *money.amounts(text),
        *weights.weights(text),
        *quantities.quantities(text),
        *goods.sent_goods(text),
        *waybills.unread_numbers(text),
    ]
    kept = list(corrections.without_taken_back(text, settle(claims)))
    return contacts.tie(text, kept)
