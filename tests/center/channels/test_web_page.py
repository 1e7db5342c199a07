"""The page in a real browser: what it shows, what it keeps when the line breaks, and that nothing on it is markup."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import chromium
from tests.center.bot_double import BotDouble
from tests.center.processes import Center

PHONE = {"width": 360, "height": 640}


@pytest.fixture
def page(center: Center) -> Iterator[Page]:
    """The chat page on a phone; anything the browser complains of fails the test."""
    with chromium() as browser:
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(center.url)
        yield page
    assert problems == []


def say(page: Page, text: str) -> None:
    """Type and send."""
    page.locator("#words").fill(text)
    page.keyboard.press("Enter")


def test_a_conversation_with_a_button_and_a_reload(page: Page) -> None:
    say(page, "按钮")
    expect(page.locator(".by-bot .bubble")).to_have_text(["回 按钮"])
    page.get_by_role("button", name="确认").click()
    expect(page.locator(".by-bot .bubble")).to_have_text(["回 按钮", "回 /affirm"])
    expect(page.get_by_role("button", name="取消")).to_be_disabled()
    page.reload()
    expect(page.locator(".bubble")).to_have_text(["按钮", "回 按钮", "确认", "回 /affirm"])
    expect(page.get_by_role("button", name="取消")).to_be_disabled()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_quick_starts_send_words(page: Page, live_bot: BotDouble) -> None:
    page.locator(".chips button", has_text="查快件").click()
    expect(page.locator(".by-bot .bubble")).to_have_text(["回 查快件"])
    assert live_bot.calls[-1]["payload"] is None


def test_words_are_never_markup(page: Page) -> None:
    say(page, "<img src=x onerror=alert(1)><b>粗</b>")
    expect(page.locator(".by-bot .bubble")).to_have_text(["回 <img src=x onerror=alert(1)><b>粗</b>"])
    assert page.locator(".bubble *").count() == 0


def test_what_is_written_while_the_line_is_down_is_sent_later_and_once(page: Page, center: Center) -> None:
    say(page, "断线之前")
    expect(page.locator(".by-bot .bubble")).to_have_text(["回 断线之前"])
    center.stop_web()
    expect(page.locator("#state")).to_contain_text("正在重连")
    say(page, "断线之后")
    expect(page.locator(".unsent .bubble")).to_have_text(["断线之后"])
    center.start_web()
    expect(page.locator(".by-bot .bubble")).to_have_text(["回 断线之前", "回 断线之后"], timeout=30_000)
    expect(page.locator("#state")).to_be_hidden()
    expect(page.locator(".unsent")).to_have_count(0)
    assert page.evaluate("localStorage.getItem('suda.unsent')") == "[]"


def test_what_was_not_sent_survives_a_reload(page: Page) -> None:
    kept = '[{"id": "7b0b8f5e-3f8a-4f8e-9d55-0c8f0d3fb2a1", "type": "text", "text": "还没发出去"}]'
    page.evaluate("kept => localStorage.setItem('suda.unsent', kept)", kept)
    page.reload()
    expect(page.locator(".bubble")).to_have_text(["还没发出去", "回 还没发出去"])
    page.reload()
    expect(page.locator(".bubble")).to_have_text(["还没发出去", "回 还没发出去"])
