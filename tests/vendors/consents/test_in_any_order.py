"""However what persons said comes in, in the end it is what a file with all of it would have said."""

import asyncio
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.vendors.consents.recorder import ON_CONSENT, recorder
from tests.vendors.store.persons.crowds import TEXTS, crowds
from tests.vendors.store.test_corrections import said_by, said_of
from vendors.judgement import judge
from vendors.register.entries.person import Consent
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.store.entries import bodies_of, entries_of, stored_bodies

EITHER: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}
Draw = Callable[[st.SearchStrategy[Any]], Any]
Steps = Sequence[tuple[str, Sequence[dict[str, Any]]]]


@st.composite
def told_bit_by_bit(draw: Draw) -> tuple[Register, Steps]:
    """A register of many persons, and steps in which what they said may come to be on record."""
    crowd = draw(crowds())
    base = read_register(ON_CONSENT.encode()).model_dump(by_alias=True)
    texts = draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4, unique=True))
    leads, parcels = base["transfers"]
    leads |= {"bases": [{"kind": "consent", "texts": texts}], "from": "2022-01-01"}
    deliveries = [{**one.model_dump(by_alias=True), "transfer": "leads"} for one in crowd.deliveries]
    by_moment = {(one.text, one.subject, one.given_at): one for one in crowd.consents}
    consents = [one for one in by_moment.values() if one.withdrawn_at is None or one.withdrawn_at >= one.given_at]
    register = Register.model_validate(
        {
            **base,
            "transfers": [parcels, leads],
            "consent_texts": [{**base["consent_texts"][0], "code": code} for code in TEXTS],
            "stops": [one.model_dump(by_alias=True) for one in crowd.stops],
            "deliveries": deliveries,
            "consents": [one.model_dump() for one in consents],
        }
    )
    return register, draw(_steps(draw(st.permutations(consents))))


@st.composite
def _steps(draw: Draw, consents: Sequence[Consent]) -> Steps:
    """Consents in a few batches, each withdrawal with its consent or in some batch after it."""
    steps: list[tuple[str, list[dict[str, Any]]]] = []
    waiting: list[dict[str, Any]] = []
    left = list(consents)
    while left or waiting:
        number = draw(st.integers(1, 8))
        some, left = left[:number], left[number:]
        steps.append(("gives", [_given(draw, one, waiting) for one in some]))
        back, waiting = (waiting, []) if not left or draw(st.booleans()) else ([], waiting)
        steps.append(("withdraws", back))
    return [step for step in steps if step[1]]


def _given(draw: Draw, consent: Consent, waiting: list[dict[str, Any]]) -> dict[str, Any]:
    said = {name: value for name, value in consent.model_dump().items() if value is not None}
    if consent.withdrawn_at is not None and draw(st.booleans()):
        named = ("text", "subject", "given_at", "withdrawn_at")
        waiting.append({name: said[name] for name in named})
        del said["withdrawn_at"]
    return said


@settings(max_examples=40, **EITHER)
@given(told=told_bit_by_bit())
def test_bit_by_bit_says_the_same_as_a_file(told: tuple[Register, Steps], migrated_file: Path, tmp_path: Path) -> None:
    """Whatever comes first: the same register, the same judgement."""
    asyncio.run(_record(str(shutil.copy(migrated_file, tmp_path / "told.db")), *told))


@pytest.mark.postgres
@settings(max_examples=15, **EITHER)
@given(told=told_bit_by_bit())
def test_postgres_says_the_same(told: tuple[Register, Steps], postgres_store: str) -> None:
    """The same on the other engine, where each register takes the place of the one before."""
    asyncio.run(_record(postgres_store, *told))


async def _record(place: str, register: Register, steps: Steps) -> None:
    async with recorder(place, register.model_copy(update={"consents": ()})) as at_work:
        for verb, rows in steps:
            await getattr(at_work, verb)(*rows)

        assert await stored_bodies(at_work.database) == bodies_of(entries_of(register))
        assert await said_by(at_work.database) == said_of(judge(register))
