"""The chat socket: who is let in, what is refused, and that nothing is missed."""

import asyncio
from uuid import uuid4

import pytest
import requests
from websockets.exceptions import ConnectionClosed, InvalidStatus

from center.channels.web.consumer import NO_CONVERSATION
from tests.center.bot_double import BotDouble
from tests.center.processes import Center
from tests.center.visitor import Visitor, cookie_from, visit

CUT_LISTENER = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE query = 'LISTEN suda_layer' AND datname = current_database()
"""


async def button_tokens(visitor: Visitor) -> list[str]:
    """Let the bot offer buttons; returns their tokens."""
    await visitor.say("按钮")
    await visitor.until(lambda: visitor.messages and visitor.messages[-1]["buttons"])
    return [button["token"] for button in visitor.messages[-1]["buttons"]]


async def reason_for(visitor: Visitor, frame_id: str) -> str:
    """Why a frame was refused."""
    answer = await visitor.answer_to(frame_id)
    assert answer["type"] == "refused", answer
    return str(answer["reason"])


async def test_stored_then_typing_then_the_answer(center: Center) -> None:
    async with visit(center.url) as visitor:
        frame_id = await visitor.say("你好")
        await visitor.until(lambda: visitor.texts("bot"))
        kinds = [frame["type"] for frame in visitor.frames]
        assert kinds[:3] == ["history", "stored", "typing"]
        assert visitor.frames[1] == {"type": "stored", "id": frame_id, "seq": 1}
        assert visitor.messages[0]["id"] == frame_id


async def test_a_reload_shows_everything_once_more(center: Center) -> None:
    cookie = await asyncio.to_thread(cookie_from, center.url)
    async with visit(center.url, cookie) as before:
        await before.say("第一句")
        await before.until(lambda: before.texts("bot"))
    cookie = await asyncio.to_thread(cookie_from, center.url, cookie)
    async with visit(center.url, cookie) as after:
        seen = [{name: value for name, value in message.items() if name != "type"} for message in before.messages]
        assert after.messages == seen
        assert len(after.frames) == 1


async def test_what_is_answered_while_away_is_in_the_history(center: Center, live_bot: BotDouble) -> None:
    live_bot.delay = 1.0
    cookie = await asyncio.to_thread(cookie_from, center.url)
    async with visit(center.url, cookie) as visitor:
        frame_id = await visitor.say("我先走了")
        await visitor.answer_to(frame_id)
    await asyncio.sleep(2)
    async with visit(center.url, cookie) as back:
        await back.until(lambda: back.texts("bot") == ["回 我先走了"])


async def test_a_lost_listening_connection_loses_no_message(center: Center, live_bot: BotDouble) -> None:
    async with visit(center.url) as visitor:
        await visitor.say("先说一句")
        await visitor.until(lambda: visitor.texts("bot"))
        live_bot.delay = 0.3
        await visitor.say("再说一句")
        assert await asyncio.to_thread(center.rows, CUT_LISTENER) == [(True,)]
        await visitor.until(lambda: len(visitor.texts("bot")) == 2, 10)
        assert visitor.texts("customer", "bot") == ["先说一句", "回 先说一句", "再说一句", "回 再说一句"]


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
async def test_another_site_is_not_let_in(center: Center, origin: str) -> None:
    with pytest.raises(InvalidStatus):
        async with visit(center.url, origin=origin):
            pytest.fail("let in")


async def test_a_cookie_we_did_not_sign_opens_nothing(center: Center) -> None:
    genuine = await asyncio.to_thread(cookie_from, center.url)
    _, stamp, signature = genuine.split(":")
    for forged in (f"{uuid4()}:{stamp}:{signature}", str(uuid4()), "", "x:y:z"):
        with pytest.raises(ConnectionClosed) as closed:
            async with visit(center.url, forged or "nothing"):
                pytest.fail("let in")
        assert closed.value.rcvd and closed.value.rcvd.code == NO_CONVERSATION


async def test_a_forged_cookie_is_replaced(center: Center) -> None:
    forged = f"{uuid4()}:1abc:signature"
    fresh = await asyncio.to_thread(cookie_from, center.url, forged)
    assert fresh.split(":")[0] != forged.split(":")[0]


async def test_a_button_works_once(center: Center, live_bot: BotDouble) -> None:
    cookie = await asyncio.to_thread(cookie_from, center.url)
    async with visit(center.url, cookie) as visitor:
        yes, no = await button_tokens(visitor)
        press = await visitor.press(yes)
        await visitor.until(lambda: visitor.texts("bot")[-1] == "回 /affirm")
        assert visitor.texts("customer")[-1] == "确认"
        assert live_bot.calls[-1]["text"] is None
        assert (await visitor.answer_to(await visitor.press(yes, press)))["type"] == "stored"  # sent again: its twin
        assert await reason_for(visitor, await visitor.press(yes)) == "used_button"
        assert await reason_for(visitor, await visitor.press(no)) == "used_button"
    async with visit(center.url, cookie) as later:
        assert [button["token"] for message in later.messages for button in message["buttons"]] == [None, None]


async def test_tokens_of_others_forged_or_altered_are_refused(center: Center) -> None:
    async with visit(center.url) as mine, visit(center.url) as theirs:
        token = (await button_tokens(mine))[0]
        for bad in (token[:-1] + ("A" if token[-1] != "A" else "B"), "x" + token, "", "/affirm"):
            assert await reason_for(mine, await mine.press(bad)) == "bad_button"
        assert await reason_for(theirs, await theirs.press(token)) == "bad_button"
        assert "/affirm" not in str(mine.frames)


async def test_words_are_words_even_when_they_look_like_a_payload(center: Center, live_bot: BotDouble) -> None:
    async with visit(center.url) as visitor:
        await visitor.say('/inform{"phone": "1"}')
        await visitor.until(lambda: visitor.texts("bot"))
        assert live_bot.calls[-1]["payload"] is None


async def test_sizes(center: Center) -> None:
    async with visit(center.url) as visitor:
        assert (await visitor.answer_to(await visitor.say("长" * 4_000)))["type"] == "stored"
        assert await reason_for(visitor, await visitor.say("长" * 4_001)) == "too_long"
        assert await reason_for(visitor, await visitor.say("  ")) == "empty"
        await visitor.say("长" * 40_000)
        await visitor.until(lambda: visitor.frames[-1] == {"type": "refused", "id": None, "reason": "too_long"})
        await visitor.until(lambda: visitor.texts("bot"))
        assert len(visitor.texts("customer")) == 1


@pytest.mark.parametrize(
    "data",
    [
        "",
        "[]",
        "null",
        "{",
        '{"type": "text"}',
        '{"type": "text", "id": "not a uuid", "text": "x"}',
        '{"type": "text", "id": 5, "text": "x"}',
        '{"type": "shutdown", "id": "7b0b8f5e-3f8a-4f8e-9d55-0c8f0d3fb2a1"}',
        '{"type": "text", "id": "7b0b8f5e-3f8a-4f8e-9d55-0c8f0d3fb2a1", "text": 5}',
        "[" * 5_000,
        b"\x00\x01",
    ],
)
async def test_nonsense_is_refused_and_the_socket_lives(center: Center, data: str | bytes) -> None:
    async with visit(center.url) as visitor:
        await visitor.socket.send(data)
        await visitor.until(lambda: visitor.frames[-1]["type"] == "refused")
        assert visitor.frames[-1]["reason"] == "bad_frame"
        await visitor.say("还在吗")
        await visitor.until(lambda: visitor.texts("bot"))


async def test_who_talks_too_fast_is_asked_to_slow_down(center: Center) -> None:
    async with visit(center.url) as visitor:
        ids = [await visitor.say(str(number)) for number in range(25)]
        answers = [await visitor.answer_to(frame_id) for frame_id in ids]
        assert [answer["type"] for answer in answers] == ["stored"] * 20 + ["refused"] * 5
        assert {answer["reason"] for answer in answers[20:]} == {"too_fast"}


def test_the_page_keeps_others_out(center: Center) -> None:
    page = requests.get(center.url, timeout=10)
    cookie = page.headers["Set-Cookie"]
    assert all(guard in cookie for guard in ("HttpOnly", "SameSite=Lax"))
    policy = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["X-Frame-Options"] == "DENY"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    script = requests.get(f"{center.url}/static/web/chat.js", timeout=10)
    assert script.headers["Content-Type"].startswith("text/javascript")


def test_no_visitor_leaves_a_trace_before_saying_something(center: Center) -> None:
    before = center.rows("SELECT count(*) FROM conversations_conversation")
    cookie_from(center.url)
    assert center.rows("SELECT count(*) FROM conversations_conversation") == before


async def test_the_log_holds_no_words_of_customers(center: Center) -> None:
    async with visit(center.url) as visitor:
        await visitor.say("我叫欧阳测试,电话 13800138000")
        await visitor.until(lambda: visitor.texts("bot"))
    log = center.log.read_text(encoding="utf-8")
    assert "欧阳测试" not in log
    assert "13800138000" not in log
