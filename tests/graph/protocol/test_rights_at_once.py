"""Rights that are given or taken hold from the very next request on, whatever is asked, on both engines."""

import asyncio
from datetime import UTC, datetime

import httpx2
import pytest

from graph.app import create_app
from graph.trusted import Documents
from models.vocabulary import Role
from tests.graph.desk import stored
from tests.graph.service import Caller, bearer, calling, made_token, served, token_for
from vendors import actors, tokens
from vendors.demo.register import demo_register
from vendors.store.address import address
from vendors.store.database import opened

DOCUMENTS = Documents({"verdict": "query ($code: String!) { transfer(code: $code) { verdict } }"})
ASKED: dict[str, dict[str, object]] = {
    "one row": {"query": '{ transfer(code: "mail-delivery") { verdict } }'},
    "two roots": {"query": '{ a: transfer(code: "mail-delivery") { verdict } b: findings(first: 1) { totalCount } }'},
    "a page": {"query": "{ transfers(first: 2) { nodes { code verdict } totalCount } }"},
    "a trusted look-up": {"documentId": "verdict", "variables": {"code": "mail-delivery"}},
    "who he is": {"query": "{ viewer { name roles } }"},
    "the schema": {"query": "{ __schema { queryType { name } } }"},
    "nothing that can be read": {"query": "{"},
    "no field of ours": {"query": "{ nobody }"},
    "no question": {},
}


@pytest.fixture
async def filled(place: str) -> str:
    """A database of its own, with the demo register."""
    await stored(place, demo_register(datetime.now(UTC).date()))
    return place


async def sent(caller: Caller, asked: dict[str, object]) -> tuple[int, str]:
    """What is answered, without what is left to its caller."""
    response = await caller.send(json=asked)
    return response.status_code, response.text.split(',"extensions":{"cost"')[0]


@pytest.mark.parametrize("what", ASKED)
async def test_a_token_that_is_revoked_is_out_at_once(filled: str, what: str) -> None:
    """However often it was let in before: there is no answer, right or wrong, for who is not known."""
    token = await token_for(filled, "leaving")
    async with calling(create_app(address(filled), documents=DOCUMENTS), token) as caller:
        before = {await sent(caller, ASKED[what]) for _ in range(3)}
        async with opened(address(filled)) as database:
            await tokens.revoke(database, "leaving", datetime.now(UTC))
        after = {(await caller.send(json=ASKED[what])).status_code for _ in range(2)}

    assert len(before) == 1
    assert (next(iter(before))[0], after) == (400 if what == "no question" else 200, {401})


@pytest.mark.parametrize("what", ["one row", "two roots", "a trusted look-up"])
async def test_a_role_that_is_taken_or_given_counts_at_once(filled: str, what: str) -> None:
    """The question is answered anew with the rights that he has now, not put off."""
    token = await token_for(filled, "moving", Role.REVIEWER, Role.RECORDER)
    async with opened(address(filled)) as database:
        await actors.withdraw(database, "moving", [Role.REVIEWER])
    async with calling(create_app(address(filled), documents=DOCUMENTS), token) as caller:
        answers = []
        for change in (None, actors.grant, actors.withdraw, actors.grant):
            if change is not None:
                async with opened(address(filled)) as database:
                    await change(database, "moving", [Role.REVIEWER])
            answers += [await sent(caller, ASKED[what]) for _ in range(2)]

    refused, answered = answers[0], answers[2]
    assert answers == [refused, refused, answered, answered] * 2
    assert "FORBIDDEN" in refused[1]
    assert "FORBIDDEN" not in answered[1]


REVOKE = """mutation($key: String!) {
  revokeToken(input: {idempotencyKey: "k", token: {key: $key}}) { token { revokedAt } userErrors { code } }
}"""


def test_a_token_that_is_revoked_over_graphql_is_out_on_every_worker(place: str) -> None:
    """Whichever answers, and however often it has answered before: each request comes by a connection of its own."""
    asyncio.run(stored(place, demo_register(datetime.now(UTC).date())))
    admin, leaving = made_token(place, "admin", Role.ADMIN), made_token(place, "leaving")

    with served(place, "--workers", "2") as url:

        def sent(token: str, query: str, **variables: str) -> httpx2.Response:
            return httpx2.post(
                f"{url}/graphql", json={"query": query, "variables": variables}, headers=bearer(token), timeout=60
            )

        key = sent(leaving, "{ viewer { token } }").json()["data"]["viewer"]["token"]
        before = {sent(leaving, "{ services { nodes { code } } }").status_code for _ in range(20)}
        revoked = sent(admin, REVOKE, key=key).json()
        after = {sent(leaving, "{ services { nodes { code } } }").status_code for _ in range(20)}

    assert revoked["data"]["revokeToken"]["token"]["revokedAt"] is not None
    assert (before, after) == ({200}, {401})
