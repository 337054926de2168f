"""A verb does what the import of the file that it leads to does, and is refused where that file would be."""

import asyncio
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.registers import Document, documents
from tests.vendors.store.test_corrections import said_by, said_of
from tests.vendors.store.test_loading import everything, told
from vendors.judgement import judge
from vendors.register.documents import ENTRY_TYPES, entry_key, register_document
from vendors.register.entries.register import Register
from vendors.register.faults import RegisterRefused
from vendors.register.read import read_register
from vendors.store.address import address
from vendors.store.database import Database, opened
from vendors.store.entries import LIMITS, OPERATOR, key_of, releases
from vendors.store.loading import load, the_register
from vendors.verbs.doing import Order, do
from vendors.verbs.refusals import VerbRefused
from vendors.verbs.table import BY_NAME, SINGULARS
from vendors.verbs.verb import name_of

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]
EITHER: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
DATED = {
    "recipients": ("changes", "changeRecipient"),
    "contracts": ("amendments", "amendContract"),
    "transfers": ("changes", "changeTransfer"),
}


ONLY_OF_VERBS = {"day_too_early", "day_too_late", "changes_nothing"}
"""A file takes days in whatever order they were recorded, and changes of nothing; a verb asks who says them."""
OFTEN_FIRST = (
    *("transfers", "contracts", "recipients", "deliveries", "transfers", "contracts", "recipients"),
    *("policies", "anonymised_releases", "consent_texts", "items", "purposes", "services", OPERATOR, LIMITS),
)
"""Hypothesis draws the first of several more often."""


@dataclass
class Step:
    """A verb on one entry, and the file that it leads to."""

    verb: str
    given: Document
    release: Document | None
    """The publication that it is about, where it is about one: they have no name."""
    file: Document


@st.composite
def stories(draw: Draw[Any]) -> tuple[Register, list[Step]]:
    """A register, and verbs on it one after the other; each is drawn from what the register says when it comes."""
    before, other = (register_document(Register.model_validate(draw(documents()))) for _ in range(2))
    steps, now = [], before
    for _ in range(draw(st.integers(1, 3))):
        step = draw(st.just(a_step(draw, now, other)))
        if step is not None:
            steps.append(step)
            if _read(step.file) is not None:
                now = step.file
    return Register.model_validate(before), steps


def a_step(draw: Draw[Any], now: Document, wealth: Document) -> Step | None:
    """A verb that says something of a register, drawn from what that says and from what another one does."""
    file = deepcopy(now)
    name = draw(st.sampled_from(OFTEN_FIRST))
    if name in {OPERATOR, LIMITS}:
        said = draw(st.sampled_from([file[name], wealth[name]]))
        field = draw(st.sampled_from(sorted({*file[name], *said})))
        return _corrected(name, file, file[name], field, said.get(field) if draw(st.booleans()) else None)
    entries, others = file.setdefault(name, []), wealth.get(name, [])
    one, _, _ = SINGULARS[name]
    how = draw(st.sampled_from(["correct", "dated", "register", "remove", "correct"] if entries else ["register"]))
    if how == "register":
        if not [*others, *entries]:
            return None
        entry = draw(st.sampled_from([*others, *entries]))
        if draw(st.booleans()) and "code" in entry:
            entry = {**entry, "code": "another"}
        entries.append(entry)
        return Step(f"register{one}", entry, None, file)
    place = draw(st.integers(0, len(entries) - 1))
    entry = entries[place]
    if how == "remove":
        entries.pop(place)
        return Step(f"remove{one}", _naming(name, entry), entry if name == "anonymised_releases" else None, file)
    if how == "dated" and name in DATED:
        field, verb = DATED[name]
        there = [change for each in [*others, *entries] for change in each.get(field, [])]
        if there:
            change = draw(st.sampled_from(there))
            entry.setdefault(field, []).append(change)
            return Step(verb, {**_naming(name, entry), **change}, None, file)
    said = draw(st.sampled_from([*others, *entries]))
    field = draw(st.sampled_from(sorted({*entry, *said, "note"} - {"code", "version"})))
    return _corrected(name, file, entry, field, said.get(field) if draw(st.booleans()) else None)


def _naming(name: str, entry: Document) -> Document:
    return {key: entry[key] for key in ("code", "version") if key in entry and key == name_of(name)}


def _corrected(name: str, file: Document, entry: Document, field: str, value: Any) -> Step:
    before = deepcopy(entry)
    given = {**_naming(name, entry), field: value}
    if value is None:
        entry.pop(field, None)
    else:
        entry[field] = value
    verb = f"correct{SINGULARS[name][0]}" if name in SINGULARS else f"correct{name.capitalize()}"
    return Step(verb, given, before if name == "anonymised_releases" else None, file)


def _read(document: Document) -> Register | None:
    try:
        return read_register(orjson.dumps(document))
    except RegisterRefused:
        return None


def _codes(document: Document) -> set[str]:
    """What a file of this is refused for."""
    try:
        read_register(orjson.dumps(document))
    except RegisterRefused as refused:
        return {fault.code for fault in refused.faults}
    return set()


async def told_by_verbs(database: Database, before: Register, steps: list[Step]) -> Register:
    """Do the verbs, one after the other, and tell what is stored in the end; each is refused as its file would be."""
    await load(database, before)
    now = before
    for step in steps:
        verb = BY_NAME[step.verb]
        given = step.given
        if step.release is not None:
            entry = ENTRY_TYPES["anonymised_releases"].model_validate(step.release)
            number = (await releases(database))[key_of("anonymised_releases", entry_key(entry))]
            given = {"id": str(number), **given}
        order = Order(verb, [given], ("it",), reason="because")
        was = await everything(database)
        try:
            await database.write(partial(do, order=order))
        except VerbRefused as refused:
            codes = {"unknown_reference" if one.code == "still_named" else one.code for one in refused.refusals}
            assert codes - ONLY_OF_VERBS == _codes(step.file), step
            assert await everything(database) == was
            file = _read(step.file)
            if file is not None:
                await load(database, file)
                now = file
        else:
            register = _read(step.file)
            assert register is not None, (step, _codes(step.file))
            now = register
            assert await the_register(database) == register, step
    return now


@settings(max_examples=60, **EITHER)
@given(story=stories())
def test_verbs_leave_what_an_import_leaves(
    story: tuple[Register, list[Step]], migrated_file: Path, tmp_path: Path
) -> None:
    """In every table; and a verb is refused exactly where the file would be, for the same reasons."""
    before, steps = story
    places = [str(shutil.copy(migrated_file, tmp_path / name)) for name in ("verbs.db", "file.db")]

    async def both() -> tuple[Any, Any]:
        async with opened(address(places[0])) as by_verbs, opened(address(places[1])) as by_file:
            register = await told_by_verbs(by_verbs, before, steps)
            await load(by_file, register)
            return await told(by_verbs), await told(by_file)

    by_verbs, by_file = asyncio.run(both())

    assert by_verbs == by_file


@pytest.mark.postgres
@settings(max_examples=15, **EITHER)
@given(story=stories())
def test_postgres_does_the_same_by_verbs(story: tuple[Register, list[Step]], postgres_store: str) -> None:
    """What is stored afterwards is the register of the file, and what the judge says of it."""
    before, steps = story

    async def told_then() -> tuple[Any, Register]:
        async with opened(address(postgres_store)) as database:
            register = await told_by_verbs(database, before, steps)
            return await said_by(database), register

    said, register = asyncio.run(told_then())

    assert said == said_of(judge(register))
