"""When a token was last used is on record, without a write for each read."""

from datetime import UTC, datetime, timedelta

import pytest

from graph.app import create_app
from graph.uses import Uses
from tests.graph.service import calling, token_for
from vendors import tokens
from vendors.store.address import address
from vendors.store.database import opened
from vendors.token_text import key_of

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


async def last_used(place: str) -> dict[str, datetime | None]:
    """What is on record, by the names of tokens."""
    async with opened(address(place)) as database:
        return {one.name: one.last_used_at for one in await tokens.listed(database)}


async def test_what_let_in_is_on_record_when_the_service_has_ended_at_the_latest(place: str) -> None:
    """The token that was used, and no other; while it serves, a read waits for no write."""
    text = await token_for(place, "used")
    await token_for(place, "unused")
    before = datetime.now(UTC)
    async with calling(create_app(address(place)), text) as caller:
        await caller.ask("{ __typename }")
        meanwhile = await last_used(place)
    found = await last_used(place)

    assert set(meanwhile.values()) == {None}
    assert found["unused"] is None
    assert before <= (found["used"] or NOW) <= datetime.now(UTC)


async def test_a_token_that_is_used_all_the_time_is_written_now_and_then(place: str) -> None:
    """The first use at once, a later one when ten minutes have passed."""
    key = key_of(await token_for(place, "busy")) or ""
    uses = Uses(address(place))
    written = []
    for minutes in (0, 5, 9, 10, 12):
        uses.note(key, NOW + timedelta(minutes=minutes))
        await uses.write()
        written.append((await last_used(place))["busy"])

    assert written == [NOW, NOW, NOW, *[NOW + timedelta(minutes=10)] * 2]


async def test_a_database_that_cannot_be_written_keeps_nobody_out(
    sqlite_store: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It is said in the log, and what was noted waits."""
    key = key_of(await token_for(sqlite_store, "patient")) or ""
    uses = Uses(address(f"{sqlite_store}.gone"))
    uses.note(key, NOW)

    await uses.write()

    assert uses.due() == {key: NOW}
    assert "could not be written: NO_DATABASE" in caplog.text
