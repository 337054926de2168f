"""The calendar: on which day something ends, begins or is due, as the register and the judge have it."""

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.vocabulary import Role, RuleCode
from tests.graph.desk import TODAY, Desk, desk, register_of, scenario, stored
from vendors.demo.register import demo_register
from vendors.facts.contracts import ContractFacts
from vendors.judgement import judge
from vendors.periods import months_after
from vendors.register.entries.register import Register

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
ONE_DAY = timedelta(days=1)
REGISTER = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販}, {code: app, name: アプリ}]
purposes: [{code: ship, name: 配送}]
items: [{code: address, name: 住所}]
policies: [{version: v1, from: 2026-03-01, purposes: [ship]}]
recipients:
  - {code: carrier, name: 運送, kind: company, country: JP, screenings: [2025-12-01], reviews: [2026-06-10]}
  - {code: mailer, name: Mailer, kind: company, country: US,
     equivalent_measures: [{kind: contract, from: 2025-01-01, until: 2026-05-20}]}
contracts:
  - {code: fixed, recipient: carrier, kind: outsourcing, from: 2025-01-01, until: 2026-03-31, return_within_days: 14,
     amendments: [{on: 2026-02-01, until: 2026-04-30}]}
  - {code: monthly, recipient: carrier, kind: outsourcing, from: 2025-12-01, until: 2025-12-31,
     auto_renews: {months: 1, notice_days: 10}, terminated_on: 2026-05-15}
  - {code: yearly, recipient: mailer, kind: outsourcing, from: 2024-02-29, until: 2025-02-28,
     auto_renews: {months: 12}}
consent_texts:
  - {code: c1, from: 2025-01-01, until: 2026-03-15, recipients: [carrier], items: [address], purposes: [ship],
     expressed: true}
transfers:
  - {code: t1, service: shop, recipient: carrier, items: [address], purposes: [ship], from: 2026-01-10,
     until: 2026-12-31, contract: fixed, bases: [{kind: outsourcing, from: 2026-01-10}]}
"""
ASKED = """
query ($from: Date, $until: Date, $filter: CalendarEntryFilter, $down: Direction! = ASC, $after: String) {
  calendar(
    from: $from, until: $until, filter: $filter, first: 100, after: $after, orderBy: {field: DAY, direction: $down}
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      day kind
      transfer { code } contract { code } recipient { code } finding { code } delivery { code }
      consentText { code } policy { version }
    }
  }
}
"""
Entry = tuple[str, str, str]


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def entries(asked: Desk, first: str, last: str, **filter_: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """Day, kind, and what each entry of the calendar concerns; all pages."""
    found: list[tuple[str, str, tuple[str, ...]]] = []
    after = None
    while True:
        data = (await asked.ask(ASKED, **{"from": first}, until=last, filter=filter_ or None, after=after))["calendar"]
        for node in data["nodes"]:
            concerns = tuple(one.get("code") or one["version"] for one in list(node.values())[2:] if one is not None)
            found.append((node["day"], node["kind"], concerns))
        if not data["pageInfo"]["hasNextPage"]:
            assert len(found) == data["totalCount"]
            return found
        after = data["pageInfo"]["endCursor"]


async def test_each_kind_stands_on_its_day(asked: Desk) -> None:
    """Ends on the last day, beginnings on the first; what is due, on the last day on which it is not yet late."""
    found = await entries(asked, "2026-01-01", "2026-06-30")

    told = [entry for entry in found if entry[1] not in {"FINDING_BEGINS", "FINDING_ENDS", "NOTICE_DUE"}]
    assert told == [
        ("2026-01-10", "TRANSFER_BEGINS", ("t1", "carrier")),
        ("2026-03-01", "POLICY_BEGINS", ("v1",)),
        ("2026-03-15", "CONSENT_TEXT_ENDS", ("c1",)),
        ("2026-04-30", "CONTRACT_ENDS", ("fixed", "carrier")),
        ("2026-05-14", "RETURN_DUE", ("t1", "fixed", "carrier", "RETURN_ERASURE_OVERDUE")),
        ("2026-05-15", "CONTRACT_ENDS", ("monthly", "carrier")),
        ("2026-05-20", "MEASURES_END", ("mailer",)),
    ]
    assert ("2026-05-01", "FINDING_BEGINS", ("t1", "carrier", "CONTRACT_EXPIRED")) in found
    assert [day for day, _, _ in found] == sorted(day for day, _, _ in found)


async def test_notice_is_due_for_every_term_until_the_contract_is_ended(asked: Desk) -> None:
    """Ten days before the end of each month, as long as it goes on; without days of notice, on the term's last day."""
    assert await entries(asked, "2025-12-01", "2026-12-31", kind=["NOTICE_DUE"]) == [
        (day, "NOTICE_DUE", ("monthly", "carrier")) for day in ("2025-12-21", "2026-01-21")
    ] + [
        ("2026-02-18", "NOTICE_DUE", ("monthly", "carrier")),
        ("2026-02-28", "NOTICE_DUE", ("yearly", "mailer")),
        ("2026-03-21", "NOTICE_DUE", ("monthly", "carrier")),
        ("2026-04-20", "NOTICE_DUE", ("monthly", "carrier")),
    ]
    assert await entries(asked, "2031-01-01", "2033-12-31", kind=["NOTICE_DUE"]) == [
        (f"{year}-02-28", "NOTICE_DUE", ("yearly", "mailer")) for year in (2031, 2032, 2033)
    ]


async def test_entries_are_chosen_by_kind_and_by_what_they_concern(asked: Desk) -> None:
    """By transfer, contract, recipient and service; filters combine here too."""

    async def kinds(**filter_: Any) -> list[str]:
        return [kind for _, kind, _ in await entries(asked, "2026-01-01", "2026-05-20", **filter_)]

    assert await kinds(contract=["fixed"]) == ["CONTRACT_ENDS", "RETURN_DUE"]
    assert await kinds(recipient=["mailer"]) == ["NOTICE_DUE", "MEASURES_END"]
    assert await kinds(transfer=["t1"], kind=["TRANSFER_BEGINS", "CONTRACT_ENDS"]) == ["TRANSFER_BEGINS"]
    assert await kinds(service=["app"]) == []
    assert set(await kinds(service=["shop"])) == {"TRANSFER_BEGINS", "FINDING_BEGINS", "FINDING_ENDS", "RETURN_DUE"}
    assert await kinds(
        **{"or": [{"kind": ["POLICY_BEGINS"]}, {"kind": ["MEASURES_END"], "recipient": ["mailer"]}]}
    ) == [
        "POLICY_BEGINS",
        "MEASURES_END",
    ]


async def test_the_days_asked_about_have_their_bounds(asked: Desk) -> None:
    """Backwards is refused, and so is too long; one day is enough; the ends of the calendar are days like others."""
    text = "query ($from: Date, $until: Date) { calendar(from: $from, until: $until) { nodes { day } totalCount } }"

    assert [code for code, _ in await asked.refused(text, **{"from": "2026-01-02", "until": "2026-01-01"})] == [
        "BAD_INPUT"
    ]
    assert [code for code, _ in await asked.refused(text, **{"from": "2026-01-01", "until": "2029-01-05"})] == [
        "LIMIT_EXCEEDED"
    ]
    assert [code for code, _ in await asked.refused(text, until="2020-01-01")] == ["BAD_INPUT"]
    for first, last in [
        ("2026-01-01", "2029-01-04"),
        ("0001-01-01", "0001-01-01"),
        ("9999-12-31", "9999-12-31"),
        ("9998-01-01", "9999-12-31"),
        ("9999-12-30", None),
    ]:
        await asked.ask(text, **{"from": first, "until": last})
    data = await asked.ask(text, **{"from": "2026-03-01", "until": "2026-03-01"})
    assert data["calendar"] == {"nodes": [{"day": "2026-03-01"}], "totalCount": 1}
    usual = (await asked.ask(text))["calendar"]["totalCount"]
    assert usual == len(await entries(asked, str(TODAY), str(TODAY + timedelta(days=90))))


async def test_contracts_are_found_by_the_day_on_which_they_end(asked: Desk) -> None:
    """By the last day in force, amended, renewed and ended as it is; what goes on for ever ends before no day."""

    async def codes(filter_: str) -> list[str]:
        data = await asked.ask(f"{{ contracts(filter: {{{filter_}}}) {{ nodes {{ code }} }} }}")
        return [node["code"] for node in data["contracts"]["nodes"]]

    assert await codes('endsBefore: "2026-04-30"') == []
    assert await codes('endsBefore: "2026-05-01"') == ["fixed"]
    assert await codes('endsBefore: "2026-05-16"') == ["fixed", "monthly"]
    assert await codes('endsBefore: "9999-12-31"') == ["fixed", "monthly"]
    assert await codes('not: {endsBefore: "2026-05-01"}') == ["monthly", "yearly"]
    assert await codes('on: "2026-05-01", inForce: true') == ["monthly", "yearly"]
    assert await codes('on: "2025-11-30", inForce: false') == ["monthly"]


async def test_who_may_not_read_judgements_has_no_calendar(asked: Desk) -> None:
    """The calendar tells what is said of transfers."""
    asked.roles = frozenset({Role.RECORDER})

    assert {code for code, _ in await asked.refused("{ calendar { totalCount } }")} == {"FORBIDDEN"}


DUE = {
    RuleCode.RETURN_ERASURE_OVERDUE: "RETURN_DUE",
    RuleCode.SUPERVISION_OVERDUE: "REVIEW_DUE",
    RuleCode.EQUIV_CHECK_OVERDUE: "MEASURES_CHECK_DUE",
}


def recorded(register: Register) -> Iterator[tuple[date | None, str, str]]:
    """What stands in the register with its day."""
    for recipient in register.recipients:
        yield from ((measures.until, "MEASURES_END", recipient.code) for measures in recipient.equivalent_measures)
    for text in register.consent_texts:
        yield text.until, "CONSENT_TEXT_ENDS", text.code
    for policy in register.policies:
        yield policy.from_, "POLICY_BEGINS", policy.version
    for transfer in register.transfers:
        yield transfer.from_, "TRANSFER_BEGINS", transfer.code
        yield transfer.until, "TRANSFER_ENDS", transfer.code


def said(register: Register) -> Iterator[tuple[date | None, str, str]]:
    """What the judge says, with the days before what is overdue."""
    judged = judge(register)
    for transfer in judged.transfers:
        for finding in transfer.findings:
            yield finding.from_, "FINDING_BEGINS", transfer.code
            yield finding.until, "FINDING_ENDS", transfer.code
            if finding.code in DUE:
                yield finding.from_ - ONE_DAY, DUE[finding.code], transfer.code
    for delivery in judged.deliveries:
        for missing in delivery.findings:
            if missing.code is RuleCode.RECORD_MISSING and missing.from_ is not None:
                yield missing.from_ - ONE_DAY, "RECORD_DUE", delivery.code


def of_contracts(register: Register, first: date, last: date) -> Iterator[tuple[date | None, str, str]]:
    """What contracts say, day by day."""
    for contract in register.contracts:
        facts = ContractFacts(contract)
        for day in range(first.toordinal(), last.toordinal() + 1):
            if day in facts.in_force and day + 1 not in facts.in_force:
                yield date.fromordinal(day), "CONTRACT_ENDS", contract.code
            if notice(facts, day):
                yield date.fromordinal(day), "NOTICE_DUE", contract.code


def expected(register: Register, first: date, last: date) -> list[Entry]:
    """The calendar by going through everything there is."""
    everything = (*recorded(register), *said(register), *of_contracts(register, first, last))
    return sorted((str(day), kind, code) for day, kind, code in everything if day is not None and first <= day <= last)


def notice(facts: ContractFacts, day: int) -> bool:
    """Whether notice is due on that day, term by term."""
    renews, until = facts.entry.auto_renews, facts.clauses.at(day).until
    if renews is None or until > date.max.toordinal():
        return False
    ended = facts.entry.terminated_on
    for term in range(600):
        end = months_after(until, term * renews.months)
        if end > date.max.toordinal() or (ended is not None and end >= ended.toordinal()):
            return False
        if end - (renews.notice_days or 0) == day:
            return True
    return False


@pytest.mark.parametrize("path", [*SCENARIOS, None], ids=lambda path: path.stem if path else "demo")
async def test_the_calendar_is_what_the_register_and_the_judge_say(path: Path | None, place: str) -> None:
    """Over two years around each register's days: the same entries as by going through everything, on both engines."""
    register = scenario(path) if path else demo_register(TODAY)
    day = max((one.from_ for one in register.transfers), default=TODAY)
    first, last = day - 200 * ONE_DAY, day + 600 * ONE_DAY
    await stored(place, register)

    async with desk(place) as asked:
        found = await entries(asked, str(first), str(last))

    told = [(on, kind, concerned(kind, concerns)) for on, kind, concerns in found]
    assert sorted(told) == expected(register, first, last)


def concerned(kind: str, concerns: tuple[str, ...]) -> str:
    """What an entry is about: the first that it names, or the delivery."""
    return concerns[-1] if kind == "RECORD_DUE" else concerns[0]
