"""The persons concerned by a delivery and by its findings, page by page, for those who may see persons."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from graph.limits import Limits
from graph.reads.answers import Answers
from graph.reads.readers import reader_of
from graph.schema import core
from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of, stored
from tests.vendors.references.people import KEY
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.loading import load

REGISTER = """
register: 1
operator: {name: ACME Japan, country: JP}
services: [{code: shop, name: Shop}]
purposes: [{code: ads, name: Advertising}]
items: [{code: mail, name: Mail}]
policies: [{version: v1, from: 2020-01-01, purposes: [ads], states_provision: true}]
recipients:
  - {code: partner, name: Partner K.K., kind: company, country: JP, address: Tokyo, representative: Sato}
consent_texts: [{code: agreed, from: 2020-01-01, any_recipient: true, items: [mail], purposes: [ads], expressed: true}]
transfers:
  - {code: feed, service: shop, recipient: partner, items: [mail], purposes: [ads], from: 2024-01-01,
     bases: [{kind: consent, texts: [agreed]}]}
consents:
  - {text: agreed, subject: p-fine, given_at: "2024-01-01T00:00:00+09:00"}
  - {text: agreed, subject: p-late, given_at: "2024-05-02T00:00:00+09:00"}
  - {text: agreed, subject: p-gone, given_at: "2024-01-01T00:00:00+09:00", withdrawn_at: "2024-04-30T00:00:00+09:00"}
  - {text: agreed, subject: p-minor, given_at: "2024-01-01T00:00:00+09:00", capable: false}
  - {text: agreed, subject: p-guarded, given_at: "2024-01-01T00:00:00+09:00", capable: false, guardian: true}
  - {text: agreed, subject: p-stopped, given_at: "2024-01-01T00:00:00+09:00"}
  - {text: agreed, subject: p-both, given_at: "2024-06-01T00:00:00+09:00"}
stops:
  - {subject: p-stopped, from: "2024-04-01T00:00:00+09:00", until: "2024-05-31T00:00:00+09:00"}
  - {subject: p-both, from: "2024-04-01T00:00:00+09:00", recipients: [partner]}
deliveries:
  - {code: may, transfer: feed, at: "2024-05-01T10:00:00+09:00",
     subjects: [p-none, p-fine, p-late, p-gone, p-minor, p-guarded, p-stopped, p-both]}
  - {code: june, transfer: feed, at: "2024-06-03T10:00:00+09:00", subjects: [p-late, p-stopped, p-both],
     record: {made_on: 2024-06-03, method: individual,
              has: [recipient, address, representative, subjects, items, consent]}}
  - {code: counted, transfer: feed, at: "2024-05-01T11:00:00+09:00", subject_count: 3}
  - {code: before, transfer: feed, at: "2023-05-01T11:00:00+09:00", subjects: [p-fine, p-none]}
"""
LOOKED = date(2024, 5, 3)
"""A day on which no record is due yet."""
PERSONS = "nodes { subject codes } totalCount"


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A reviewer's desk over it."""
    await stored(place, register_of(REGISTER))
    async with desk(place, roles=frozenset({Role.REVIEWER}), today=LOOKED) as made:
        yield made


async def said(asked: Desk, arguments: str) -> dict[str, list[str]]:
    """The persons with their codes."""
    page = (await asked.ask(f"{{ personsConcerned({arguments}) {{ {PERSONS} }} }}"))["personsConcerned"]
    assert page["totalCount"] == len(page["nodes"])
    return {person["subject"]: person["codes"] for person in page["nodes"]}


async def test_each_person_comes_with_the_rules_that_are_broken_for_him(asked: Desk) -> None:
    """No consent, one given too late, taken back, by a minor alone; a stop; and who agreed with nothing said of him."""
    assert await said(asked, 'delivery: "may"') == {
        "p-both": ["CONSENT_AFTER_TRANSFER", "STOP_ORDER_ACTIVE"],
        "p-fine": [],
        "p-gone": ["CONSENT_WITHDRAWN"],
        "p-guarded": [],
        "p-late": ["CONSENT_AFTER_TRANSFER"],
        "p-minor": ["CONSENT_CAPACITY"],
        "p-none": ["CONSENT_MISSING"],
        "p-stopped": ["STOP_ORDER_ACTIVE"],
    }


async def test_a_later_delivery_is_judged_at_its_own_moment(asked: Desk) -> None:
    """By then the late consents had been given, and one of the stops had ended."""
    assert await said(asked, 'delivery: "june"') == {"p-both": ["STOP_ORDER_ACTIVE"], "p-late": [], "p-stopped": []}


@pytest.mark.parametrize("on", ["2024-05-03", "2026-08-15"])
async def test_a_finding_counts_those_who_are_concerned_by_it(asked: Desk, on: str) -> None:
    """Of each finding that counts persons: as many as it says, and all with its code; on either day for the record."""
    text = f'{{ deliveries {{ nodes {{ code subjectsListed findings(on: "{on}") {{ code subjects }} }} }} }}'
    deliveries = [one for one in (await asked.ask(text))["deliveries"]["nodes"] if one["subjectsListed"]]
    counted = 0
    for delivery in deliveries:
        for finding in delivery["findings"]:
            if finding["subjects"] is not None:
                found = await said(asked, f'delivery: "{delivery["code"]}", code: {finding["code"]}, on: "{on}"')
                assert len(found) == finding["subjects"], (delivery["code"], finding)
                assert all(finding["code"] in codes for codes in found.values())
                counted += 1

    assert counted > 6


async def test_a_record_that_is_missing_concerns_everybody_from_its_day_on(asked: Desk) -> None:
    """Before it is due nobody; afterwards all, beside what else is said of each."""
    missing = 'delivery: "may", code: RECORD_MISSING'
    before, after = await said(asked, missing), await said(asked, f'{missing}, on: "2026-08-15"')

    assert before == {}
    assert len(after) == 8
    assert after["p-fine"] == ["RECORD_MISSING"]
    assert after["p-none"] == ["CONSENT_MISSING", "RECORD_MISSING"]


async def test_a_provision_outside_of_its_transfer_s_time_concerns_all(asked: Desk) -> None:
    """Whoever agreed to whatever: there was no basis."""
    assert await said(asked, 'delivery: "before"') == {"p-fine": ["BASIS_MISSING"], "p-none": ["BASIS_MISSING"]}


async def test_pages_go_forward_and_backward_through_all_and_through_those_of_a_finding(asked: Desk) -> None:
    """Each person once, in order; a page says whether there is more on either side."""
    query = (
        "query($first: Int, $after: String, $last: Int, $before: String, $code: RuleCode) { personsConcerned(delivery:"
        ' "may", code: $code, first: $first, after: $after, last: $last, before: $before) { edges { cursor node {'
        " subject } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } }"
    )
    for code, whole in ((None, 8), ("CONSENT_AFTER_TRANSFER", 2), ("CONSENT_DEEMED_ONLY", 0)):
        forward, backward = list[str](), list[str]()
        given: dict[str, Any] = {"first": 3, "code": code}
        for _ in range(4):
            page = (await asked.ask(query, **given))["personsConcerned"]
            forward += [edge["node"]["subject"] for edge in page["edges"]]
            assert page["totalCount"] == whole
            assert page["pageInfo"]["hasPreviousPage"] is ("after" in given)
            if not page["pageInfo"]["hasNextPage"]:
                break
            given["after"] = page["pageInfo"]["endCursor"]
        given = {"last": 1, "code": code}
        for _ in range(9):
            page = (await asked.ask(query, **given))["personsConcerned"]
            backward = [edge["node"]["subject"] for edge in page["edges"]] + backward
            assert page["pageInfo"]["hasNextPage"] is ("before" in given)
            if not page["pageInfo"]["hasPreviousPage"]:
                break
            given["before"] = page["pageInfo"]["startCursor"]

        assert len(forward) == whole
        assert forward == backward == sorted(forward)


async def test_a_cursor_names_nobody_and_is_refused_where_it_is_of_another_list(asked: Desk) -> None:
    """Of another delivery or finding, or after the delivery lists others."""
    text = "query($of: String!, $code: RuleCode, $after: String) { personsConcerned(delivery: $of, code: $code,"
    text += " first: 1, after: $after) { edges { cursor node { subject } } } }"
    (edge,) = (await asked.ask(text, of="may"))["personsConcerned"]["edges"]

    assert edge["node"]["subject"] not in bytes.fromhex(edge["cursor"]).decode()
    for given in ({"of": "june"}, {"of": "may", "code": "CONSENT_MISSING"}):
        assert await asked.refused(text, after=edge["cursor"], **given) == [("BAD_CURSOR", ("personsConcerned",))]
    assert await asked.refused(text, of="may", after="5b5d") == [("BAD_CURSOR", ("personsConcerned",))]


async def test_what_no_person_is_counted_for_is_told_plainly(asked: Desk) -> None:
    """A counted delivery; one that is not there; a page that is too large."""
    counted = await asked.answer('{ personsConcerned(delivery: "counted") { totalCount } }')

    assert [error.code for error in counted.errors] == ["PERSONS_NOT_LISTED"]
    assert "3 are counted" in counted.errors[0].en
    assert "3 人" in counted.errors[0].ja
    assert await asked.ask('{ personsConcerned(delivery: "nothing") { totalCount } }') == {"personsConcerned": None}
    too_many = '{ personsConcerned(delivery: "may", first: 101) { totalCount } }'
    assert await asked.refused(too_many) == [("LIMIT_EXCEEDED", ("personsConcerned",))]


async def test_a_rule_that_is_broken_whoever_is_in_it_is_no_matter_of_persons(place: str) -> None:
    """Asked for who is concerned, it says so, and gives no empty list."""
    unstated = REGISTER.replace(", states_provision: true", "")
    await stored(place, register_of(unstated))
    async with desk(place, roles=frozenset({Role.REVIEWER}), today=LOOKED) as asked:
        text = '{ delivery(code: "june") { findings { code subjects } } }'
        whole = [f["code"] for f in (await asked.ask(text))["delivery"]["findings"] if f["subjects"] is None]
        assert whole

        refused = await asked.refused(f'{{ personsConcerned(delivery: "june", code: {whole[0]}) {{ totalCount }} }}')
        assert refused == [("BAD_INPUT", ("personsConcerned",))]


async def test_who_sees_no_persons_reads_none(place: str) -> None:
    """`REVIEWER` alone: what is said of persons is no fact that `RECORDER` writes."""
    await stored(place, register_of(REGISTER))
    for role in set(Role) - {Role.REVIEWER}:
        async with desk(place, roles=frozenset({role}), today=LOOKED) as asked:
            text = '{ personsConcerned(delivery: "may") { nodes { subject } } }'
            assert ("FORBIDDEN", ("personsConcerned",)) in await asked.refused(text), role


async def test_its_pages_are_reckoned_as_those_of_any_list(place: str) -> None:
    """So many rows at once and no more, whatever they are rows of."""
    await stored(place, register_of(REGISTER))
    one = 'personsConcerned(delivery: "may", first: 100) { totalCount }'
    async with desk(place, Limits(rows=150), today=LOOKED) as asked:
        assert (await asked.ask(f"{{ {one} }}"))["personsConcerned"]["totalCount"] == 8
        answer = await asked.answer(f"{{ a: {one} b: {one} }}")

    assert [error.code for error in answer.errors] == ["LIMIT_EXCEEDED"]


async def test_what_is_recorded_afterwards_is_seen_at_once(asked: Desk, place: str) -> None:
    """A withdrawal that took place before, a stop, a consent that would have come in time; and never out of memory."""
    agreed = '{text: agreed, subject: p-none, given_at: "2024-02-01T00:00:00+09:00"}'
    stop = '{subject: p-guarded, from: "2024-02-01T00:00:00+09:00"}'
    withdrawn = 'p-fine, given_at: "2024-01-01T00:00:00+09:00", withdrawn_at: "2024-04-01T00:00:00+09:00"}'
    later = REGISTER.replace("stops:\n", f"  - {agreed}\nstops:\n  - {stop}\n").replace(
        'p-fine, given_at: "2024-01-01T00:00:00+09:00"}', withdrawn
    )
    before = await said(asked, 'delivery: "may"')
    await stored(place, register_of(later))
    after = await said(asked, 'delivery: "may"')

    assert {subject: codes for subject, codes in after.items() if codes != before[subject]} == {
        "p-fine": ["CONSENT_WITHDRAWN"],
        "p-guarded": ["STOP_ORDER_ACTIVE"],
        "p-none": [],
    }


async def test_a_cursor_is_refused_once_others_stand_in_the_rows_of_the_delivery(asked: Desk, place: str) -> None:
    """A corrected list begins again, rather than that somebody is passed over."""
    text = 'query($after: String) { personsConcerned(delivery: "may", first: 2, after: $after) {'
    text += " pageInfo { endCursor } } }"
    cursor = (await asked.ask(text))["personsConcerned"]["pageInfo"]["endCursor"]
    await stored(place, register_of(REGISTER.replace("[p-none, p-fine, p-late,", "[q-1, q-2, q-3,")))

    assert await asked.refused(text, after=cursor) == [("BAD_CURSOR", ("personsConcerned",))]


async def test_under_a_key_the_same_persons_are_told_and_a_cursor_goes_on(place: str) -> None:
    """In the order of what is stored, which is another; forward and backward, of all and of a finding."""
    async with opened(address(place, KEY)) as database:
        await load(database, register_of(REGISTER))
    reader = reader_of(address(place, KEY), 20)
    try:
        asked = Desk(Answers(core(), reader, Limits()), today=LOOKED)
        whole = await said(asked, 'delivery: "may"')
        query = 'query($a: String, $b: String) { on: personsConcerned(delivery: "may", first: 3, after: $a) { nodes {'
        query += ' subject } pageInfo { endCursor } } back: personsConcerned(delivery: "may", last: 3, before: $b) {'
        query += " nodes { subject } pageInfo { startCursor } } }"
        forward, backward, at = list[str](), list[str](), dict[str, Any]()
        for _ in range(3):
            page = await asked.ask(query, **at)
            forward += [node["subject"] for node in page["on"]["nodes"]]
            backward = [node["subject"] for node in page["back"]["nodes"]] + backward
            at = {"a": page["on"]["pageInfo"]["endCursor"], "b": page["back"]["pageInfo"]["startCursor"]}
        late = await said(asked, 'delivery: "may", code: CONSENT_AFTER_TRANSFER')
    finally:
        await reader.close()

    assert whole["p-minor"] == ["CONSENT_CAPACITY"]
    assert forward == backward
    assert sorted(forward) == sorted(whole) != forward
    assert sorted(late) == ["p-both", "p-late"]


async def test_of_each_person_the_consent_is_told_that_stood_at_the_moment(asked: Desk) -> None:
    """His own, given before and not withdrawn by then, by himself or a guardian; what was said later is none of it."""
    consent = "consent { text givenAt guardian }"
    text = f"query($of: String!) {{ personsConcerned(delivery: $of) {{ nodes {{ subject {consent} }} }} }}"

    async def stood(delivery: str) -> dict[str, object]:
        nodes = (await asked.ask(text, of=delivery))["personsConcerned"]["nodes"]
        return {one["subject"]: one["consent"] for one in nodes}

    early = {"text": "agreed", "givenAt": "2023-12-31T15:00:00+00:00", "guardian": None}
    assert await stood("may") == {
        **dict.fromkeys(("p-none", "p-late", "p-gone", "p-minor", "p-both")),
        "p-fine": early,
        "p-stopped": early,
        "p-guarded": {**early, "guardian": True},
    }
    assert await stood("june") == {
        "p-late": {**early, "givenAt": "2024-05-01T15:00:00+00:00"},
        "p-stopped": early,
        "p-both": {**early, "givenAt": "2024-05-31T15:00:00+00:00"},
    }
    assert await stood("before") == {"p-fine": None, "p-none": None}
