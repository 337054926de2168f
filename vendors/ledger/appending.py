"""Appending to the ledger: events in the order in which they are committed, and the tree that grows with them.

Who appends is the only writer until he commits (`Database.write`), so that numbers have no gap and their order is the
order of the commits: an engine's own sequence would leave a gap wherever a transaction is undone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from models.ledger import LedgerEvent, LedgerHead
from vendors.ledger.events import COLUMNS, Event, Happened, as_moment
from vendors.ledger.tree import grown, root_of
from vendors.store.change import Occasion
from vendors.store.connection import Connection, Reads
from vendors.store.rows import table_of

HEAD = 1
"""The number of the head's one row."""

_AT_ONCE = 10_000
"""Events whose rows are held before they are handed to the database."""
_NEXT = timedelta(microseconds=1)


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Head:
    """How far the ledger has come."""

    size: int = 0
    frontier: tuple[bytes, ...] = ()
    last: datetime = _BEFORE_ALL
    """The moment of the last change."""

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        return root_of(self.frontier)


async def head_of(database: Reads) -> Head:
    """How far the ledger has come; nothing where it is empty. Raises `ValueError` where the row holds no frontier."""
    rows = await database.rows(
        "SELECT size, frontier, (SELECT recorded_at FROM ledger_event WHERE id = size) AS last"
        " FROM ledger_head WHERE id = ?",
        HEAD,
    )
    if not rows:
        return Head()
    size, frontier, last = rows[0]["size"], rows[0]["frontier"], rows[0]["last"]
    nodes = tuple(bytes.fromhex(node) for node in frontier.split())
    return Head(size, nodes) if last is None else Head(size, nodes, as_moment(last))


async def append(connection: Connection, changes: Sequence[tuple[Iterable[Happened], Occasion]]) -> list[datetime]:
    """Append all that these changes did, within their transaction, and return the moments that are recorded of them.

    A moment is now, but always after that of the change before, whatever the clock says: so a moment belongs to one
    change, and whoever asks for what was known at a moment is never shown half of one.
    """
    head = await head_of(connection)
    moments: list[datetime] = []
    size, frontier = head.size, list(head.frontier)
    waiting = _each(changes, max(datetime.now(UTC), head.last + _NEXT), moments)
    while portion := list(islice(waiting, _AT_ONCE)):
        events = [
            Event(place, moment, occasion.by, occasion.verb, one, occasion.reason)
            for place, (one, moment, occasion) in enumerate(portion, size + 1)
        ]
        leaves = [event.leaf() for event in events]
        frontier, size = grown(frontier, size, leaves)
        rows = [event.row(leaf) for event, leaf in zip(events, leaves, strict=True)]
        await connection.add_many(table_of(LedgerEvent), COLUMNS, rows)
    if size > head.size:
        await connection.run(
            f"INSERT INTO {table_of(LedgerHead)} (id, size, frontier) VALUES (?, ?, ?)"  # noqa: S608  # ours
            " ON CONFLICT (id) DO UPDATE SET size = excluded.size, frontier = excluded.frontier",
            HEAD,
            size,
            " ".join(node.hex() for node in frontier),
        )
    return moments


def _each(
    changes: Iterable[tuple[Iterable[Happened], Occasion]], first: datetime, moments: list[datetime]
) -> Iterator[tuple[Happened, datetime, Occasion]]:
    for number, (happened, occasion) in enumerate(changes):
        moment = first + number * _NEXT
        moments.append(moment)
        for one in happened:
            yield one, moment, occasion
