"""Filled databases of any size on either engine, made for one measurement and removed after it."""

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from models.vocabulary import Role
from tests.benchmarks.generator import empty_database, fill
from vendors import tokens
from vendors.store.address import Engine, address
from vendors.store.database import opened

SERVER = os.environ.get("TEIKYO_TEST_POSTGRES") or "postgres://postgres@127.0.0.1:5432/postgres"


@dataclass(frozen=True)
class Filled:
    """A database with a register of so many transfers, and a token to ask it with."""

    engine: Engine
    place: str
    size: int
    token: str


@contextmanager
def filled(engine: Engine, size: int) -> Iterator[Filled]:
    """A database of that engine with so many transfers."""
    with empty_place(engine) as place:
        asyncio.run(empty_database(place))
        fill(place, size)
        yield Filled(engine, place, size, asyncio.run(_token(place)))


@contextmanager
def empty_place(engine: Engine) -> Iterator[str]:
    """A place for a database, without tables."""
    if engine is Engine.SQLITE:
        with tempfile.TemporaryDirectory(prefix="teikyo-bench-") as folder:
            yield str(Path(folder) / "teikyo.db")
        return
    with _made("template0") as place:
        yield place


@contextmanager
def _made(template: str) -> Iterator[str]:
    name = f"teikyo_bench_{secrets.token_hex(6)}"
    asyncio.run(_say(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE {template}"))
    try:
        yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
    finally:
        asyncio.run(_say(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def copied(engine: Engine, place: str) -> Iterator[str]:
    """A copy of a database that nobody has open."""
    if engine is Engine.SQLITE:
        copy = Path(place).with_name(f"copy-{secrets.token_hex(6)}.db")
        shutil.copyfile(place, copy)
        yield str(copy)
        return
    with _made(urlsplit(place).path[1:]) as copy_place:
        yield copy_place


async def _token(place: str) -> str:
    async with opened(address(place)) as database:
        return await tokens.create(database, "bench", [Role.REVIEWER], datetime.now(UTC))


async def _say(statement: str) -> None:
    connection = await asyncpg.connect(SERVER)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
