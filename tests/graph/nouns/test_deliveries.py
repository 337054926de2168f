"""Deliveries: what was handed over, to how many persons, with which record, and what is said of each."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of, stored
from vendors.judgement import Judge

REGISTER = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販}, {code: app, name: アプリ}]
purposes: [{code: ads, name: 広告}]
items: [{code: email, name: メール}, {code: name, name: 氏名}, {code: phone, name: 電話}]
policies: [{version: "1", from: 2019-01-01, purposes: [ads], states_provision: true}]
recipients:
  - {code: ads, name: 広告社, kind: company, country: JP, address: 東京, representative: 山田,
     changes: [{on: 2026-03-01, country: US}]}
  - {code: mail, name: 郵送社, kind: company, country: JP}
consent_texts:
  - {code: text, from: 2020-01-01, recipients: [ads], items: [email, name, phone], purposes: [ads], expressed: true}
transfers:
  - code: to-ads
    service: shop
    recipient: ads
    items: [email, name]
    purposes: [ads]
    from: 2025-01-01
    until: 2026-12-31
    changes: [{on: 2026-01-01, items: [email, phone]}]
    bases: [{kind: consent, texts: [text]}]
  - {code: to-mail, service: app, recipient: mail, items: [name], purposes: [ads], from: 2025-01-01, bases: []}
consents:
  - {text: text, subject: secret-1, given_at: 2024-01-01T00:00:00+09:00}
  - {text: text, subject: secret-2, given_at: 2025-06-01T09:00:00.5+09:00}
  - {text: text, subject: secret-3, given_at: 2024-01-01T00:00:00+09:00, withdrawn_at: 2025-05-01T00:00:00+09:00}
deliveries:
  - code: old
    transfer: to-ads
    at: 2025-06-01T09:00:00.25+09:00
    subjects: [secret-1, secret-2, secret-3, secret-4]
    record: {made_on: 2025-06-20, method: individual, has: [recipient, items, subjects]}
  - {code: good, transfer: to-ads, at: 2025-03-01T09:00:00+09:00, subjects: [secret-1], owner: 営業部}
  - {code: counted, transfer: to-ads, at: 2026-02-01T00:00:00+09:00, subject_count: 40, items: [phone], note: 夜間}
  - {code: abroad, transfer: to-ads, at: 2026-03-01T08:59:59+09:00, subjects: [secret-1],
     record: {made_on: 2026-03-02, method: lump, deleted_on: 2026-04-01,
              has: [recipient, representative, address, subjects, items, consent, date]}}
  - {code: unknown, transfer: to-mail, at: 2025-12-31T23:59:59Z}
  - {code: early, transfer: to-mail, at: 2024-12-31T12:00:00+09:00, subject_count: 0}
"""
WHOLE = """
code at on transfer { code } items { code } namesItems subjectCount subjectsListed foreign recordRequired
basis { kind } contract { code } record { madeOn method has deletedOn } note owner
"""


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def test_a_delivery_says_what_was_handed_over_when_and_to_how_many(asked: Desk) -> None:
    """In order of their moments; items are its own or the transfer's of that day; moments are in UTC."""
    nodes = (await asked.ask(f"{{ deliveries {{ nodes {{ {WHOLE} }} }} }}"))["deliveries"]["nodes"]

    consent, none = {"kind": "CONSENT"}, {"contract": None, "note": None, "owner": None}
    assert nodes == [
        {
            "code": "early",
            "at": "2024-12-31T03:00:00+00:00",
            "on": "2024-12-31",
            "transfer": {"code": "to-mail"},
            "items": [{"code": "name"}],
            "namesItems": False,
            "subjectCount": 0,
            "subjectsListed": False,
            "foreign": False,
            "recordRequired": False,
            "basis": None,
            "record": None,
            **none,
        },
        {
            "code": "good",
            "at": "2025-03-01T00:00:00+00:00",
            "on": "2025-03-01",
            "transfer": {"code": "to-ads"},
            "items": [{"code": "email"}, {"code": "name"}],
            "namesItems": False,
            "subjectCount": 1,
            "subjectsListed": True,
            "foreign": False,
            "recordRequired": True,
            "basis": consent,
            "record": None,
            **none,
            "owner": "営業部",
        },
        {
            "code": "old",
            "at": "2025-06-01T00:00:00.250000+00:00",
            "on": "2025-06-01",
            "transfer": {"code": "to-ads"},
            "items": [{"code": "email"}, {"code": "name"}],
            "namesItems": False,
            "subjectCount": 4,
            "subjectsListed": True,
            "foreign": False,
            "recordRequired": True,
            "basis": consent,
            "record": {
                "madeOn": "2025-06-20",
                "method": "INDIVIDUAL",
                "has": ["ITEMS", "RECIPIENT", "SUBJECTS"],
                "deletedOn": None,
            },
            **none,
        },
        {
            "code": "unknown",
            "at": "2025-12-31T23:59:59+00:00",
            "on": "2026-01-01",
            "transfer": {"code": "to-mail"},
            "items": [{"code": "name"}],
            "namesItems": False,
            "subjectCount": None,
            "subjectsListed": False,
            "foreign": False,
            "recordRequired": False,
            "basis": None,
            "record": None,
            **none,
        },
        {
            "code": "counted",
            "at": "2026-01-31T15:00:00+00:00",
            "on": "2026-02-01",
            "transfer": {"code": "to-ads"},
            "items": [{"code": "phone"}],
            "namesItems": True,
            "subjectCount": 40,
            "subjectsListed": False,
            "foreign": False,
            "recordRequired": True,
            "basis": consent,
            "record": None,
            **none,
            "note": "夜間",
        },
        {
            "code": "abroad",
            "at": "2026-02-28T23:59:59+00:00",
            "on": "2026-03-01",
            "transfer": {"code": "to-ads"},
            "items": [{"code": "email"}, {"code": "phone"}],
            "namesItems": False,
            "subjectCount": 1,
            "subjectsListed": True,
            "foreign": True,
            "recordRequired": True,
            "basis": consent,
            "record": {
                "madeOn": "2026-03-02",
                "method": "LUMP",
                "has": ["ADDRESS", "CONSENT", "DATE", "ITEMS", "RECIPIENT", "REPRESENTATIVE", "SUBJECTS"],
                "deletedOn": "2026-04-01",
            },
            **none,
        },
    ]


@pytest.mark.parametrize("day", ["2025-06-08", "2025-06-09", "2026-02-08", "2026-02-09", "2026-04-01", "2026-08-15"])
async def test_what_is_said_of_a_delivery_is_what_the_judge_says(day: str, asked: Desk) -> None:
    """Its verdict, what it breaks with how many persons each touches, and of its record what holds that day."""
    judge = Judge(register_of(REGISTER))

    data = await asked.ask(
        "query($on: Date) { deliveries { nodes { code verdict recordRequired"
        " findings(on: $on) { code severity because about subjects from until } } } }",
        on=day,
    )

    for node in data["deliveries"]["nodes"]:
        judged = judge.delivery(node["code"])
        assert (node["verdict"], node["recordRequired"]) == (judged.verdict, judged.record_required)
        assert node["findings"] == [
            {
                "code": finding.code,
                "severity": finding.severity,
                "because": finding.because,
                "about": finding.about,
                "subjects": finding.subjects,
                "from": finding.from_ and finding.from_.isoformat(),
                "until": finding.until and finding.until.isoformat(),
            }
            for finding in judged.findings
            if finding.from_ is None or finding.from_ <= date.fromisoformat(day) <= (finding.until or date.max)
        ]


async def test_all_that_is_ever_said_of_a_record_is_there_too(asked: Desk) -> None:
    """`ever: true` gives the findings of all days, in the order of the rules, each with its title and articles."""
    judge = Judge(register_of(REGISTER))

    data = await asked.ask(
        "{ deliveries { nodes { code findings(ever: true) { code title ja: title(language: JA) cure cites } } } }"
    )

    found = {node["code"]: node["findings"] for node in data["deliveries"]["nodes"]}
    assert {code: [one["code"] for one in said] for code, said in found.items()} == {
        delivery.code: [finding.code for finding in judge.delivery(delivery.code).findings]
        for delivery in judge.register.deliveries
    }
    late = next(one for one in found["old"] if one["code"] == "RECORD_MISSING")
    assert late["title"] == "There is no provision record"
    assert late["ja"] == "提供記録がない"
    assert late["cites"] == ["APPI 29"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('code: ["old", "nobody"]', ["old"]),
        ('made: {from: "2026-01-01", until: "2026-01-01"}', ["unknown"]),
        ('made: {from: "2025-06-01", until: "2026-01-31"}', ["old", "unknown"]),
        ('transfer: ["to-mail"]', ["early", "unknown"]),
        ('recipient: ["ads"]', ["good", "old", "counted", "abroad"]),
        ('service: ["app", "shop"]', ["early", "good", "old", "unknown", "counted", "abroad"]),
        ('service: ["app"]', ["early", "unknown"]),
        ('item: ["phone"]', ["counted", "abroad"]),
        ('item: ["email"]', ["good", "old", "abroad"]),
        ("foreign: true", ["abroad"]),
        ('foreign: false, recipient: ["ads"]', ["good", "old", "counted"]),
        ("verdict: [VALID, NOT_A_PROVISION]", ["good"]),
        ("recordRequired: true", ["good", "old", "counted", "abroad"]),
        ("recordRequired: false", ["early", "unknown"]),
        ("recorded: true", ["old", "abroad"]),
        ("recorded: false", ["early", "good", "unknown", "counted"]),
        ("finding: {code: [CONSENT_WITHDRAWN, CONSENT_MISSING]}", ["old", "counted"]),
        ("finding: {code: [CONSENT_WITHDRAWN], severity: WARNING}", []),
        ("finding: {code: [BASIS_MISSING], severity: BLOCKING}", ["early", "unknown"]),
        ('on: "2026-04-01", finding: {code: [RECORD_RETENTION_BREACH]}', ["counted", "abroad"]),
        ('on: "2026-03-31", finding: {code: [RECORD_RETENTION_BREACH]}', []),
        ('on: "2025-06-09", finding: {code: [RECORD_MISSING]}', ["good", "old"]),
        ('on: "2025-06-08", finding: {code: [RECORD_MISSING]}', ["good"]),
        ('and: [{recorded: false}, {not: {service: ["app"]}}]', ["good", "counted"]),
    ],
)
async def test_deliveries_are_found_by_all_that_is_given(given: str, expected: list[str], asked: Desk) -> None:
    """By days, by what their transfer is, by what was handed over, and by what is said of them."""
    data = await asked.ask(f"{{ deliveries(filter: {{{given}}}) {{ totalCount nodes {{ code }} }} }}")

    assert [node["code"] for node in data["deliveries"]["nodes"]] == expected
    assert data["deliveries"]["totalCount"] == len(expected)


async def test_a_transfer_pages_through_its_own_deliveries(asked: Desk) -> None:
    """By moment, a fraction of a second or a day apart, forwards and backwards, with a filter of its own."""
    text = (
        'query($after: String) { transfer(code: "to-ads") { deliveries(first: 1, after: $after,'
        " orderBy: {field: AT, direction: DESC}) { totalCount nodes { code } pageInfo { endCursor hasNextPage } } } }"
    )
    seen: list[str] = []
    page: dict[str, Any] = {"pageInfo": {"endCursor": None, "hasNextPage": True}}
    while page["pageInfo"]["hasNextPage"]:
        page = (await asked.ask(text, after=page["pageInfo"]["endCursor"]))["transfer"]["deliveries"]
        seen += [node["code"] for node in page["nodes"]]

    last = await asked.ask(
        '{ transfer(code: "to-ads") { deliveries(last: 1, filter: {recorded: true}) { nodes { code } } } }'
    )

    assert seen == ["abroad", "counted", "old", "good"]
    assert page["totalCount"] == 4
    assert last["transfer"]["deliveries"]["nodes"] == [{"code": "abroad"}]


async def test_nobody_reads_who_the_persons_are(asked: Desk) -> None:
    """No answer holds a person's reference, whoever asks for whatever there is."""
    for role in (Role.DASHBOARD, Role.REVIEWER, Role.EXPORTER):
        answer = await Desk(asked.answers, frozenset({role})).ask(
            f"{{ deliveries {{ nodes {{ {WHOLE} verdict findings(ever: true) {{ about subjects }} }} }} }}"
        )
        assert "secret" not in str(answer)


async def test_who_records_reads_deliveries_but_not_what_is_said_of_them(asked: Desk) -> None:
    """Facts and records, neither verdict nor findings, in fields and in filters alike."""
    recorder = Desk(asked.answers, frozenset({Role.RECORDER}))

    data = await recorder.ask("{ deliveries(filter: {recorded: true}) { nodes { code record { has } } } }")
    refused = [
        await recorder.refused("{ deliveries { nodes { verdict } } }"),
        await recorder.refused("{ deliveries(filter: {verdict: [VALID]}) { totalCount } }"),
    ]

    assert [node["code"] for node in data["deliveries"]["nodes"]] == ["old", "abroad"]
    assert [errors[0][0] for errors in refused] == ["FORBIDDEN", "FORBIDDEN"]


async def test_a_delivery_is_found_by_code_and_by_id(asked: Desk) -> None:
    """And by `node`, as what it is."""
    found = (await asked.ask('{ delivery(code: "old") { id } }'))["delivery"]["id"]

    data = await asked.ask(
        "query($i: ID!) { delivery(id: $i) { code } node(id: $i) { __typename ... on Delivery { code } } }", i=found
    )

    assert data == {"delivery": {"code": "old"}, "node": {"__typename": "Delivery", "code": "old"}}


@pytest.mark.parametrize("key", ["2026-01-01", "2026-01-01T00:00:00", "9999-12-31T23:59:59-14:00", "noon", "infinity"])
async def test_a_cursor_that_holds_no_moment_is_refused(key: str, asked: Desk) -> None:
    """One that somebody made up, in the right shape, is told from one of ours."""
    made_up = f'["1.Delivery.AT.ASC","{key}",1]'.encode().hex()

    refused = await asked.refused("query($c: String) { deliveries(after: $c) { totalCount } }", c=made_up)

    assert refused == [("BAD_CURSOR", ("deliveries",))]
