"""Documents that nobody thought of are answered, or refused, on each engine as the reference answers or refuses."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from datetime import date
from random import Random

import pytest

from tests.graph.desk import TODAY, desk
from tests.graph.everything import everything
from tests.graph.places import ENGINES, on_postgres, on_sqlite
from tests.graph.reference.asking import HOLDER, NO_LIMITS, ROLES, SEED, TIMES, Asking
from tests.graph.reference.choices import drawn
from tests.graph.reference.engine import Engine
from tests.graph.reference.executor import Reference
from tests.graph.reference.recording import recorded_twice
from tests.graph.reference.world import World
from tests.registers import ANCHORS, registers
from tests.vendors.references.people import KEY
from vendors.references.cipher import cipher_of
from vendors.references.rewriting import rewrite
from vendors.register.entries.register import Register
from vendors.store.address import address
from vendors.store.database import opened


def ask(
    register: Register, places: Sequence[str], number: int, chance: Random, today: date = TODAY, key: bytes = b""
) -> None:
    """Ask so many selections of a register that is stored in these places, and encrypted there if a key is named."""
    recorded = [recorded_twice(place) for place in places]
    assert all(one == recorded[0] for one in recorded), "the engines record in another order"
    world = World(register, today, recorded[0].moments, recorded[0].events)
    if key:
        world.stored = cipher_of(key).sealed
    reference = Reference(world, HOLDER)

    async def asked() -> None:
        async with AsyncExitStack() as desks:
            for place in places if key else ():
                database = await desks.enter_async_context(opened(address(place), as_stored=True))
                assert await rewrite(database, None, cipher_of(key), lambda _: None)
            made = [
                await desks.enter_async_context(desk(place, NO_LIMITS, today=today, roles=ROLES, key=key))
                for place in places
            ]
            engines = [Engine(one) for one in made]
            await Asking(reference, engines).anything(number * TIMES, chance)

    asyncio.run(asked())


@pytest.mark.parametrize("part", range(2))
def test_documents_are_answered_on_sqlite_as_the_reference_answers_them(part: int, reference_sqlite: str) -> None:
    """Of a register with something of everything."""
    ask(everything(), [reference_sqlite], 60, Random(f"{SEED} sqlite {part}"))


@pytest.mark.postgres
@pytest.mark.parametrize("part", range(4))
def test_documents_are_answered_on_both_engines_as_the_reference_answers_them(
    part: int, reference_sqlite: str, reference_postgres: str
) -> None:
    """The same, and more of it."""
    ask(everything(), [reference_sqlite, reference_postgres], 70, Random(f"{SEED} both {part}"))


def test_documents_of_any_register_are_answered_on_sqlite(request: pytest.FixtureRequest) -> None:
    """Registers, too, that nobody thought of, on a day around which something happens in some of them."""
    chance = Random(f"{SEED} registers")
    for register in drawn(registers(), 8 * TIMES, chance):
        ask(register, [on_sqlite(request, register)], 4, chance, chance.choice(ANCHORS))


@pytest.mark.postgres
@pytest.mark.parametrize("part", range(2))
def test_documents_of_any_register_are_answered_on_both_engines(part: int, request: pytest.FixtureRequest) -> None:
    """The same, and more of it."""
    chance = Random(f"{SEED} registers on both {part}")
    for register in drawn(registers(), 8 * TIMES, chance):
        with ExitStack() as stored:
            places = [on_sqlite(request, register), stored.enter_context(on_postgres(request, register))]
            ask(register, places, 6, chance, chance.choice(ANCHORS))


@pytest.mark.parametrize("engine", ENGINES)
def test_documents_about_encrypted_references_are_answered_as_without_a_key(
    engine: str, request: pytest.FixtureRequest
) -> None:
    """Of a register with something of everything, and of some that nobody thought of."""
    chance = Random(f"{SEED} encrypted on {engine}")
    some = [(everything(), TODAY), *((one, chance.choice(ANCHORS)) for one in drawn(registers(), 3 * TIMES, chance))]
    for register, today in some:
        with ExitStack() as stored:
            if engine == "sqlite":
                place = on_sqlite(request, register)
            else:
                place = stored.enter_context(on_postgres(request, register))
            ask(register, [place], 30, chance, today, KEY)
