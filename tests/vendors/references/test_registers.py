"""Whole registers, the demo's and ones that nobody thought of, are kept, judged and told with a key as without one."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from models.tables import encrypted_columns, tables
from tests.graph.everything import everything
from tests.graph.reference.choices import drawn
from tests.registers import registers
from tests.vendors.references.people import (
    KEY,
    PEOPLE,
    WORDS,
    all_that_lies_there,
    journey,
    named_anew,
    rows_of_every_table,
)
from vendors.exports.exporting import export_files
from vendors.exports.quarters import quarter, quarters_to
from vendors.ledger.comparing import Digests
from vendors.ledger.verifying import verify
from vendors.register.entries.register import Register
from vendors.register.write import write_register
from vendors.store.address import Address, address
from vendors.store.database import opened
from vendors.store.loading import load, the_register
from vendors.store.rows import table_of

QUARTERS = [one.name for one in quarters_to(quarter("2026Q4"), 4)]
NO_PERSON_COMES_THERE = {
    "actor",
    "actor_role",
    "access_token",
    "access_token_role",
    "browser_session",
}
"""Who may come in: the operator's own people."""
ONLY_SALTS = {"sealed", "verb_answer"}
"""What is encrypted there is by what digests of references could be guessed, and no reference."""


async def told(place: Address, register: Register) -> dict[str, Any]:
    """Load it; every row of every table, the file, exports of some years, and what verifying says."""
    async with opened(place) as database:
        await load(database, register)
        digests = await Digests(database).read()
        kept = await the_register(database)
        verified = await verify(database)
    exported = {name: export_files(kept, quarter(name), {}) for name in QUARTERS}
    return {
        "rows": {table_of(table): Counter(rows.values()) for table, rows in digests.of.items()},
        "register": write_register(kept),
        "exports": exported,
        "verified": (verified.transfers, verified.size),
    }


async def check_alike(register: Register, store: str, plain: str) -> None:
    """What is told of it with a key is what is told without; and no reference lies there in clear."""
    with_key = await told(address(store, KEY), register)
    assert with_key == await told(address(plain), register)
    assert with_key["verified"][0] == len(register.transfers)


async def test_the_demo_register_is_judged_and_told_as_without_a_key(store: str, another: Callable[[], str]) -> None:
    """With something of everything in it: its rows, findings, counts, file and exports are the same."""
    await check_alike(everything(), store, another())


async def test_registers_that_nobody_thought_of_are_judged_and_told_as_without_a_key(
    store: str, another: Callable[[], str]
) -> None:
    """The same, and some of them have persons."""
    some = drawn(registers(), 3, Random(f"references {address(store).engine}"))
    assert any(one.consents or one.stops for one in some)
    for register in some:
        await check_alike(register, another(), another())


async def test_no_table_holds_a_reference_in_clear(store: str, another: Callable[[], str]) -> None:
    """Each table is filled and looked at; a new one belongs into the journey, or is said to be of nobody.

    Without a key they are found, in those tables alone whose columns are encrypted where there is one.
    """
    names = [one.encode() for one in (*PEOPLE, WORDS)]
    filled: set[str] = set()
    clear: dict[bytes, set[str]] = {}
    for key, (first, second) in ((KEY, (store, another())), (b"", (another(), another()))):
        async with opened(address(first, key)) as database:
            await load(database, named_anew(everything()))
        async with opened(address(second, key)) as database:
            await journey(database)
        clear[key] = set()
        for place in (address(first), address(second)):
            for table, text in (await rows_of_every_table(place)).items():
                filled |= {table} if text and key else set()
                clear[key] |= {table} if any(one in text or one.hex().encode() in text for one in names) else set()
            assert not key or not [one for one in names if one in await all_that_lies_there(place)]

    assert {table_of(one) for one in tables()} - filled == NO_PERSON_COMES_THERE
    assert clear == {KEY: set(), b"": {*encrypted_columns()} - ONLY_SALTS}
