"""Replaying the ledger from empty: the register as it was known once so many events had been recorded."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson

from models.vocabulary import LedgerAction
from vendors.ledger.adopting import LOADING
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.events import COLUMNS, PROCESS, Event, Happened, as_moment, canonical, event_of
from vendors.purging.purged import PURGED, Purged, purged_of
from vendors.store.connection import Reads, Row
from vendors.store.entries import IN_OWN_ROWS
from vendors.store.persons.stored import WITHDRAWALS

Heard = Callable[[int], None]
"""Called with how many events have been read."""

AT_ONCE = 10_000
"""Events that are read at once."""
DELIVERIES = "deliveries"
"""The list whose entries may list persons."""
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass
class Import:
    """What the ledger has of one change that is listed among the imports."""

    by: str | None
    added: int = 0
    corrected: int = 0
    removed: int = 0


@dataclass
class Replayed:
    """What the ledger says, up to some event."""

    entries: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """The entries by list and key, persons by their digests; rows about persons by batch."""
    purged: dict[str, Purged] = field(default_factory=dict)
    """What stands of the deliveries whose persons were purged, by code."""
    process: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    """What was done about requests and receipts, by list and number of the row: no part of the register."""
    imports: dict[datetime, Import] = field(default_factory=dict)
    """What was imported, or done by a verb, by its moment."""
    recorded_at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """The moment of the import that recorded an entry last."""
    leaves: list[bytes] = field(default_factory=list)
    last: Event | None = None
    rule_set: str | None = None
    """By which rule set everything was judged."""
    judged_at: datetime | None = None
    """Since when."""
    _adopting: datetime | None = None

    @property
    def size(self) -> int:
        """How many events were replayed."""
        return len(self.leaves)

    def take(self, event: Event, leaf: bytes) -> None:
        """Take the next event. Raises `ValueError`, `KeyError` or `TypeError` where it says nothing of sense."""
        self.leaves.append(leaf)
        self.last = event
        happened = event.happened
        if happened.action is LedgerAction.JUDGED:
            document = orjson.loads(happened.entry or "")
            self.rule_set = document["rule_set"]
            self.judged_at = as_moment(document.get("judged_at", event.recorded_at))
        elif happened.list in PROCESS:
            self._keep_process(happened)
        elif happened.action is not LedgerAction.ADOPTED:
            self._count(event)
            self._keep(event, event.recorded_at)
        elif happened.list == LOADING:
            document = orjson.loads(happened.entry or "")
            self._adopting = as_moment(document.pop("at"))
            self.imports[self._adopting] = Import(**document)
        elif self._adopting is None:
            raise ValueError("adopted without an import")
        else:
            self._keep(event, self._adopting)

    def _keep_process(self, happened: Happened) -> None:
        if happened.action is LedgerAction.REMOVED:
            del self.process[happened.list][happened.key]
        elif happened.entry is None:
            raise ValueError("process without its body")
        else:
            self.process[happened.list][happened.key] = happened.entry

    def _keep(self, event: Event, moment: datetime) -> None:
        name, key, entry = event.happened.list, event.happened.key, event.happened.entry
        if name == DELIVERIES:
            self.purged.pop(key, None)
        if event.happened.action is LedgerAction.REMOVED:
            del self.entries[name][key]
            del self.recorded_at[name, key]
        elif entry is None:
            raise ValueError("an entry without its body")
        else:
            if event.happened.action is LedgerAction.PURGED:
                entry = self._purge(key, orjson.loads(entry))
            self.entries[name][key] = entry
            self.recorded_at[name, key] = moment

    def _purge(self, code: str, document: dict[str, Any]) -> str:
        """Keep what stands of a delivery; the entry that is left of it, which has to list those who went until then."""
        purged = purged_of(code, document["transfer"], document.pop(PURGED))
        if orjson.loads(self.entries[DELIVERIES][code])["subjects"]["persons"] != purged.persons:
            raise ValueError("others are purged than were listed")
        self.purged[code] = purged
        return canonical(document)

    def _count(self, event: Event) -> None:
        """Count what the change did; of persons, rows and not batches."""
        counted = self.imports.setdefault(event.recorded_at, Import(event.actor))
        action, name = event.happened.action, event.happened.list
        if name == WITHDRAWALS:
            # A consent that is withdrawn says something else from then on; where withdrawals go, consents do.
            counted.corrected += persons_in(event.happened.entry) if action is LedgerAction.ADDED else 0
        elif name in IN_OWN_ROWS:
            before, now = self._persons(name, event.happened.key), persons_in(event.happened.entry)
            counted.added += max(0, now - before)
            counted.removed += max(0, before - now)
        elif action is LedgerAction.ADDED:
            counted.added += 1
        elif action in {LedgerAction.CORRECTED, LedgerAction.PURGED}:
            counted.corrected += 1
        else:
            counted.removed += 1

    def _persons(self, name: str, batch: str) -> int:
        return persons_in(self.entries[name].get(batch))


def persons_in(sealed: str | None) -> int:
    """How many rows about persons a batch has, by what the ledger says of it."""
    return 0 if sealed is None else int(orjson.loads(sealed)["persons"])


async def replay(database: Reads, until: int | None = None, heard: Heard | None = None) -> Replayed:
    """Replay the events up to that number, or all. Raises `LedgerDiffers` at the first that is not what was written."""
    replayed = Replayed()
    moment = _BEFORE_ALL
    async for row in _rows(database, until):
        expected = replayed.size + 1
        if row["id"] != expected:
            raise LedgerDiffers(Difference.GAP, expected=expected, found=row["id"])
        try:
            event = event_of(row)
            leaf = event.leaf()
            if leaf.hex() != row["leaf"]:
                raise LedgerDiffers(Difference.LEAF, sequence=expected)
            if event.recorded_at < moment:
                raise LedgerDiffers(Difference.TIME, sequence=expected)
            replayed.take(event, leaf)
        except (ValueError, TypeError, AttributeError, KeyError) as fault:
            raise LedgerDiffers(Difference.UNREADABLE, sequence=expected, why=repr(fault)) from fault
        moment = event.recorded_at
        if heard is not None and expected % AT_ONCE == 0:
            heard(expected)
    if heard is not None:
        heard(replayed.size)
    return replayed


async def last_of_a_change(database: Reads, asked: datetime | int) -> int:
    """The last event that a change had recorded by a moment, or by an event's number; 0 where there is none.

    Events in the midst of a change are passed over: the register never was as they would leave it.
    """
    last = 0
    for row in await database.rows(
        "SELECT max(id) AS id, recorded_at FROM ledger_event GROUP BY recorded_at ORDER BY max(id)"
    ):
        if row["id"] > asked if isinstance(asked, int) else as_moment(row["recorded_at"]) > asked:
            break
        last = row["id"]
    return last


async def _rows(database: Reads, until: int | None) -> AsyncIterator[Row]:
    """The rows of the ledger in order, so many at a time."""
    columns = ", ".join(COLUMNS)
    last: int | None = None
    while True:
        where = "" if last is None else " WHERE id > ?"
        values = () if last is None else (last,)
        rows = await database.rows(
            f"SELECT {columns} FROM ledger_event{where} ORDER BY id LIMIT {AT_ONCE}",  # noqa: S608  # names of ours
            *values,
        )
        for row in rows:
            if until is not None and row["id"] > until:
                return
            yield row
        if len(rows) < AT_ONCE:
            return
        last = rows[-1]["id"]
