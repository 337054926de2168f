"""Databases that hold a register and know some people, on either engine; made quickly, from a migrated one."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.graph.desk import stored
from tests.graph.people import known_in
from tests.servers import copy_of, new_database
from vendors.register.entries.register import Register

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def on_sqlite(request: pytest.FixtureRequest, register: Register, *, asked: bool = True) -> str:
    """An SQLite database with that register, and with what persons `asked`, which is on no ledger."""
    folder: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    migrated: Path = request.getfixturevalue("migrated_file")
    path = str(folder.mktemp("loaded") / "teikyo.db")
    shutil.copy(migrated, path)
    asyncio.run(stored(path, register))
    asyncio.run(known_in(path, asked=asked))
    return path


@contextmanager
def on_postgres(request: pytest.FixtureRequest, register: Register, *, asked: bool = True) -> Iterator[str]:
    """A PostgreSQL database with that register, as long as it is wanted."""
    server: str = request.getfixturevalue("postgres_server")
    with new_database(server, copy_of(request.getfixturevalue("migrated_postgres"))) as url:
        asyncio.run(stored(url, register))
        asyncio.run(known_in(url, asked=asked))
        yield url
