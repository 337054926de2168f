"""What a caller may ask for: values, requests, and failures to be let in."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from graph.allowance import Account, Allowance, Rates
from graph.app import create_app
from graph.buckets import Buckets
from tests.graph.protocol.test_over_http import code
from tests.graph.service import Caller, bearer, calling, token_for
from vendors.store.address import address
from vendors.tokens import PREFIX


class Clock:
    """A clock that the test turns."""

    now = 100.0

    def __call__(self) -> float:
        """What it shows."""
        return self.now


def cost(response: httpx2.Response) -> Mapping[str, int]:
    """What an answer says of its cost."""
    figures: Mapping[str, int] = response.json()["extensions"]["cost"]
    return figures


@asynccontextmanager
async def bounded(place: str, **rates: Any) -> AsyncIterator[Caller]:
    """Somebody with a token, asking a service with these rates."""
    token = await token_for(place)
    async with calling(create_app(address(place), rates=Rates(**rates)), token) as caller:
        yield caller


def test_a_bucket_gives_what_it_holds_and_fills_with_time() -> None:
    """Up to its size, at its rate; whoever takes too much takes nothing, and is told when."""
    clock = Clock()
    buckets = Buckets(10, 2, clock)

    assert [buckets.take("a", 6), buckets.take("a", 6), buckets.left("a")] == [0, 1, 4]
    clock.now += 0.5
    assert [buckets.take("a", 6), buckets.left("a")] == [1, 5]
    clock.now += 0.5
    assert [buckets.take("a", 6), buckets.left("a")] == [0, 0]
    clock.now += 3600
    assert buckets.left("a") == 10


def test_everybody_has_a_bucket_of_his_own_and_only_so_many_are_remembered() -> None:
    """Ten thousand strangers do not fill the memory."""
    buckets = Buckets(1, 0.001)

    assert buckets.take("a") == 0
    assert buckets.take("a") == 1000
    assert not any(buckets.take(f"stranger {number}") for number in range(10_001))
    assert len(buckets._buckets) == 10_000


def test_a_bucket_of_nothing_bounds_nothing() -> None:
    """0 switches a bound off."""
    account = Account(Buckets(0, 1), "a")

    account.charge(10**12)

    assert (account.wait, account.figures()) == (0, None)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("{ __typename }", 1),
        ("{ viewer { name } }", 1),
        ('{ transfer(code: "mail-delivery") { code from } }', 1 + 2),
        ("{ transfers(first: 20) { nodes { code from } } }", 1 + 1 + 20 * 2),
        ("{ transfers { nodes { code } } }", 1 + 1 + 50),
        ("{ transfers(first: 100) { edges { cursor node { code } } pageInfo { endCursor } } }", 1 + 2 + 1 + 100 * 3),
        ("{ transfers(first: 0) { totalCount } }", 1 + 1 + 500),
        ("{ statistics { transfers valid } }", 1 + 2 + 500),
        ("{ recipients(first: 10) { nodes { transfers(first: 5) { nodes { code } } } } }", 1 + 1 + 10 * (2 + 5)),
        ("{ a: transfers(first: 1) { nodes { code } } b: transfers(first: 1) { nodes { code } } }", 2 * (1 + 1 + 1)),
        ("{ __schema { queryType { name } } }", 1 + 1000),
    ],
)
async def test_a_question_costs_the_values_that_its_answer_may_hold(demo_place: str, question: str, asked: int) -> None:
    """Each field times the rows around it; counts and the schema cost extra."""
    async with bounded(demo_place, cost=100_000, cost_per_second=1) as caller:
        figures = cost(await caller.ask(question))

    assert figures == {"requested": asked, "remaining": 100_000 - asked, "restoreRate": 1}


async def test_a_page_that_a_variable_sizes_costs_what_it_asks_for(demo_place: str) -> None:
    """The plan is the same, the cost is not."""
    text = "query Q($first: Int) { transfers(first: $first) { nodes { code } } }"
    async with bounded(demo_place) as caller:
        costs = [cost(await caller.ask(text, first=first))["requested"] for first in (1, 10, 100)]

    assert costs == [3, 12, 102]


async def test_who_has_too_little_left_is_told_when_he_may_ask_again(demo_place: str) -> None:
    """429 with `Retry-After` and the figures; nothing is read, and nothing is taken."""
    text = "{ transfers(first: 100) { nodes { code } } }"
    async with bounded(demo_place, cost=150, cost_per_second=1) as caller:
        first, second, small = await caller.ask(text), await caller.ask(text), await caller.ask("{ __typename }")

    assert (first.status_code, second.status_code, small.status_code) == (200, 429, 200)
    assert code(second) == "LIMIT_EXCEEDED"
    assert 50 <= int(second.headers["retry-after"]) <= 54
    assert cost(second)["requested"] == 102
    assert cost(second)["remaining"] in {48, 49}


async def test_what_costs_more_than_the_bucket_holds_is_refused_for_good(demo_place: str) -> None:
    """There is no moment at which he could ask it, so none is named."""
    async with bounded(demo_place, cost=50) as caller:
        response = await caller.ask("{ transfers(first: 100) { nodes { code } } }")

    assert response.json()["data"] is None
    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["LIMIT_EXCEEDED"]
    assert "retry-after" not in response.headers


async def test_a_caller_may_send_so_many_requests_and_another_is_not_touched(demo_place: str) -> None:
    """Whatever they ask, even what is no question."""
    other = await token_for(demo_place, "another")
    async with bounded(demo_place, requests=3, requests_per_second=1) as caller:
        statuses = [(await caller.send(content=b"{")).status_code for _ in range(3)]
        refused = await caller.ask("{ __typename }")
        let = await caller.client.post("/graphql", json={"query": "{ __typename }"}, headers=bearer(other))

    assert statuses == [415, 415, 415]
    assert (refused.status_code, code(refused)) == (429, "LIMIT_EXCEEDED")
    assert refused.headers["retry-after"] == "1"
    assert let.status_code == 200


async def test_an_address_that_keeps_failing_is_held_back_and_locks_nobody_out(demo_place: str) -> None:
    """From the very same address a good token is let in."""
    async with bounded(demo_place, failures=2, failures_per_minute=1) as caller:
        wrong = [await caller.client.post("/graphql", headers=bearer(f"{PREFIX}{number}")) for number in range(4)]
        let = await caller.ask("{ __typename }")

    assert [response.status_code for response in wrong] == [401, 401, 429, 429]
    assert 1 <= int(wrong[-1].headers["retry-after"]) <= 60
    assert let.status_code == 200


def test_of_an_ipv6_address_the_network_counts() -> None:
    """Who has a /64 has more addresses than anybody could count."""
    allowance = Allowance(Rates(failures=1, failures_per_minute=1))

    assert allowance.failure("2001:db8::1", "") == 0
    assert allowance.failure("2001:db8::2", "") > 0
    assert allowance.failure("2001:db8:0:1::1", "") == 0
    assert allowance.failure("192.0.2.1", "") == 0
    assert allowance.failure("192.0.2.2", "") == 0
    assert allowance.failure("", "") == 0
