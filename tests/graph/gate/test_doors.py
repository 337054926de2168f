"""The gate's doors: a field of GraphQL for a few persons, a route through which any number stream."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from graph.app import create_app
from graph.gate.lines import LONGEST_LINE
from graph.gate.route import AT_ONCE
from models.vocabulary import Role
from tests.graph.service import Caller, calling, token_for
from tests.vendors.gate.test_deciding import ON_CONSENT
from vendors import tokens
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

AT = "2024-06-01T00:00:00Z"
GATE = f"/gate/leads?at={AT}"
FIELD = """query($subjects: [String!]!, $transfer: String!, $items: [String!]) {
  mayProvide(transfer: $transfer, subjects: $subjects, items: $items, at: "2024-06-01T00:00:00Z") {
    decision at allowed codes itemsOutside persons { subject allowed codes }
  }
}"""


@pytest.fixture
async def place(store: str) -> str:
    """A register with a transfer on consent, to which one person agreed."""
    async with opened(address(store)) as database:
        await load(database, read_register(ON_CONSENT.encode()))
    return store


@pytest.fixture
async def feed(place: str) -> AsyncIterator[Caller]:
    """A program that provides data, and asks before."""
    async with calling(create_app(address(place)), await token_for(place, "feed", Role.RECORDER)) as made:
        yield made


async def through(caller: Caller, body: bytes, path: str = GATE) -> list[dict[str, Any]]:
    """What comes out of the route for what goes in."""
    answer = await caller.send(path=path, content=body)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/x-ndjson; charset=utf-8")
    return [orjson.loads(line) for line in answer.content.splitlines()]


async def kept(place: str) -> list[tuple[str, int, int]]:
    """The decisions that are kept, with how many were asked about and allowed."""
    async with opened(address(place)) as database:
        rows = await database.rows(
            "SELECT decision, sum(asked) AS asked, sum(allowed) AS allowed FROM gate_answer GROUP BY decision"
            " ORDER BY min(id)"
        )
    return [(row["decision"], row["asked"], row["allowed"]) for row in rows]


async def test_persons_come_in_and_go_out_line_by_line(feed: Caller, place: str) -> None:
    """First what holds of all, then each person in the order that came, then how many there were."""
    head, *persons, end = await through(feed, b'"p-2"\n{"subject": "p-1"}\n\n"p-2"')

    assert head | {"decision": ""} == {
        "decision": "", "transfer": "leads", "at": AT, "allowed": True, "codes": [], "itemsOutside": [],
    }  # fmt: skip
    assert persons == [
        {"subject": "p-2", "allowed": False, "codes": ["CONSENT_MISSING"]},
        {"subject": "p-1", "allowed": True, "codes": []},
        {"subject": "p-2", "allowed": False, "codes": ["CONSENT_MISSING"]},
    ]
    assert end == {"decision": head["decision"], "asked": 3, "allowedPersons": 1, "end": True}
    assert await kept(place) == [(head["decision"], 3, 1)]


async def test_a_line_that_names_nobody_is_told_and_holds_up_no_other(feed: Caller) -> None:
    """By its number, so that whoever sent it finds it; what it held is not said back."""
    bad = [b"{", b"7", b'""', b'{"subject": null}', b'"' + b"x" * LONGEST_LINE + b'"', b'"a\\u0000"', b"[]"]
    body = b"\n".join([*bad, b'"p-1"'])

    _, *persons, end = await through(feed, body)

    assert persons[:-1] == [{"line": n, "allowed": False, "fault": "no_subject"} for n in range(1, len(bad) + 1)]
    assert (persons[-1]["subject"], persons[-1]["allowed"], end["asked"]) == ("p-1", True, 1)


async def test_any_number_goes_through_in_portions(feed: Caller, place: str) -> None:
    """More than are decided on at once: one decision, every person answered."""
    many = [f"c-{number}" for number in range(2 * AT_ONCE + 1)]

    head, *persons, end = await through(feed, b"\n".join(map(orjson.dumps, [*many, "p-1"])))

    assert [one["subject"] for one in persons] == [*many, "p-1"]
    assert [one["subject"] for one in persons if one["allowed"]] == ["p-1"]
    assert (end["asked"], end["allowedPersons"]) == (len(many) + 1, 1)
    assert await kept(place) == [(head["decision"], len(many) + 1, 1)]


async def test_pieces_may_end_anywhere(feed: Caller) -> None:
    """In the middle of a line, of a letter, and with nothing in them."""
    body = '"顧客"\n"p-1"\n'.encode()

    async def pieces() -> AsyncIterator[bytes]:
        for place in range(len(body)):
            yield body[place : place + 1]
            await asyncio.sleep(0)

    answer = await feed.send(path=GATE, content=pieces())

    assert [orjson.loads(line).get("subject") for line in answer.content.splitlines()[1:-1]] == ["顧客", "p-1"]


@pytest.mark.parametrize("more", [-1, 0, 1])
async def test_the_end_is_told_once_wherever_the_last_portion_ends(feed: Caller, more: int) -> None:
    """A portion may be the last without anybody knowing it yet: nobody comes any more."""
    many = [f"c-{number}" for number in range(AT_ONCE + more)]

    async def pieces() -> AsyncIterator[bytes]:
        yield b"".join(orjson.dumps(one) + b"\n" for one in many)
        yield b""

    answer = await feed.send(path=GATE, content=pieces())
    head, *persons, end = map(orjson.loads, answer.content.splitlines())

    assert [one["subject"] for one in persons] == many
    assert (end["end"], end["asked"], head["decision"]) == (True, len(many), end["decision"])


async def test_what_is_whole_at_once_comes_with_its_length(feed: Caller) -> None:
    """As one piece; of more than are decided on at once nobody knows the length when they begin to go out."""
    one, many = [
        await feed.send(path=GATE, content=b"\n".join(orjson.dumps(f"c-{number}") for number in range(persons)))
        for persons in (1, AT_ONCE + 1)
    ]

    assert one.headers["content-length"] == str(len(one.content))
    assert "content-length" not in many.headers


async def test_nobody_may_be_asked_about(feed: Caller) -> None:
    """Whether the transfer may be used at all."""
    head, end = await through(feed, b"")

    assert (head["allowed"], end["asked"]) == (True, 0)


async def test_items_that_are_too_much_are_told(feed: Caller) -> None:
    """And then nobody is allowed."""
    head, person, _ = await through(feed, b'"p-1"', f"{GATE}&item=name&item=address")

    assert (head["allowed"], head["itemsOutside"], person["allowed"]) == (False, ["address"], False)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/gate/unheard-of", 404), ("/gate/leads?at=yesterday", 400), ("/gate/leads?at=2024-06-01T00:00:00", 400)],
)
async def test_what_cannot_be_answered_is_refused_whole(feed: Caller, place: str, path: str, status: int) -> None:
    """An unknown transfer, a moment that is none: nothing is kept."""
    answer = await feed.send(path=path, content=b'"p-1"')

    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, "BAD_INPUT")
    assert await kept(place) == []


def others() -> Iterator[Role]:
    """Those whom the gate does not answer."""
    yield from set(Role) - {Role.RECORDER, Role.REVIEWER}


@pytest.mark.parametrize("role", sorted(others()))
async def test_whoever_may_not_see_persons_is_not_answered(place: str, role: Role) -> None:
    """Neither by the route nor by the field."""
    async with calling(create_app(address(place)), await token_for(place, "other", role)) as caller:
        route = await caller.send(path=GATE, content=b'"p-1"')
        field = (await caller.ask(FIELD, transfer="leads", subjects=["p-1"])).json()

    assert (route.status_code, route.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
    assert (field["data"], field["errors"][0]["extensions"]["code"]) == (None, "FORBIDDEN")
    assert await kept(place) == []


async def test_a_stranger_is_not_answered(feed: Caller) -> None:
    """Without a token, and with one that lets nobody in."""
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer no-token-of-ours"}):
        answer = await feed.client.post(GATE, content=b'"p-1"', headers=headers)

        assert answer.status_code == 401


async def test_whoever_was_let_in_before_is_out_once_his_token_is_revoked(feed: Caller, place: str) -> None:
    """By the next request; and nothing is kept of it."""
    answered = [(await feed.send(path=GATE, content=b'"p-1"')).status_code for _ in range(2)]
    async with opened(address(place)) as database:
        await tokens.revoke(database, "feed", datetime.now(UTC))
    refused = await feed.send(path=GATE, content=b'"p-1"')

    assert (answered, refused.status_code) == ([200, 200], 401)
    assert len(await kept(place)) == 2


async def test_whoever_lost_his_role_meanwhile_is_answered_no_more(feed: Caller, place: str) -> None:
    """By the next request, though his token lets him in."""
    before = (await feed.send(path=GATE, content=b'"p-1"')).status_code
    async with opened(address(place)) as database:
        await database.run("UPDATE actor_role SET role = ?", Role.DASHBOARD.value)
        await database.run("UPDATE access_token_role SET role = ?", Role.DASHBOARD.value)
    after = (await feed.send(path=GATE, content=b'"p-1"')).status_code

    assert (before, after) == (200, 403)


async def test_the_field_answers_as_the_route_does(feed: Caller, place: str) -> None:
    """For a few persons at once."""
    data = (await feed.ask(FIELD, transfer="leads", subjects=["p-2", "p-1"])).json()["data"]["mayProvide"]

    head, *persons, _ = await through(feed, b'"p-2"\n"p-1"')
    assert data["persons"] == persons
    assert {name: data[name] for name in ("at", "allowed", "codes", "itemsOutside")} == {
        "at": AT.replace("Z", "+00:00"), **{name: head[name] for name in ("allowed", "codes", "itemsOutside")},
    }  # fmt: skip
    assert [code for code, _, _ in await kept(place)] == [data["decision"], head["decision"]]


async def test_the_field_knows_its_limits(feed: Caller) -> None:
    """An unknown transfer is null; too many persons, and a question by GET, are refused."""
    unknown = (await feed.ask(FIELD, transfer="unheard-of", subjects=["p-1"])).json()
    many = (await feed.ask(FIELD, transfer="leads", subjects=["p"] * 1_001)).json()
    by_url = await feed.send(
        "GET", params={"query": '{ mayProvide(transfer: "leads", subjects: ["p-1"]) { allowed } }'}
    )

    assert unknown == {"data": {"mayProvide": None}} | {name: unknown[name] for name in unknown if name != "data"}
    assert many["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    assert by_url.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


async def test_no_text_in_any_argument_is_a_fault_of_ours(feed: Caller, place: str) -> None:
    """Not there, or refused as input; what is refused is kept nowhere."""
    for text in ("a\0b", "", "'; --", "\ud7ff" * 300):
        for asked in ({"transfer": text}, {"subjects": [text]}, {"items": [text]}):
            answer = (await feed.ask(FIELD, **{"transfer": "leads", "subjects": ["p-1"], **asked})).json()

            assert {one["extensions"]["code"] for one in answer.get("errors", ())} <= {"BAD_INPUT"}, (asked, answer)
    assert all(allowed <= asked == 1 for _, asked, allowed in await kept(place))


async def test_a_transfer_that_goes_while_persons_come_is_told_at_the_end(feed: Caller, place: str) -> None:
    """Those before are answered; the answer lacks its last line, and says why."""
    without = read_register(ON_CONSENT.encode()).model_copy(update={"transfers": (), "deliveries": ()})

    async def persons() -> AsyncIterator[bytes]:
        yield b"\n".join([b'"p-1"'] * AT_ONCE) + b"\n"
        async with opened(address(place)) as database:
            await load(database, without)
        yield b'"p-1"'

    answer = await feed.send(path=GATE, content=persons())
    head, *told, last = answer.content.splitlines()

    assert (answer.status_code, len(told)) == (200, AT_ONCE)
    assert [(asked, allowed) for _, asked, allowed in await kept(place)] == [(AT_ONCE, AT_ONCE)]
    assert orjson.loads(head)["decision"]
    assert orjson.loads(last)["errors"][0]["extensions"]["code"] == "BAD_INPUT"
