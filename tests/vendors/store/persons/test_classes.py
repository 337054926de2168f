"""Classes of equal persons, as the database counts them."""

import asyncio
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vendors.store.persons.crowds import BEGINNING, SUBJECTS, crowds, questions
from tests.vendors.verbs.clerk import clerk
from vendors.facts.persons import Asked, Classes, PersonFacts, PersonsFacts
from vendors.findings import DeliveryJudgement
from vendors.judgement import judge
from vendors.register.entries.register import Register
from vendors.store.address import Engine, address
from vendors.store.connection import Reads, Row
from vendors.store.database import Database, opened
from vendors.store.loading import load
from vendors.store.persons.asking import classes_among, classes_listed, listings, persons_among

EITHER: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
Told = tuple[dict[str, Classes], dict[str, Classes], dict[str, PersonFacts]]


@settings(max_examples=60, **EITHER)
@given(register=crowds(), asked=st.lists(questions(), min_size=4, max_size=4), alone=st.booleans())
def test_the_database_tells_what_the_register_tells(
    register: Register, asked: list[Asked], alone: bool, migrated_file: Path, tmp_path: Path
) -> None:
    """Whatever is asked: of persons whom deliveries list, and of persons who are given; in classes and one by one."""
    place = str(shutil.copy(migrated_file, tmp_path / "crowd.db"))

    assert asyncio.run(_told(place, register, asked, alone=alone)) == _told_by_entries(register, asked)


@pytest.mark.postgres
@settings(max_examples=25, **EITHER)
@given(register=crowds(), asked=st.lists(questions(), min_size=4, max_size=4), alone=st.booleans())
def test_postgres_tells_what_the_register_tells(
    register: Register, asked: list[Asked], alone: bool, postgres_store: str
) -> None:
    """The same on the other engine."""
    assert asyncio.run(_told(postgres_store, register, asked, alone=alone)) == _told_by_entries(register, asked)


async def _told(place: str, register: Register, asked: Sequence[Asked], *, alone: bool) -> Told:
    async with opened(address(place)) as database:
        await load(database, register)
        of = {one.code: question for one, question in zip(register.deliveries, asked, strict=False)}
        stored = await listings(database, of)
        assert {code: one.persons for code, one in stored.items()} == {
            one.code: len(one.subjects) for one in register.deliveries
        }
        numbers = {code: one.number for code, one in stored.items()}
        listed = await classes_listed(
            database, {numbers[code]: of[code] for code in of}, numbers.values() if alone else ()
        )
        return (
            {code: listed[number] for code, number in numbers.items()},
            await classes_among(database, of, {code: SUBJECTS[number:] for number, code in enumerate(of)}),
            await persons_among(database, asked[0], SUBJECTS),
        )


def _told_by_entries(register: Register, asked: Sequence[Asked]) -> Told:
    persons = PersonsFacts(register.consents, register.stops)
    pairs = list(zip(register.deliveries, asked, strict=False))
    return (
        {one.code: persons.classes(one.subjects, question) for one, question in pairs},
        {one.code: persons.classes(SUBJECTS[number:], question) for number, (one, question) in enumerate(pairs)},
        {subject: persons.at(subject, asked[0]) for subject in SUBJECTS},
    )


async def test_of_many_equal_persons_one_row_is_read(store: str) -> None:
    """Of ten thousand persons in three classes three rows come out of the database."""
    crowd = [f"c-{number:05}" for number in range(10_000)]
    asked = Asked(at=BEGINNING, texts=("agreed",), recipient="carrier", duty=BEGINNING)
    async with clerk(store) as at_work:
        await load(at_work.database, _with_a_crowd(await at_work.register(), crowd))
        counting = Counting(at_work.database)
        (stored,) = (await listings(counting, ["crowd"])).values()
        counting.read.clear()

        for many in ((), (stored.number,)):
            classes = await classes_listed(counting, {stored.number: asked}, many)

            assert sorted(classes[stored.number].values()) == [100, 4_900, 5_000]
        assert counting.read == [1, 3] * 2


async def test_a_thousand_deliveries_are_no_more_work_than_their_persons(store: str) -> None:
    """Twenty new persons of each are asked about in less than a second or two, not all of them for each delivery."""
    asked = {f"d-{number}": Asked(BEGINNING, ("agreed",), "carrier", BEGINNING) for number in range(1_000)}
    persons = [f"c-{number}" for number in range(20)]
    async with clerk(store) as at_work:
        begun = time.process_time()
        classes = await classes_among(at_work.database, asked, dict.fromkeys(asked, persons))

    assert time.process_time() - begun < 4
    assert [sum(one.values()) for one in classes.values()] == [20] * 1_000


async def test_a_large_delivery_is_judged_again_by_classes(store: str) -> None:
    """A person of ten thousand who is stopped: the delivery is judged as the whole register would have it."""
    crowd = [f"c-{number:05}" for number in range(10_000)]
    async with clerk(store) as at_work:
        before = _with_a_crowd(await at_work.register(), crowd)
        stop = {"subject": crowd[7], "from": "2024-01-01T00:00:00Z", "recipients": ["carrier"]}
        after = Register.model_validate(
            {**before.model_dump(by_alias=True), "stops": [*before.model_dump(by_alias=True)["stops"], stop]}
        )

        for register, stopped in ((before, 100), (after, 101), (before, 100)):
            await load(at_work.database, register)

            said = await _said_of_delivery(at_work.database)
            assert said == _as_rows(next(one for one in judge(register).deliveries if one.code == "crowd"))
            assert ("STOP_ORDER_ACTIVE", stopped) in said


def _with_a_crowd(register: Register, crowd: Sequence[str]) -> Register:
    """The register with a delivery that lists a crowd: half of it agreed, a hundred of the others are stopped."""
    document = register.model_dump(by_alias=True)
    given = {"text": "agreed", "given_at": "2020-01-01T00:00:00Z"}
    stops = {"from": "2020-01-01T00:00:00Z", "recipients": ["carrier"]}
    delivery = {"code": "crowd", "transfer": "parcels", "at": "2024-06-01T00:00:00Z", "subjects": crowd}
    return Register.model_validate(
        {
            **document,
            "consents": [*document["consents"], *({**given, "subject": one} for one in crowd[::2])],
            "stops": [{**stops, "subject": one} for one in crowd[1::100]],
            "deliveries": [*document["deliveries"], delivery],
        }
    )


async def _said_of_delivery(database: Database) -> Counter[tuple[str, int | None]]:
    rows = await database.rows(
        "SELECT delivery_finding.code, subjects FROM delivery_finding JOIN delivery ON delivery.id = delivery_id"
        " WHERE delivery.code = 'crowd'"
    )
    return Counter((row["code"], row["subjects"]) for row in rows)


def _as_rows(judged: DeliveryJudgement) -> Counter[tuple[str, int | None]]:
    return Counter((finding.code.value, finding.subjects) for finding in judged.findings)


class Counting:
    """A database that counts the rows which each statement reads."""

    def __init__(self, database: Reads) -> None:
        self._database = database
        self.read: list[int] = []

    @property
    def engine(self) -> Engine:
        """What keeps the data."""
        return self._database.engine

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        rows = await self._database.rows(sql, *values)
        self.read.append(len(rows))
        return rows
