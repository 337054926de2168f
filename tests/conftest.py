"""What many tests need: a database of their own, empty or migrated, on either engine."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from graph.garbage import look_for_garbage_as_a_service
from tests.servers import copy_of, new_database
from vendors.store.address import Engine, address
from vendors.store.database import opened
from vendors.store.migrating import migrate

os.environ["LC_ALL"] = "C.UTF-8"
"""Commands speak the environment's language, so that is the same wherever the tests run."""


def pytest_collection_finish() -> None:
    """What was imported by now lives as long as the process: it is not looked through for garbage again and again."""
    look_for_garbage_as_a_service()


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The server that `TEIKYO_TEST_POSTGRES` names, by a role that may make databases there. Without it: failure."""
    url = os.environ.get("TEIKYO_TEST_POSTGRES", "")
    if not url:
        pytest.fail(
            "TEIKYO_TEST_POSTGRES is not set; name a PostgreSQL server, as postgres://postgres@127.0.0.1:5432/postgres",
            pytrace=False,
        )
    return url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The URL of a new, empty database, which is dropped afterwards."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database of today's schema without a row; copy it, for that is quicker than making one."""
    path = tmp_path_factory.mktemp("migrated") / "teikyo.db"
    asyncio.run(_migrated(str(path)))
    return path


@pytest.fixture
def sqlite_store(migrated_file: Path, tmp_path: Path) -> str:
    """The path of a migrated SQLite database of the test's own."""
    path = tmp_path / "teikyo.db"
    shutil.copy(migrated_file, path)
    return str(path)


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of today's schema without a row, to make others from."""
    with new_database(postgres_server) as url:
        asyncio.run(_migrated(url))
        yield url


@pytest.fixture
def postgres_store(postgres_server: str, migrated_postgres: str) -> Iterator[str]:
    """The URL of a migrated PostgreSQL database of the test's own."""
    with new_database(postgres_server, copy_of(migrated_postgres)) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database without a row, on each engine in turn."""
    where: str = request.getfixturevalue(f"{request.param}_store")
    return where


@pytest.fixture
def another(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes further such databases, on the same engine."""
    with ExitStack() as made:

        def one_more() -> str:
            if address(store).engine is Engine.POSTGRESQL:
                server: str = request.getfixturevalue("postgres_server")
                copied = new_database(server, copy_of(request.getfixturevalue("migrated_postgres")))
                with ThreadPoolExecutor(1) as apart:  # the test may have a loop of its own
                    return apart.submit(made.enter_context, copied).result()
            folder = tmp_path / f"another-{len(list(tmp_path.glob('another-*')))}"
            folder.mkdir()
            return str(shutil.copy(request.getfixturevalue("migrated_file"), folder / "teikyo.db"))

        yield one_more


@pytest.fixture
def place(store: str) -> str:
    """The same, for tests that load a register into it and ask of it."""
    return store


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without a table, on each engine in turn; of SQLite's not even the folder is there."""
    if request.param == "sqlite":
        return str(tmp_path / "var" / "new.db")
    where: str = request.getfixturevalue("postgres_url")
    return where


async def _migrated(place: str) -> None:
    async with opened(address(place), make=True) as database:
        await migrate(database)
