"""An answer that is kept while whoever gives it is away."""

import asyncio
import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.runtime.readers import latest
from quotes.runtime.readers.latest import Latest


def run(coroutine):
    """What a coroutine gives, in a thread of its own: this one may have a loop of the browser's."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class Teller:
    """Answers what it is made to; an exception is raised, and None takes for ever."""

    def __init__(self, answer):
        self.answer = answer
        self.asked = 0

    async def __call__(self):
        self.asked += 1
        if self.answer is None:
            await asyncio.Event().wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def look(answers, times=1):
    """What is heard at the last of some looks, between which there is time to answer."""
    for _ in range(times):
        heard = await answers.get()
        await asyncio.sleep(0.01)
    return heard


def test_a_new_answer_is_heard_at_the_next_look():
    async def ask():
        answers = Latest(Teller("new"), "old", 0, math.inf)
        return [await look(answers), await look(answers)]

    assert run(ask()) == ["old", "new"]


@pytest.mark.parametrize("answer", [RuntimeError("away"), None])
def test_the_last_answer_holds_while_there_is_no_other(answer):
    assert run(look(Latest(Teller(answer), "old", 0, math.inf), 5)) == "old"


@pytest.mark.parametrize("answer", [RuntimeError("away"), None])
def test_an_answer_that_is_too_old_is_none(monkeypatch, answer):
    monkeypatch.setattr(latest, "PATIENCE", 0.02)
    with pytest.raises(LookupError):
        run(look(Latest(Teller(answer), "old", 0, -1.0)))


def test_where_the_last_answer_is_too_old_the_next_is_waited_for():
    async def ask():
        answers = Latest(Teller("new"), "old", 0, 0.05)
        await asyncio.sleep(0.1)
        return await answers.get()

    assert run(ask()) == "new"


def test_many_looks_ask_no_more_often_than_they_may():
    teller = Teller("new")
    run(look(Latest(teller, "old", math.inf, math.inf), 5))
    assert teller.asked == 0
    unanswered = Teller(None)
    run(look(Latest(unanswered, "old", 0, math.inf), 5))
    assert unanswered.asked == 1
