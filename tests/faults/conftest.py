"""A service of a database with the demo register, on each engine, for tests that do it harm."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.vocabulary import Role
from tests.faults.writers import Service
from tests.graph.desk import TODAY, stored
from tests.graph.service import made_token
from vendors.demo.register import demo_register


@pytest.fixture
def token(store: str) -> str:
    """The token of a recorder, of a database with the demo register."""
    asyncio.run(stored(store, demo_register(TODAY)))
    return made_token(store, "writer", Role.RECORDER, Role.REVIEWER)


@pytest.fixture
def service(store: str, token: str, tmp_path: Path) -> Iterator[Service]:
    """Two workers over that database."""
    served = Service(store, "--workers", "2", folder=tmp_path)
    served.start()
    served.wait()
    yield served
    served.kill()
