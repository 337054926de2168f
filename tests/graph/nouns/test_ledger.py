"""The ledger over GraphQL: who did what to which entry, and the history of each."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of
from vendors.ledger.events import Event, Happened, as_moment
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

FIRST = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販}, {code: app, name: アプリ}]
purposes: [{code: ship, name: 配送}]
items: [{code: name, name: 氏名}]
recipients: [{code: carrier, name: 運送, kind: company, country: JP}]
policies: [{version: 初版, from: 2019-07-16, purposes: [ship]}]
consent_texts: [{code: text, from: 2020-01-01, recipients: [carrier], items: [name], purposes: [ship]}]
contracts: [{code: c, recipient: carrier, kind: outsourcing, from: 2024-01-01}]
transfers:
  - {code: t, service: shop, recipient: carrier, items: [name], purposes: [ship], from: 2024-01-01, bases: []}
deliveries: [{code: d, transfer: t, at: "2024-02-01T00:00:00Z", subjects: [p-1, p-2]}]
"""
SECOND = FIRST.replace("name: 通販", "name: 通信販売").replace(", {code: app, name: アプリ}", "")
NODES = (
    ("service", 'code: "shop"', "services"),
    ("purpose", 'code: "ship"', "purposes"),
    ("item", 'code: "name"', "items"),
    ("policy", 'version: "初版"', "policies"),
    ("consentText", 'code: "text"', "consent_texts"),
    ("recipient", 'code: "carrier"', "recipients"),
    ("contract", 'code: "c"', "contracts"),
    ("transfer", 'code: "t"', "transfers"),
    ("delivery", 'code: "d"', "deliveries"),
)


async def loaded_twice(place: str) -> None:
    """Load the register, and then the one in which a service has another name and another one is gone."""
    async with opened(address(place)) as database:
        await load(database, register_of(FIRST), by="hanako")
        await load(database, register_of(SECOND), by="太郎")


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A reviewer's desk over that register."""
    await loaded_twice(place)
    async with desk(place, roles=frozenset({Role.REVIEWER})) as made:
        yield made


def of(data: Any) -> list[tuple[str, str, str]]:
    """What each event did."""
    return [(node["action"], node["list"], node["key"]) for node in data["nodes"]]


async def test_the_history_of_an_entry_says_who_made_it_another_from_what_to_what(asked: Desk) -> None:
    """In the order of the changes, each with the entry as it was until then."""
    data = await asked.ask(
        '{ service(code: "shop") { history { totalCount nodes { actor verb action before entry reason } } } }'
    )

    before, now = '{"code":"shop","name":"通販"}', '{"code":"shop","name":"通信販売"}'
    assert data["service"]["history"] == {
        "totalCount": 2,
        "nodes": [
            {"actor": "hanako", "verb": "import", "action": "ADDED", "before": None, "entry": before, "reason": None},
            {"actor": "太郎", "verb": "import", "action": "CORRECTED", "before": before, "entry": now, "reason": None},
        ],
    }


async def test_every_noun_with_a_name_has_its_history_and_no_other_s(asked: Desk) -> None:
    """Operator and limits, too, of which there is one."""
    for name, key, list_name in NODES:
        data = await asked.ask(f"{{ {name}({key}) {{ history {{ nodes {{ action list key }} }} }} }}")
        events = of(data[name]["history"])
        assert events[0] == ("ADDED", list_name, key.partition('"')[2].rstrip('"'))
        assert len(events) == (2 if name == "service" else 1)

    data = await asked.ask(
        "{ operator { history { nodes { action list key } } limits { history { nodes { action list key } } } } }"
    )
    assert of(data["operator"]["history"]) == [("ADDED", "operator", "")]
    assert of(data["operator"]["limits"]["history"]) == [("ADDED", "limits", "")]


async def test_the_ledger_is_paged_from_either_end(asked: Desk) -> None:
    """In the order in which it was committed, without a gap; backwards by the order or by `last`."""
    query = "query ($after: String) { ledger(first: 4, after: $after) { pageInfo { endCursor hasNextPage }"
    sequences: list[int] = []
    after = None
    while True:
        data = await asked.ask(f"{query} nodes {{ sequence }} }} }}", after=after)
        sequences += [node["sequence"] for node in data["ledger"]["nodes"]]
        after = data["ledger"]["pageInfo"]["endCursor"]
        if not data["ledger"]["pageInfo"]["hasNextPage"]:
            break
    data = await asked.ask(
        "{ ledger(first: 2, orderBy: {field: SEQUENCE, direction: DESC}) { totalCount nodes { action list key } } }"
    )

    assert sequences == list(range(1, data["ledger"]["totalCount"] + 1))
    assert of(data["ledger"]) == [("REMOVED", "services", "app"), ("CORRECTED", "services", "shop")]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('actor: ["太郎"]', [("CORRECTED", "services", "shop"), ("REMOVED", "services", "app")]),
        ("action: [REMOVED, JUDGED]", [("JUDGED", "", ""), ("REMOVED", "services", "app")]),
        ('list: ["items"], key: ["name", "shop"]', [("ADDED", "items", "name")]),
        ('verb: ["terminateContract"]', []),
        ('since: "2999-01-01T00:00:00Z"', []),
        ('until: "2000-01-01T00:00:00Z"', []),
    ],
)
async def test_events_are_found_by_what_they_say(asked: Desk, condition: str, found: list[Any]) -> None:
    """By who, what, and when."""
    data = await asked.ask(f"{{ ledger(filter: {{{condition}}}) {{ nodes {{ action list key }} }} }}")

    assert of(data["ledger"]) == found


async def test_events_are_found_by_their_moment_to_the_microsecond(asked: Desk) -> None:
    """All that one change did, and nothing of another."""
    data = await asked.ask('{ ledger(filter: {actor: ["太郎"]}) { nodes { recordedAt } } }')
    (moment,) = {node["recordedAt"] for node in data["ledger"]["nodes"]}

    for name, expected in (("since", {"太郎"}), ("until", {"hanako", "太郎"})):
        data = await asked.ask(f'{{ ledger(filter: {{{name}: "{moment}"}}) {{ nodes {{ actor }} }} }}')
        assert {node["actor"] for node in data["ledger"]["nodes"]} == expected


async def test_an_event_s_leaf_is_the_hash_of_what_is_answered(asked: Desk) -> None:
    """Whoever may read the ledger can make its tree himself."""
    data = await asked.ask(
        "{ ledger(first: 100) { nodes { sequence recordedAt actor verb action list key entry reason leaf } } }"
    )

    for node in data["ledger"]["nodes"]:
        happened = Happened(node["action"], node["list"], node["key"], node["entry"])
        moment = as_moment(node["recordedAt"])
        event = Event(node["sequence"], moment, node["actor"], node["verb"], happened, node["reason"])
        assert event.leaf().hex() == node["leaf"]


async def test_who_was_in_a_delivery_stands_in_no_event(asked: Desk) -> None:
    """Its history says how many there were."""
    data = await asked.ask('{ delivery(code: "d") { history { nodes { entry } } } }')

    (event,) = data["delivery"]["history"]["nodes"]
    assert orjson.loads(event["entry"])["subjects"]["persons"] == 2
    assert "p-1" not in event["entry"]


async def test_a_recorder_reads_histories_and_not_the_ledger(place: str) -> None:
    """Nor does who only looks at dashboards read who did what."""
    await loaded_twice(place)
    history = '{ service(code: "shop") { history { nodes { actor } } } }'
    async with desk(place, roles=frozenset({Role.RECORDER})) as recorder:
        assert len((await recorder.ask(history))["service"]["history"]["nodes"]) == 2
        assert [code for code, _ in await recorder.refused("{ ledger { totalCount } }")] == ["FORBIDDEN"]
    async with desk(place, roles=frozenset({Role.DASHBOARD})) as dashboard:
        assert {code for code, _ in await dashboard.refused(history)} == {"FORBIDDEN"}
