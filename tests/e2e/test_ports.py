"""The contract of each port of actions/backends/, run against every adapter there is, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from uuid import uuid4

import pytest
import requests

from actions.backends import carrier as port
from actions.backends.carrier import Carrier, Order, Party, Place, Stage
from actions.backends.center import Center, Grievance, NotFound, ProofNeeded, WrongTicketProof
from actions.backends.center_http import CenterHttp
from actions.backends.errors import Unavailable
from actions.backends.sf import SfCarrier
from actions.backends.sf_envelope import SfPlatform
from launch.stack import Stack
from tests.e2e.customer import Customer

CHINA = timezone(timedelta(hours=8))
SHENZHEN = Place("广东省", "深圳市", "南山区", "科技园路1号")
BEIJING = Place("北京市", "北京市", "朝阳区", "望京街9号")
OUT_FOR_DELIVERY, TAIL = "SF1366920185701", "2222"


def sf(stack: Stack) -> Carrier:
    """The SF adapter, as the action server makes it."""
    keys = stack.environment
    platform = SfPlatform(stack.sandbox_url, keys["CARRIER_PARTNER_ID"], keys["CARRIER_CHECKWORD"])
    return SfCarrier(platform, {"express": 1, "standard": 2})


def center_http(stack: Stack) -> Center:
    """The HTTP adapter, as the action server makes it."""
    return CenterHttp(stack.url, stack.environment["SUDA_CENTER_TOKEN"])


@pytest.fixture(params=[sf])
def carrier(request: pytest.FixtureRequest, stack: Stack) -> Carrier:
    """Every adapter of the carrier port."""
    adapter: Carrier = request.param(stack)
    return adapter


@pytest.fixture(params=[center_http])
def center(request: pytest.FixtureRequest, stack: Stack) -> Center:
    """Every adapter of the center port."""
    adapter: Center = request.param(stack)
    return adapter


@pytest.fixture
def conversation(customer: Customer) -> str:
    """A conversation that the center knows."""
    customer.says("你好")
    return customer.conversation


def order(goods: str = "文件", receiver: Place = BEIJING, hour: int = 15) -> Order:
    """A pickup tomorrow."""
    when = (datetime.now(CHINA) + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    sender, to = Party("林晓", "13800001111", SHENZHEN), Party("王建国", "13800003333", receiver)
    return Order(f"TEST{uuid4().hex[:12]}", sender, to, goods, Decimal(2), 1, "standard", when)


class TestCarrier:
    """What any carrier must do."""

    def test_knows_its_own_numbers(self, carrier: Carrier) -> None:
        assert carrier.knows(OUT_FOR_DELIVERY)
        assert not carrier.knows("SF9999999999999")

    def test_shows_a_route_in_order_for_the_right_digits_only(self, carrier: Carrier) -> None:
        scans = carrier.routes([OUT_FOR_DELIVERY], TAIL)[OUT_FOR_DELIVERY]
        assert scans == sorted(scans, key=lambda scan: scan.at)
        assert scans[-1].stage is Stage.OUT_FOR_DELIVERY
        assert carrier.routes([OUT_FOR_DELIVERY], "0000") == {OUT_FOR_DELIVERY: []}

    def test_tells_wrong_digits_from_right_ones(self, carrier: Carrier) -> None:
        assert isinstance(carrier.promised(OUT_FOR_DELIVERY, TAIL), datetime)
        for number, tail in ((OUT_FOR_DELIVERY, "0000"), ("SF9999999999999", TAIL)):
            with pytest.raises(port.WrongProof):
                carrier.promised(number, tail)

    def test_finds_parcels_by_phone(self, carrier: Carrier) -> None:
        assert OUT_FOR_DELIVERY in carrier.parcels_of("13800002222")
        assert carrier.parcels_of("13900000000") == []

    def test_quotes_every_product_that_goes_there(self, carrier: Carrier) -> None:
        quotes = {quote.product: quote for quote in carrier.quotes(SHENZHEN, BEIJING, Decimal(2), datetime.now(CHINA))}
        assert quotes["express"].fee > quotes["standard"].fee > 0
        assert quotes["express"].latest <= quotes["standard"].latest
        with pytest.raises(port.NotServed):
            carrier.quotes(SHENZHEN, Place("海南省", "三沙市"), Decimal(2), datetime.now(CHINA))

    def test_books_once_and_cancels_once(self, carrier: Carrier) -> None:
        wanted = order()
        placed = carrier.place_order(wanted)
        assert placed.order_id == wanted.order_id and placed.waybill_no
        assert carrier.place_order(wanted) == carrier.find_order(wanted.order_id) == placed
        carrier.cancel_order(wanted.order_id)
        carrier.cancel_order(wanted.order_id)
        with pytest.raises(port.OrderGone):
            carrier.cancel_order("TEST-NOBODY")

    def test_refuses_with_a_reason(self, carrier: Carrier) -> None:
        with pytest.raises(port.ProhibitedGoods):
            carrier.place_order(order(goods="烟花爆竹"))
        with pytest.raises(port.OutsideHours):
            carrier.place_order(order(hour=3))
        hours = carrier.pickup_hours(SHENZHEN, datetime.now(CHINA))
        assert "05:00" < hours.opens < hours.closes < "24:00"

    @pytest.mark.parametrize("trouble", ["refuse", "error", "garbage", "hang"])
    def test_trouble_is_one_error_in_time(self, carrier: Carrier, stack: Stack, trouble: str) -> None:
        requests.put(f"{stack.sandbox_url}/switches", json={"outage": trouble}, timeout=5).raise_for_status()
        began = datetime.now()
        try:
            with pytest.raises(Unavailable):
                carrier.knows(OUT_FOR_DELIVERY)
        finally:
            requests.post(f"{stack.sandbox_url}/switches/reset", timeout=5).raise_for_status()
        assert datetime.now() - began < timedelta(seconds=3)


class TestCenter:
    """What any center must do."""

    def test_a_grievance_is_one_ticket(self, center: Center, conversation: str) -> None:
        grievance = Grievance(conversation, "conduct", "骂人", "道歉", contact_phone="13800007777")
        key = str(uuid4())
        first = center.open_ticket(grievance, key)
        assert not first.existing and first.answer_by > datetime.now(CHINA)
        assert center.open_ticket(grievance, key).ticket_no == first.ticket_no, "the same request again"
        again = center.open_ticket(Grievance(conversation, "conduct", "又骂人"), str(uuid4()))
        assert again.existing and again.ticket_no == first.ticket_no, "the same grievance in other words"
        assert [ticket.ticket_no for ticket in center.tickets_of(conversation)] == [first.ticket_no]

    def test_a_ticket_is_shown_elsewhere_only_for_the_right_digits(
        self, center: Center, conversation: str, new_customer: Callable[[], Customer]
    ) -> None:
        opened = center.open_ticket(
            Grievance(conversation, "charge", "多收钱", contact_phone="13800007777"), str(uuid4())
        )
        with new_customer() as stranger:
            stranger.says("你好")
            elsewhere = stranger.conversation
        with pytest.raises(ProofNeeded):
            center.ticket(opened.ticket_no, elsewhere, None)
        with pytest.raises(WrongTicketProof):
            center.ticket(opened.ticket_no, elsewhere, "0000")
        assert center.ticket(opened.ticket_no, elsewhere, "7777").status == "open"
        with pytest.raises(NotFound):
            center.ticket("T00000000000", elsewhere, None)

    def test_guesses_are_counted_and_a_right_one_is_given_back(self, center: Center, conversation: str) -> None:
        subject = f"SF{uuid4().int % 10**13:013d}"
        right = center.may_guess(conversation, subject, str(uuid4()))
        assert right.allowed and right.number is not None
        center.give_back(right.number)
        allowed = [center.may_guess(conversation, subject, str(uuid4())).allowed for _ in range(5)]
        assert allowed == [True, True, True, False, False]

    def test_a_person_is_fetched_once(self, center: Center, conversation: str) -> None:
        state = center.hand_over(conversation, "asked", None, "我要人工", [], str(uuid4()))
        again = center.hand_over(conversation, "asked", None, "人工呢", [], str(uuid4()))
        assert state.position == again.position >= 1 and not again.taken
