"""Databases that hold a register, on either engine; made quickly, from one that is migrated already."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.graph.desk import stored
from tests.servers import copy_of, new_database
from vendors.register.entries import Register

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def on_sqlite(request: pytest.FixtureRequest, register: Register) -> str:
    """An SQLite database with that register."""
    folder: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    migrated: Path = request.getfixturevalue("migrated_file")
    path = str(folder.mktemp("loaded") / "teikyo.db")
    shutil.copy(migrated, path)
    asyncio.run(stored(path, register))
    return path


@contextmanager
def on_postgres(request: pytest.FixtureRequest, register: Register) -> Iterator[str]:
    """A PostgreSQL database with that register, as long as it is wanted."""
    server: str = request.getfixturevalue("postgres_server")
    with new_database(server, copy_of(request.getfixturevalue("migrated_postgres"))) as url:
        asyncio.run(stored(url, register))
        yield url
