"""Who is let in, and what everybody else is told: 401, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from graph.allowance import Rates
from graph.app import create_app
from graph.holders import Holders
from graph.reads.readers import reader_of
from models.vocabulary import Role
from tests.graph.desk import stored
from tests.graph.service import Caller, bearer, calling, made_token, served, token_for
from vendors import tokens
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.tokens import PREFIX

WRONG = f"Bearer {PREFIX}{'x' * 43}"


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Basic dTpw", f"Bearer {'x' * 513}", WRONG])
async def test_without_a_token_that_lets_in_there_is_401_and_nothing_else(
    caller: Caller, method: str, authorization: str | None
) -> None:
    """Whatever the method, the question or the body; the answer says how to come, and closes the connection."""
    headers = {"Authorization": authorization} if authorization is not None else {}
    answers = [
        await caller.client.request(method, "/graphql", headers=headers, **how)
        for how in ({}, {"json": {"query": "{ __typename }"}}, {"content": b"{"}, {"params": {"query": "{"}})
    ]

    assert {response.status_code for response in answers} == {401}
    assert {response.headers["www-authenticate"].split(",")[0] for response in answers} == {'Bearer realm="teikyo"'}
    assert len({response.content for response in answers}) == 1
    assert all(response.headers["connection"] == "close" for response in answers)


async def test_a_token_that_was_revoked_or_has_expired_is_as_good_as_one_that_never_was(place: str) -> None:
    """The same bytes, from the very next request on."""
    await stored(place, demo_register(datetime.now(UTC).date()))
    good = await token_for(place, "revoked")
    async with opened(address(place)) as database:
        long_ago = datetime.now(UTC) - timedelta(days=3)
        old = await tokens.create(database, "expired", [Role.REVIEWER], long_ago, 1)
    async with calling(create_app(address(place)), good) as caller:
        let = await caller.ask("{ viewer { name } }")
        async with opened(address(place)) as database:
            await tokens.revoke(database, "revoked", datetime.now(UTC))
        turned = [
            await caller.client.post("/graphql", json={"query": "{ viewer { name } }"}, headers={"Authorization": one})
            for one in (f"Bearer {good}", f"Bearer {old}", WRONG)
        ]

    assert let.json()["data"] == {"viewer": {"name": "revoked"}}
    assert {(response.status_code, response.content) for response in turned} == {(401, turned[0].content)}


async def test_a_token_lets_in_until_its_moment_though_it_is_remembered(demo_place: str) -> None:
    """What was looked up is kept with its end."""
    now = datetime.now(UTC)
    async with opened(address(demo_place)) as database:
        token = await tokens.create(database, "short", [Role.REVIEWER], now, 1)
    reader = reader_of(address(demo_place), 5)
    holders = Holders(reader)
    end = now + timedelta(days=1)

    found = [await holders.now(token, moment) for moment in (now, end - timedelta(seconds=1), end)]
    await reader.close()

    assert [one and one.name for one in found] == ["short", "short", None]
    assert token not in str(vars(holders))


async def test_a_stranger_is_not_told_how_the_database_stands(sqlite_store: str) -> None:
    """A service without a register tells who may ask what to run, and nobody else."""
    token = await token_for(sqlite_store)
    async with calling(create_app(address(sqlite_store)), token) as caller:
        stranger = await caller.client.post("/graphql", headers={"Authorization": WRONG})
        friend = await caller.ask("{ __typename }")

    assert stranger.status_code == 401
    assert (friend.status_code, friend.json()["errors"][0]["extensions"]["code"]) == (503, "UNAVAILABLE")


async def test_health_and_readiness_say_no_more_than_that(caller: Caller) -> None:
    """Without a token."""
    answers = [await caller.client.get(path) for path in ("/healthz", "/readyz")]

    assert [(response.status_code, response.json()) for response in answers] == [
        (200, {"status": "alive"}),
        (200, {"status": "ready"}),
    ]


async def test_every_other_path_is_404(caller: Caller) -> None:
    """What there is not, is not, with or without a token."""
    for path in ("/", "/graphql/", "/docs", "/metrics", "/readyz/x"):
        response = await caller.send("GET", path)

        assert response.status_code in {307, 404}, path
        assert "teikyo" not in response.text


async def test_a_browser_elsewhere_may_read_where_its_origin_is_named(demo_place: str) -> None:
    """Asked before (preflight) and with the answer; another origin is told nothing, and neither may send cookies."""
    token = await token_for(demo_place)
    app = create_app(address(demo_place), cors=["https://board.example"], rates=Rates(cost=0))
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"}
    async with calling(app, token) as caller:

        async def from_(origin: str) -> list[httpx2.Response]:
            return [
                await caller.client.options("/graphql", headers={"Origin": origin, **asked}),
                await caller.send(json={"query": "{ __typename }"}, headers={"Origin": origin}),
                await caller.client.post("/graphql", headers={"Origin": origin}),
            ]

        ours, theirs = await from_("https://board.example"), await from_("https://evil.example")

    assert [response.status_code for response in ours] == [200, 200, 401]
    assert {response.headers["access-control-allow-origin"] for response in ours} == {"https://board.example"}
    assert ours[0].headers["access-control-max-age"] == "600"
    assert ours[1].headers["access-control-expose-headers"] == "Retry-After, X-Request-Id"
    assert theirs[0].status_code == 400
    assert not any("access-control-allow-origin" in response.headers for response in theirs)
    assert not any("access-control-allow-credentials" in response.headers for response in (*ours, *theirs))


async def test_without_origins_no_browser_elsewhere_is_answered(caller: Caller) -> None:
    """A preflight is a request without a token."""
    headers = {"Origin": "https://board.example", "Access-Control-Request-Method": "POST"}
    response = await caller.client.options("/graphql", headers=headers)

    assert response.status_code == 401
    assert "access-control-allow-origin" not in response.headers


def test_no_secret_comes_into_a_log(demo_place: str, tmp_path: Path) -> None:
    """Whether it is let in or turned away: what the process writes names neither token nor question."""
    token = made_token(demo_place, "secretive")
    log = tmp_path / "log"
    asked = "QuestionOfNobodyElse"
    with served(demo_place, log=log) as url:
        for headers in (bearer(token), {"Authorization": f"{WRONG}"}):
            httpx2.get(f"{url}/graphql", params={"query": f"{{ {asked}: __typename }}"}, headers=headers)
            httpx2.post(f"{url}/graphql", content=asked.encode(), headers=headers)

    written = log.read_text()
    assert "Teikyo answers at" in written
    assert not any(word in written for word in (token, WRONG[7:], asked))
