"""Somebody with a token, asking the service over the demo register."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph.allowance import Rates
from graph.app import create_app
from tests.graph.desk import TODAY, stored
from tests.graph.service import Caller, calling, token_for
from vendors.demo.register import demo_register
from vendors.store.address import address


@pytest.fixture(scope="session")
def demo_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with the demo register; copy it, for loading it takes its time."""
    path = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("demo") / "teikyo.db"))
    asyncio.run(stored(str(path), demo_register(TODAY)))
    return path


@pytest.fixture
def demo_place(demo_file: Path, tmp_path: Path) -> str:
    """A copy of it, of the test's own."""
    return str(shutil.copy(demo_file, tmp_path / "demo.db"))


@pytest.fixture
async def caller(demo_place: str) -> AsyncIterator[Caller]:
    """A reviewer, whose questions cost nothing."""
    token = await token_for(demo_place)
    async with calling(create_app(address(demo_place), rates=Rates(cost=0)), token) as made:
        yield made
