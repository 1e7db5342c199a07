"""The SMS gateway and the pages for people."""

from __future__ import annotations

from tests.sandbox.client import Carrier

PHONE = "13800001111"


def test_a_phone_shows_what_it_received_newest_first(carrier: Carrier) -> None:
    for text in ("验证码 111111", "验证码 222222"):
        assert carrier.call("POST", "/messages", json={"phone": PHONE, "text": text}).status_code == 202
    carrier.call("POST", "/messages", json={"phone": "13800002222", "text": "别人的"})
    found = carrier.call("GET", f"/phones/{PHONE}", headers={"Accept": "application/json"}).json()
    assert found["phone"] == PHONE
    assert [message["text"] for message in found["messages"]] == ["验证码 222222", "验证码 111111"]


def test_a_phones_page_shows_text_and_never_markup(carrier: Carrier) -> None:
    assert "还没有收到短信" in carrier.call("GET", f"/phones/{PHONE}").text
    carrier.call("POST", "/messages", json={"phone": PHONE, "text": "<script>alert(1)</script> $phone"})
    page = carrier.call("GET", f"/phones/{PHONE}")
    assert page.headers["content-type"].startswith("text/html")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; $phone" in page.text and "<script>" not in page.text


def test_the_first_page_leads_on(carrier: Carrier) -> None:
    page = carrier.call("GET", "/").text
    for part in ("stands in for the carrier", "快递公司的替身", "SF1366920185701", "李大勇", f'href="/phones/{PHONE}"'):
        assert part in page
    assert carrier.call("GET", "/style.css").headers["content-type"].startswith("text/css")


def test_messages_that_are_not_taken(carrier: Carrier) -> None:
    for message in (
        {"phone": "12345", "text": "你好"},
        {"phone": PHONE, "text": ""},
        {"phone": PHONE, "text": "长" * 1001},
        {"text": "你好"},
    ):
        assert carrier.call("POST", "/messages", json=message).status_code == 400
