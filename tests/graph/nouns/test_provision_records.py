"""The record of a delivery, composed from the register of its day, and the records of a person (APPI 29, 33(5))."""

from collections.abc import AsyncIterator

import pytest

from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of, stored

REGISTER = """
register: 1
operator: {name: ACME Japan, country: JP}
services: [{code: shop, name: Shop}]
purposes: [{code: ads, name: Advertising}]
items: [{code: name, name: Name}, {code: mail, name: Mail}]
policies: [{version: v1, from: 2020-01-01, purposes: [ads], states_provision: true}]
recipients:
  - code: partner
    name: Partner K.K.
    kind: company
    country: JP
    address: Tokyo
    representative: Sato
    changes: [{on: 2025-01-01, name: Partner Next K.K., address: Osaka, representative: Suzuki}]
  - {code: ministry, name: Ministry, kind: state_organ, country: JP}
consent_texts: [{code: agreed, from: 2020-01-01, any_recipient: true, items: [mail, name], purposes: [ads],
                 expressed: true}]
transfers:
  - {code: feed, service: shop, recipient: partner, items: [mail, name], purposes: [ads], from: 2024-01-01,
     bases: [{kind: consent, texts: [agreed]}]}
  - {code: duty, service: shop, recipient: ministry, items: [name], purposes: [ads], from: 2024-01-01,
     bases: [{kind: consent, texts: [agreed]}]}
consents: [{text: agreed, subject: p-1, given_at: "2024-01-01T00:00:00+09:00"}]
deliveries:
  - {code: early, transfer: feed, at: "2024-05-01T10:00:00+09:00", subjects: [p-1], items: [name],
     record: {made_on: 2024-05-02, method: individual,
              has: [recipient, address, representative, subjects, items, consent]}}
  - {code: late, transfer: feed, at: "2025-05-01T10:00:00+09:00", subjects: [p-1, p-2]}
  - {code: gone, transfer: feed, at: "2024-02-01T10:00:00+09:00", subjects: [p-1],
     record: {made_on: 2024-02-01, method: individual, has: [items], deleted_on: 2025-01-01}}
  - {code: without, transfer: duty, at: "2024-06-01T10:00:00+09:00", subjects: [p-1],
     record: {made_on: 2024-06-01, method: individual, has: [items]}}
"""
FIELDS = (
    "delivery { code } holds providedOn recipientName recipientAddress recipientRepresentative items { code } consent"
    " method madeOn carriedBy { code } keptUntil"
)


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A reviewer's desk over it."""
    await stored(place, register_of(REGISTER))
    async with desk(place, roles=frozenset({Role.REVIEWER})) as made:
        yield made


async def test_a_person_s_records_say_what_was_true_on_the_day_of_each_delivery(asked: Desk) -> None:
    """Name, address and representative of then; what was given; no date, for consent asks for none (Rule 20)."""
    data = await asked.ask(f'{{ provisionRecords(subject: "p-1") {{ nodes {{ {FIELDS} }} }} }}')

    early, late = data["provisionRecords"]["nodes"]
    assert early == {
        "delivery": {"code": "early"},
        "holds": ["RECIPIENT", "REPRESENTATIVE", "ADDRESS", "SUBJECTS", "ITEMS", "CONSENT"],
        "providedOn": None,
        "recipientName": "Partner K.K.",
        "recipientAddress": "Tokyo",
        "recipientRepresentative": "Sato",
        "items": [{"code": "name"}],
        "consent": True,
        "method": "INDIVIDUAL",
        "madeOn": "2024-05-02",
        "carriedBy": {"code": "early"},
        "keptUntil": "2027-05-02",
    }
    assert (late["recipientName"], late["recipientAddress"]) == ("Partner Next K.K.", "Osaka")
    assert late["recipientRepresentative"] == "Suzuki"
    assert [item["code"] for item in late["items"]] == ["mail", "name"]
    assert (late["method"], late["carriedBy"], late["keptUntil"]) == (None, None, None)


async def test_consent_is_not_said_to_be_there_where_somebody_had_not_consented(asked: Desk) -> None:
    """Of two persons one had; the record of that delivery cannot say that they did."""
    text = '{ provisionRecords(subject: "p-2") { totalCount nodes { delivery { code } consent } } }'
    data = await asked.ask(text)

    assert data["provisionRecords"] == {"totalCount": 1, "nodes": [{"delivery": {"code": "late"}, "consent": False}]}


async def test_what_was_recorded_without_a_duty_or_is_gone_is_no_record_of_his(asked: Desk) -> None:
    """A body of 16(2) needs none, whatever was written down; and nobody else's is among them."""
    codes = "{ delivery { code } }"
    data = await asked.ask(
        f'{{ his: provisionRecords(subject: "p-1", last: 1) {{ nodes {codes} }}'
        f' nobody: provisionRecords(subject: "p-9") {{ totalCount }}'
        ' without: delivery(code: "without") { provisionRecord { dueOn } }'
        ' gone: delivery(code: "gone") { provisionRecord { keptUntil } } }'
    )

    assert data["his"]["nodes"] == [{"delivery": {"code": "late"}}]
    assert data["nobody"]["totalCount"] == 0
    assert data["without"]["provisionRecord"] is None
    assert data["gone"]["provisionRecord"] == {"keptUntil": "2027-02-01"}


async def test_pages_of_a_person_s_records_go_on_where_the_last_one_ended(asked: Desk) -> None:
    """A cursor of one person's is none of another's."""
    text = "query($after: String, $of: String!) { provisionRecords(subject: $of, first: 1, after: $after)"
    text += " { pageInfo { endCursor hasNextPage } nodes { delivery { code } } } }"
    first = (await asked.ask(text, of="p-1"))["provisionRecords"]
    cursor = first["pageInfo"]["endCursor"]
    second = (await asked.ask(text, of="p-1", after=cursor))["provisionRecords"]

    assert [one["nodes"][0]["delivery"]["code"] for one in (first, second)] == ["early", "late"]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)
    assert [code for code, _ in await asked.refused(text, of="p-2", after=cursor)] == ["BAD_CURSOR"]


async def test_who_sees_no_persons_reads_a_delivery_s_record_and_nobody_s_records(place: str) -> None:
    """A dashboard sees what a delivery owes; not which deliveries a person is in."""
    await stored(place, register_of(REGISTER))
    async with desk(place, roles=frozenset({Role.DASHBOARD})) as asked:
        data = await asked.ask('{ delivery(code: "late") { provisionRecord { dueOn eachTime } } }')
        refused = await asked.refused('{ provisionRecords(subject: "p-1") { totalCount } }')

    assert data["delivery"]["provisionRecord"] == {"dueOn": "2025-05-08", "eachTime": False}
    assert {code for code, _ in refused} == {"FORBIDDEN"}
