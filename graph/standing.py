"""How the database stands: whether it may be answered from, and whose days its days are."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from graph.reads.database import Reader
from graph.reads.refusals import Code, Refused
from vendors.references.known_key import check_key
from vendors.rules import RULE_SET
from vendors.store.migrating import check_schema
from vendors.store.refusals import Refusal, StoreRefused

LOG = logging.getLogger("teikyo.standing")
SHOWN = "The database"
"""What a caller is told of its place: nothing."""
_LOOK_EVERY = 1.0
"""Seconds after which it is looked at again where the engine does not tell of changes."""
_MARK = (
    "select (select max(id) from tortoise_migrations) as migration, (select count(*) from tortoise_migrations) as many,"
    " (select max(rule_set) from judged) as rule_set, (select max(time_zone) from operator) as time_zone,"
    " (select max(coalesce(proof, '') || coalesce(' ' || so_far, '')) from reference_key) as reference_key"
)
"""What tells one standing from another, and costs less to ask than what it is: most changes are of the register."""


@dataclass(frozen=True)
class Standing:
    """How the database stood when it was last changed."""

    refused: Refused | None
    """Why it may not be answered from, with what to run; `None` where it may."""
    time_zone: str = "Asia/Tokyo"
    state: int | None = None
    """The state of the database that was looked at, where the engine tells of changes."""

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The day that it is, in the operator's time zone."""
        return datetime.now(self._zone).date()


class Standings:
    """Looks again after each change: an import by another process is seen by the next request."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last: Standing | None = None
        self._mark: Mapping[str, object] | None = None
        self._state: int | None = None
        self._at = 0.0

    async def now(self) -> Standing:
        """How the database stands; raises nothing.

        That it can't be looked at is told, and not kept: it passes without a change of the database that would be seen.
        """
        try:
            state = self._reader.state()
            fresh = state == self._state if state is not None else time.monotonic() - self._at < _LOOK_EVERY
            if self._last is None or not fresh:
                mark = await self._marked()
                known = self._last if mark is not None and mark == self._mark else None
                self._last = replace(known or await self._look(), state=state)
                self._state, self._at, self._mark = state, time.monotonic(), mark
        except Refused as refused:
            return Standing(refused)
        return self._last

    async def lately(self) -> Standing:
        """How it stood within the last second: for what changes the database itself each time, and looks as it does.

        That it may not be answered from is not kept so long: it is looked at again.
        """
        known = self._last
        lately = known is not None and known.refused is None and time.monotonic() - self._at < _LOOK_EVERY
        return known if known is not None and lately else await self.now()

    async def _marked(self) -> Mapping[str, object] | None:
        """What tells it from another; `None` where that can't be read."""
        try:
            return (await self._reader.rows(_MARK))[0]
        except Refused:
            return None

    async def _look(self) -> Standing:
        """Raises `Refused` where it can't be looked at just now."""
        try:
            await check_schema(self._reader, SHOWN)
            await check_key(self._reader, None if self._reader.door is None else self._reader.door.cipher, SHOWN)
            judged = await self._reader.rows("select rule_set from judged")
            operators = await self._reader.rows("select time_zone from operator")
        except StoreRefused as refused:
            return Standing(said(refused))
        if not judged or not operators:
            return Standing(said(StoreRefused(Refusal.NO_REGISTER, database=SHOWN)))
        if (stored := judged[0]["rule_set"]) != RULE_SET:
            return Standing(
                said(StoreRefused(Refusal.JUDGED_OTHERWISE, database=SHOWN, stored=stored, current=RULE_SET))
            )
        return Standing(None, operators[0]["time_zone"])


def said(refused: StoreRefused) -> Refused:
    """What the store refuses, as the service says it."""
    return Refused(Code.UNAVAILABLE, refused.message("en"), refused.message("ja"))
