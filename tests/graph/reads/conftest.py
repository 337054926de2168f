"""A desk over the demo register, on either engine."""

from collections.abc import AsyncIterator

import pytest

from tests.graph.desk import TODAY, Desk, desk, stored
from vendors.demo.register import demo_register


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the demo register."""
    await stored(place, demo_register(TODAY))
    async with desk(place) as made:
        yield made
