"""A whole conversation in a real browser, from the first click to the ticket number; its pictures are the README's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from launch.stack import Stack
from tests.browser import chromium

# `SUDA_PICTURES=docs/pictures make test` renews the pictures of the README.
PICTURES = os.environ.get("SUDA_PICTURES")
SIZE = {"width": 440, "height": 900}


@pytest.fixture
def page(stack: Stack) -> Iterator[Page]:
    """The chat page; anything the browser complains of fails the test."""
    with chromium() as browser:
        page = browser.new_page(viewport=SIZE, device_scale_factor=2)  # type: ignore[arg-type]
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(stack.url)
        yield page
    assert problems == []


def says(page: Page, text: str, answer: str) -> None:
    """Type, send, and see the answer."""
    page.locator("#words").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(".by-bot .bubble").filter(has_text=answer).last).to_be_visible(timeout=15_000)


def picture(page: Page, name: str) -> None:
    """Keep what is to be seen now."""
    if PICTURES:
        page.wait_for_timeout(800)  # bubbles fade in
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


def test_a_parcel_and_then_a_complaint(page: Page) -> None:
    page.locator(".chips button", has_text="查快件").click()
    expect(page.locator(".by-bot .bubble").last).to_contain_text("运单号", timeout=15_000)
    says(page, "SF1840277519903", "后四位")
    says(page, "4444", "没有新消息")
    picture(page, "tracking")
    page.get_by_role("button", name="登记催查").click()
    expect(page.locator(".by-bot .bubble").filter(has_text="真对不起").last).to_be_visible(timeout=15_000)
    says(page, "三天前就到成都了，一直没人送，电话也打不通", "怎么处理")
    says(page, "今天必须送到", "工单号")
    page.reload()
    expect(page.locator(".by-bot .bubble").filter(has_text="工单号")).to_be_visible()


def test_a_pickup_from_one_sentence(page: Page) -> None:
    says(page, "明天下午三点来科技园取件寄北京，两公斤文件", "城市")
    says(page, "深圳市南山区科技园路1号创新大厦8楼 林晓 13800001111", "寄到")
    says(page, "王建国 13800003333 北京市朝阳区望京街9号院2号楼1106", "核对")
    picture(page, "pickup")
    page.get_by_role("button", name="确认下单").click()
    expect(page.locator(".by-bot .bubble").filter(has_text="订单号").last).to_be_visible(timeout=15_000)
