"""How the database stands is known to each request as it is then, and is not asked anew for each change."""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import count
from typing import Any

import pytest

from graph.reads.database import unavailable
from graph.reads.readers import reader_of
from graph.reads.sqlite import SQLiteReader
from graph.standing import Standings
from vendors.store.address import address


@pytest.fixture
async def standings(demo_place: str) -> AsyncIterator[Standings]:
    """Of the demo register."""
    reader = reader_of(address(demo_place), 5)
    yield Standings(reader)
    await reader.close()


def change(place: str, statement: str) -> None:
    """Change the database as another process would."""
    with sqlite3.connect(place) as connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("UPDATE judged SET rule_set = 'sha256:another'", True),
        ("DELETE FROM operator", True),
        ("DELETE FROM tortoise_migrations WHERE id = (SELECT max(id) FROM tortoise_migrations)", True),
        ("DROP TABLE tortoise_migrations", True),
        ("UPDATE operator SET time_zone = 'Asia/Kolkata'", False),
    ],
)
async def test_what_changes_it_is_seen_at_once(
    standings: Standings, demo_place: str, statement: str, refused: bool
) -> None:
    """Other rules, another schema, no register, another time zone."""
    before = await standings.now()
    change(demo_place, "PRAGMA foreign_keys = OFF")
    change(demo_place, statement)

    after = await standings.now()

    assert before.refused is None
    assert (after.refused is not None) == refused
    assert after.time_zone != before.time_zone or refused


async def test_what_changes_anything_else_leaves_it(standings: Standings, demo_place: str) -> None:
    """A new state of the database, and the same standing."""
    before = await standings.now()
    change(demo_place, "UPDATE service SET note = 'changed'")

    after = await standings.now()

    assert after.state != before.state
    assert (after.refused, after.time_zone) == (before.refused, before.time_zone)


async def test_a_refusal_is_over_at_once_also_for_who_looks_but_now_and_then(
    standings: Standings, demo_place: str
) -> None:
    """What may be answered from is not looked at again for a while, whatever changes; what may not is, each time."""
    change(demo_place, "UPDATE judged SET rule_set = 'sha256:another' || rule_set")
    before = await standings.lately()
    change(demo_place, "UPDATE judged SET rule_set = replace(rule_set, 'sha256:another', '')")
    after = await standings.lately()
    change(demo_place, "UPDATE operator SET time_zone = 'Asia/Kolkata'")

    assert (before.refused is None, after.refused) == (False, None)
    assert await standings.lately() is after
    assert (await standings.now()).time_zone == "Asia/Kolkata"


async def test_that_it_could_not_be_looked_at_is_told_once_and_not_kept(demo_place: str) -> None:
    """Whichever statement meets a fault that passes: nothing changes, and the next request is answered."""
    told = []
    for number in count():
        reader = FailingOnce(demo_place, 5)
        reader.left = number
        standings = Standings(reader)
        first, then = await standings.now(), await standings.now()
        await reader.close()
        if reader.left >= 0:
            break
        told.append(first.refused is not None)
        assert then.refused is None

    assert told == [False, *[True] * (len(told) - 1)], "the mark, which is first, tells only one standing from another"
    assert len(told) > 3


class FailingOnce(SQLiteReader):
    """Reads a file that can't be read for the length of one statement, as while its log is recovered."""

    left = 0
    """Statements before the one that fails."""

    async def rows(self, sql: str, *values: object) -> Sequence[Mapping[str, Any]]:
        """Of all statements but that."""
        self.left -= 1
        if self.left == -1:
            raise unavailable("disk I/O error")
        return await super().rows(sql, *values)
