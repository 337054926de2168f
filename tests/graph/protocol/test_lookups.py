"""A trusted document that only looks something up is answered, every time, as its text is."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from graph.allowance import Rates
from graph.app import create_app
from graph.leaving import InTime, waiting
from graph.trusted import Documents
from models.vocabulary import Role
from tests.graph.service import Caller, calling, token_for
from vendors.store.address import address

TEXTS = {
    "one": "query ($code: String!, $on: Date!) { it: transfer(code: $code) { code verdict(on: $on) } }",
    "named": "query A($id: ID!) { transfer(id: $id) { code } } query B($code: String!) { item(code: $code) { name } }",
    "flagged": "query ($code: String!, $all: Boolean!) { transfer(code: $code) { code until @include(if: $all) } }",
    "worded": "query ($code: String!, $in: Language!) { transfer(code: $code) { findings { title(language: $in) } } }",
    "usual": 'query ($code: String = "mail-delivery") { transfer(code: $code) { code } }',
    "either": "query ($code: String, $id: ID) { transfer(code: $code, id: $id) { code } }",
    "two": "query ($code: String!) { a: transfer(code: $code) { code } b: __typename }",
    "today": "query ($code: String!) { transfer(code: $code) { verdict foreign } }",
}
HERE = {"code": "mail-delivery"}
WRONG_DAYS: tuple[Any, ...] = (7, True, 1.5, "", "2026-1-1", {}, ["2026-01-01"])
WRONG_TEXTS: tuple[Any, ...] = (True, 1.5, {}, [])
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("one", {**HERE, "on": "2026-01-01"}),
    ("one", {**HERE, "on": "2019-01-01"}),
    ("one", {"code": "nobody", "on": "2026-01-01"}),
    ("one", {**HERE, "on": "2026-02-30"}),
    ("one", {**HERE, "on": None}),
    ("one", HERE),
    ("one", {"code": 7, "on": "2026-01-01"}),
    *(("one", {**HERE, "on": wrong}) for wrong in WRONG_DAYS),
    *(("one", {"code": wrong, "on": "2026-01-01"}) for wrong in WRONG_TEXTS),
    ("one", {"code": "mail\0delivery", "on": "2026-01-01"}),
    ("one", {"code": ["mail-delivery"], "on": "2026-01-01"}),
    ("one", {**HERE, "on": "2026-01-01", "further": 1}),
    ("flagged", {**HERE, "all": True}),
    ("flagged", {**HERE, "all": False}),
    ("worded", {**HERE, "in": "JA"}),
    ("worded", {**HERE, "in": "EN"}),
    ("usual", {}),
    ("usual", {"code": "nobody"}),
    ("usual", {"code": None}),
    ("either", HERE),
    ("either", {"id": "!"}),
    ("either", {**HERE, "id": "!"}),
    ("either", {}),
    ("two", HERE),
    ("today", HERE),
)


@pytest.fixture
async def trusting(demo_place: str) -> AsyncIterator[Caller]:
    """A reviewer who asks a service that trusts these documents, and reckons what is asked."""
    token = await token_for(demo_place)
    documents = Documents(TEXTS)
    async with calling(create_app(address(demo_place), documents=documents, rates=Rates(requests=0)), token) as made:
        yield made


def told(answer: dict[str, Any]) -> dict[str, Any]:
    """What is answered, and what it costs; not what is left to its caller."""
    answer.get("extensions", {}).get("cost", {}).pop("remaining", None)
    return answer


async def test_it_answers_as_its_text_does_whatever_it_is_asked_with(trusting: Caller) -> None:
    """Data, errors and cost, when it is asked for the first time and when it is known; right values and wrong ones."""
    for _ in range(3):
        for name, variables in ASKED:
            by_text = await trusting.ask(TEXTS[name], **variables)
            by_name = await trusting.send(json={"documentId": name, "variables": variables})

            assert told(by_name.json()) == told(by_text.json()), (name, variables)
            assert by_name.status_code == by_text.status_code


async def test_each_operation_is_itself_by_post_and_by_get(trusting: Caller) -> None:
    """And one that was not named is none, however well the others are known."""
    for _ in range(3):
        named = {"documentId": "named", "operationName": "B"}
        posted = await trusting.send(json={**named, "variables": {"code": "email"}})
        got = await trusting.send("GET", params={**named, "variables": '{"code": "email"}'})
        unnamed = await trusting.send(json={"documentId": "named", "variables": {"code": "email"}})

        assert told(posted.json()) == told(got.json())
        assert posted.json()["data"]["item"]["name"]
        assert unnamed.json()["errors"][0]["extensions"]["code"] == "BAD_INPUT"


async def test_what_one_role_was_answered_is_not_answered_to_another(demo_place: str) -> None:
    """A recorder reads no verdict, though a reviewer has just asked the same."""
    service = create_app(address(demo_place), documents=Documents({"today": TEXTS["today"]}))
    tokens = [await token_for(demo_place, role, Role(role)) for role in ("REVIEWER", "RECORDER")]
    async with calling(service, tokens[0]) as reviewer:
        for _ in range(3):
            answered = await reviewer.send(json={"documentId": "today", "variables": HERE})
            refused = await Caller(reviewer.client, tokens[1]).send(json={"documentId": "today", "variables": HERE})

            assert answered.json()["data"]["transfer"]["verdict"]
            assert refused.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_work_that_has_to_wait_is_bounded_and_is_told_of_it() -> None:
    """What is over at once is not; a fault of the work, early or late, is its own."""
    ended = []

    async def work(seconds: float | None, fault: Exception | None = None) -> str:
        try:
            if seconds is not None:
                await asyncio.sleep(seconds)
                await asyncio.sleep(0)
            if fault is not None:
                raise fault
            return "done"
        finally:
            ended.append(seconds)

    assert await waiting(work(None), lambda: InTime(0)) == "done"
    assert await waiting(work(0), lambda: InTime(60)) == "done"
    for seconds in (None, 0):
        with pytest.raises(KeyError):
            await waiting(work(seconds, KeyError("its own")), lambda: InTime(60))
    with pytest.raises(TimeoutError):
        await waiting(work(60), lambda: InTime(0))
    assert ended == [None, 0, None, 0, 60]
    task = asyncio.create_task(waiting(work(60), lambda: InTime(60)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
