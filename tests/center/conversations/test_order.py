"""Every message is answered once and in order, whatever happens to whoever answers."""

import asyncio
from functools import partial
from uuid import uuid4

from tests.center.bot_double import BotDouble
from tests.center.processes import Center
from tests.center.visitor import Visitor, cookie_from, visit

CONVERSATIONS, MESSAGES = 20, 30
AT_ONCE = 15  # messages per socket, below the pace one is allowed


async def test_six_hundred_messages_over_twenty_conversations(center: Center, live_bot: BotDouble) -> None:
    live_bot.delay = 0.01

    async def talk(number: int) -> None:
        words = [f"{number}-{place}" for place in range(MESSAGES)]
        cookie = await asyncio.to_thread(cookie_from, center.url)
        for done in range(0, MESSAGES, AT_ONCE):
            async with visit(center.url, cookie) as visitor:
                for word in words[done : done + AT_ONCE]:
                    await visitor.say(word)
                await visitor.until(partial(_has_answers, visitor, done + AT_ONCE), 60)
        assert visitor.texts("customer") == words
        assert visitor.texts("bot") == [f"回 {word}" for word in words]
        seqs = [message["seq"] for message in visitor.messages]
        assert seqs == list(range(1, len(seqs) + 1))

    await asyncio.gather(*(talk(number) for number in range(CONVERSATIONS)))


async def test_twins_are_stored_and_answered_once(center: Center) -> None:
    cookie = await asyncio.to_thread(cookie_from, center.url)
    async with visit(center.url, cookie) as here, visit(center.url, cookie) as there:
        frame_id = str(uuid4())
        await asyncio.gather(here.say("双胞胎", frame_id), there.say("双胞胎", frame_id))
        for visitor in (here, there):
            assert (await visitor.answer_to(frame_id))["seq"] == 1
            await visitor.until(partial(_has_answers, visitor, 1))
            await visitor.listen(0.5)
            assert (visitor.texts("customer"), visitor.texts("bot")) == (["双胞胎"], ["回 双胞胎"])


async def test_a_killed_worker_is_replaced_and_nothing_is_answered_twice(center: Center, live_bot: BotDouble) -> None:
    live_bot.delay = 2.0
    async with visit(center.url) as visitor:
        words = ["一", "二", "三"]
        for word in words:
            await visitor.say(word)
        await _turn_begun(live_bot, "一")
        center.kill_worker()
        live_bot.delay = 0.0
        center.start_worker()
        took = await visitor.until(lambda: len(visitor.texts("bot")) == 3, 40)
        await visitor.listen(1)
        assert took < 30
        assert visitor.texts("bot") == [f"回 {word}" for word in words]
        assert [body["text"] for body in _turns(live_bot, "一")] == words


async def test_the_bot_hears_what_the_contract_says(center: Center, live_bot: BotDouble) -> None:
    async with visit(center.url) as visitor:
        await visitor.say("/restart")
        await visitor.until(lambda: visitor.texts("bot"))
    heard = next(body for body in live_bot.calls if body["text"] == "/restart")
    assert heard.keys() == {"conversation", "channel", "message_id", "sent_at", "text", "payload", "verified_phone"}
    assert (heard["channel"], heard["payload"], heard["verified_phone"]) == ("web", None, None)
    assert heard["sent_at"].endswith("+08:00")


def _has_answers(visitor: Visitor, number: int) -> bool:
    return len(visitor.texts("bot")) >= number


def _turns(bot: BotDouble, first_words: str) -> list[dict[str, object]]:
    return next(turns for turns in bot.turns.values() if turns[0]["text"] == first_words)


async def _turn_begun(bot: BotDouble, words: str) -> None:
    async with asyncio.timeout(10):
        while not any(body["text"] == words for body in bot.calls):
            await asyncio.sleep(0.02)
