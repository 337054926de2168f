"""A correction judges what it touches, and leaves what a fresh load would."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.corrected_registers import slightly_corrected, without_a_value
from tests.vendors.store.test_loading import SCENARIOS, loaded
from vendors.demo.register import demo_register
from vendors.findings import Judgement
from vendors.judgement import judge
from vendors.ledger.verifying import verify
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.rules import RULES
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.reach import UNREAD

Rows = list[tuple[str, ...]]
AMENDED = """
register: 1
operator: {name: ACME Japan, country: JP}
services: [{code: shop, name: Shop}]
purposes: [{code: delivery, name: Delivery}]
items: [{code: name, name: Name}]
policies: [{version: v1, from: 2020-01-01, purposes: [delivery]}]
recipients: [{code: carrier, name: Carrier, kind: company, country: JP, screenings: [2024-01-01]}]
contracts:
  - {code: carrier-2024, recipient: carrier, kind: outsourcing, signed_on: 2024-03-01, from: 2024-04-01,
     until: 2025-03-31, confidentiality: {}, terms: [audit, safeguards], items: [name], purposes: [delivery],
     amendments: [{on: 2024-10-01, items: [name]}]}
transfers:
  - {code: parcels, service: shop, recipient: carrier, contract: carrier-2024, items: [name],
     purposes: [delivery], from: 2024-04-01, bases: [{kind: outsourcing}]}
"""
"""A contract with a change."""
EITHER: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
}


@settings(max_examples=60, **EITHER)
@given(registers=slightly_corrected())
def test_a_correction_leaves_what_a_fresh_load_leaves(
    registers: tuple[Register, Register], migrated_file: Path, tmp_path: Path
) -> None:
    """Whatever it reaches is judged again: findings, spans, answers for deliveries, counts."""
    before, after = registers
    rows, back = loaded(migrated_file, tmp_path, before, after)

    assert rows == loaded(migrated_file, tmp_path, after)[0]
    assert back == after


@pytest.mark.postgres
@settings(max_examples=20, **EITHER)
@given(registers=slightly_corrected())
def test_postgres_says_the_same_after_a_correction(registers: tuple[Register, Register], postgres_store: str) -> None:
    """What is stored then is what the judge says of the whole register."""
    before, after = registers

    async def loaded() -> tuple[Rows, Rows]:
        async with opened(address(postgres_store)) as database:
            await load(database, before)
            await load(database, after)
            return await said_by(database)

    assert asyncio.run(loaded()) == said_of(judge(after))


OF_EACH_FIELD = 3


def telling_corrections() -> Iterator[tuple[str, Register, Register]]:
    """Of every field that says something in some scenario, some corrections that change what is said of one or more."""
    found: Counter[tuple[str, str, bool]] = Counter()
    for path in SCENARIOS:
        before = read_register(path.read_bytes(), frozenset({"scenario", "expect"}))
        said = said_of(judge(before))
        for name, field, after in without_a_value(before):
            changed = {row[0] for was, now in zip(said, said_of(judge(after)), strict=True) for row in {*was} ^ {*now}}
            what = (name, field, len(changed) > 1)
            if changed and found[what] < OF_EACH_FIELD:
                found[what] += 1
                yield f"{path.stem}: {name}.{field}", before, after


async def test_whatever_a_correction_changes_is_judged_again(store: str) -> None:
    """Each field that any scenario's judgement rests on, taken away and given back."""
    stale = []

    async with opened(address(store)) as database:
        for what, before, after in telling_corrections():
            for register in (before, after, before):
                await load(database, register)
                if await said_by(database) != said_of(judge(register)):
                    stale.append(what)

    assert stale == []


async def test_a_value_that_is_made_absent_is_told_from_one_that_is_left(store: str) -> None:
    """An amendment to a contract without confidentiality, and to one without an end: judged again, there and back."""
    left = read_register(AMENDED.encode())
    stale = []

    async with opened(address(store)) as database:
        for absent in ("confidentiality", "until"):
            made_absent = read_register(
                AMENDED.replace("items: [name]}]", f"items: [name], {absent}: null}}]").encode()
            )
            assert said_of(judge(made_absent)) != said_of(judge(left))
            for register in (left, made_absent, left):
                await load(database, register)
                if await said_by(database) != said_of(judge(register)):
                    stale.append(absent)
            await verify(database)

    assert stale == []


async def test_only_what_a_correction_touches_is_judged(store: str) -> None:
    """A term of one contract: the transfers under it and under what renews it, and their deliveries."""
    before = demo_register(date(2026, 11, 24))
    contract = next(one for one in before.contracts if one.terms and any(under(before, one.code)))
    after = before.model_copy(
        update={
            "contracts": tuple(
                one.model_copy(update={"terms": one.terms[1:]}) if one is contract else one for one in before.contracts
            )
        }
    )
    judged = set()

    async with opened(address(store)) as database:
        await load(database, before)
        await load(database, after, progress=lambda _, whole: judged.add(whole))

    transfers = set(under(before, contract.code))
    deliveries = [one for one in before.deliveries if one.transfer in transfers]
    assert judged == {len(transfers) + len(deliveries)}
    assert 0 < len(transfers) < len(before.transfers)


async def test_a_name_is_read_by_no_rule(store: str) -> None:
    """A recipient under another name: nothing is judged, and what is said stays."""
    before = demo_register(date(2026, 11, 24))
    renamed = before.recipients[0].model_copy(update={"name": "別の名前"})
    after = before.model_copy(update={"recipients": (renamed, *before.recipients[1:])})
    judged = []

    async with opened(address(store)) as database:
        await load(database, before)
        loaded = await load(database, after, progress=lambda done, _: judged.append(done))

        assert await said_by(database) == said_of(judge(after))
    assert (loaded.corrected, loaded.judged_anew, judged) == (1, 0, [])


def under(register: Register, contract: str) -> Iterator[str]:
    """The transfers that run under a contract, or under one that it renews."""
    chain = [contract]
    by_code = {one.code: one for one in register.contracts}
    while (renewed := by_code[chain[-1]].renews) is not None:
        chain.append(renewed)
    for one in register.transfers:
        if {one.contract, *(change.contract for change in one.changes)} & set(chain):
            yield one.code


async def said_by(database: Database) -> tuple[Rows, Rows]:
    """What is stored of the judgement: of transfers and of deliveries."""
    return (
        await _rows(
            database,
            "SELECT code, span.from_on, span.until_on, verdict, mechanism, basis_kind FROM span"
            " JOIN transfer ON transfer.id = transfer_id"
            " UNION ALL SELECT transfer.code, finding.from_on, finding.until_on, finding.code, because, about"
            " FROM finding JOIN transfer ON transfer.id = transfer_id",
        ),
        await _rows(
            database,
            "SELECT code, verdict, null AS because, null AS about FROM delivery"
            " UNION ALL SELECT delivery.code, delivery_finding.code, because, about"
            " FROM delivery_finding JOIN delivery ON delivery.id = delivery_id",
        ),
    )


def said_of(judgement: Judgement) -> tuple[Rows, Rows]:
    """The same, as the judge says it."""
    transfers: list[tuple[object, ...]] = []
    for one in judgement.transfers:
        for span in one.spans:
            said = (span.verdict.value, span.foreign_mechanism.value, span.basis_kind and span.basis_kind.value)
            transfers.append((one.code, span.from_, span.until, *said))
        for found in one.findings:
            said = (found.code.value, found.because.value, found.about)
            transfers.append((one.code, found.from_, found.until, *said))
    deliveries: list[tuple[object, ...]] = []
    for each in judgement.deliveries:
        deliveries.append((each.code, each.verdict.value, None, None))
        deliveries += [(each.code, found.code.value, found.because.value, found.about) for found in each.findings]
    return _sorted(transfers), _sorted(deliveries)


async def _rows(database: Database, sql: str) -> Rows:
    return _sorted(tuple(row.values()) for row in await database.rows(sql))


def _sorted(rows: Iterable[tuple[object, ...]]) -> Rows:
    return sorted(tuple(str(value) for value in row) for row in rows)


def test_no_rule_reads_what_a_correction_passes_over() -> None:
    """A correction of such a field judges nothing again, so the fields that rules say they read must not be there."""
    passed_over = {f"{name}.{field}" for name, fields in UNREAD.items() for field in fields}

    assert {field for rule in RULES for field in rule.reads} & passed_over == set()
