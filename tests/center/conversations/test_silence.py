"""A bot that does not answer never means silence: an honest sentence in time, and the real answer later."""

import asyncio
from datetime import datetime

import pytest

from center.conversations.words import words
from tests.center.bot_double import BotDouble
from tests.center.processes import Center
from tests.center.visitor import visit

PATIENCE = 8.0  # seconds


@pytest.mark.parametrize("mode", ["down", "garbage"])
async def test_a_sentence_at_once_and_the_answer_later(center: Center, live_bot: BotDouble, mode: str) -> None:
    live_bot.mode = mode
    async with visit(center.url) as visitor:
        await visitor.say("甲")
        assert await visitor.until(lambda: visitor.texts("system") == [words().kept]) < PATIENCE
        await visitor.say("乙")
        assert await visitor.until(lambda: visitor.texts("system") == [words().kept, words().kept_too]) < PATIENCE
        live_bot.mode = "well"
        await visitor.until(lambda: len(visitor.texts("bot")) == 2, 20)
        await visitor.listen(1)
        assert visitor.texts("bot") == ["回 甲", "回 乙"]
        assert len(visitor.texts("system")) == 2


async def test_a_bot_that_is_not_there_at_all(center: Center, live_bot: BotDouble) -> None:
    live_bot.stop()
    try:
        async with visit(center.url) as visitor:
            await visitor.say("有人吗")
            assert await visitor.until(lambda: visitor.texts("system")) < 3  # a refused connection needs no waiting
            live_bot.start()
            await visitor.until(lambda: visitor.texts("bot") == ["回 有人吗"], 20)
    finally:
        if live_bot._server is None or live_bot._server.should_exit:
            live_bot.start()


async def test_a_hanging_bot_costs_no_later_message_its_sentence(center: Center, live_bot: BotDouble) -> None:
    live_bot.mode = "hanging"
    async with visit(center.url) as visitor:
        began = asyncio.get_running_loop().time()
        delays = []
        for place, pause in enumerate((0.0, 3.0, 4.5)):
            await visitor.listen(pause) if pause else None
            await visitor.say(f"第{place}条")
            delays.append(asyncio.get_running_loop().time() - began)
        await visitor.until(lambda: len(visitor.texts("system")) == 3, 20)
        told = [_at(message) for message in visitor.messages if message["author"] == "system"]
        said = [_at(message) for message in visitor.messages if message["author"] == "customer"]
        assert max(late - early for early, late in zip(said, told, strict=True)) < PATIENCE
        live_bot.mode = "well"
        await visitor.until(lambda: len(visitor.texts("bot")) == 3, 30)
        assert visitor.texts("bot") == ["回 第0条", "回 第1条", "回 第2条"]


async def test_the_sentence_needs_no_free_place_in_the_queue(center: Center, live_bot: BotDouble) -> None:
    live_bot.mode = "hanging"

    async def ask(number: int) -> float:
        async with visit(center.url) as visitor:
            await visitor.say(f"同时{number}")
            return await visitor.until(lambda: visitor.texts("system"), 30)

    waits = await asyncio.gather(*(ask(number) for number in range(50)))
    assert max(waits) < PATIENCE


@pytest.mark.parametrize("mode", ["empty", "bad_request"])
async def test_an_answer_without_words_is_not_silence(center: Center, live_bot: BotDouble, mode: str) -> None:
    live_bot.mode = mode
    async with visit(center.url) as visitor:
        await visitor.say("空")
        await visitor.until(lambda: visitor.texts("system") == [words().no_words], PATIENCE)
        live_bot.mode = "well"
        await visitor.say("再来")
        await visitor.until(lambda: visitor.texts("bot") == ["回 再来"])


async def test_after_ten_minutes_a_person_is_asked_once(center: Center, live_bot: BotDouble) -> None:
    live_bot.mode = "down"
    async with visit(center.url) as visitor:
        await visitor.say("等很久")
        await visitor.until(lambda: visitor.texts("system"))
        # Not simply the last call: conversations of earlier tests may still be asking.
        conversation = next(call["conversation"] for call in live_bot.calls if call["text"] == "等很久")
        long_ago = "UPDATE conversations_conversation SET failing_since = now() - interval '11 min' WHERE id = %s"
        center.execute(long_ago, conversation)
        await visitor.until(lambda: words().handed_over in visitor.texts("system"), 20)
        await visitor.listen(4)
        assert visitor.texts("system").count(words().handed_over) == 1
        holder = center.rows("SELECT holder FROM conversations_conversation WHERE id = %s", conversation)
        assert holder == [("waiting",)]
        live_bot.mode = "well"
        await visitor.until(lambda: visitor.texts("bot") == ["回 等很久"], 35)


def _at(message: dict[str, str]) -> float:
    return datetime.fromisoformat(message["at"]).timestamp()
