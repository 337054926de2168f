"""An event of the ledger, and the bytes that stand for it in the tree: canonical JSON, as RFC 8785 has it.

What is written here holds texts, whole numbers below 2^53, `true`, `false` and null, under keys of ASCII. For these,
sorted keys without spaces are RFC 8785's form, and the form of a part stands unchanged in that of the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from models.vocabulary import LedgerAction
from vendors.ledger.tree import leaf_hash
from vendors.store.moments import moment_as_kept

COLUMNS = ("id", "recorded_at", "actor", "verb", "action", "list", "key", "entry", "reason", "leaf")
"""The columns of an event's row, in the order of `Event.row`."""

REQUESTS = "requests"
"""The list under which requests of persons stand here, by the numbers of their rows; the register has no such list."""
RECEIVED = "received"
"""The same of data received from third parties."""
DECISIONS = "decisions"
"""The same of decisions of the gate's that deliveries name, by the codes of the deliveries."""
PROCESS = frozenset({REQUESTS, RECEIVED, DECISIONS})
"""The lists of process."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened to one entry, before it has its place in the ledger."""

    action: LedgerAction
    list: str
    key: str
    entry: str | None = None
    """The entry as canonical JSON, persons by digest alone; `None` where it is removed."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event, at its place."""

    sequence: int
    recorded_at: datetime
    actor: str | None
    verb: str
    happened: Happened
    reason: str | None

    def canonical(self) -> bytes:
        """The event as canonical JSON (RFC 8785): what its leaf is the hash of."""
        happened = self.happened
        return b"".join(
            (
                b'{"action":',
                orjson.dumps(happened.action),
                b',"actor":',
                orjson.dumps(self.actor),
                b',"entry":',
                b"null" if happened.entry is None else happened.entry.encode(),
                b',"key":',
                orjson.dumps(happened.key),
                b',"list":',
                orjson.dumps(happened.list),
                b',"reason":',
                orjson.dumps(self.reason),
                b',"recorded_at":',
                orjson.dumps(moment_in_full(self.recorded_at)),
                b',"sequence":',
                str(self.sequence).encode(),
                b',"verb":',
                orjson.dumps(self.verb),
                b"}",
            )
        )

    def leaf(self) -> bytes:
        """The hash of the event as a leaf."""
        return leaf_hash(self.canonical())

    def row(self, leaf: bytes) -> tuple[object, ...]:
        """The event as a row."""
        happened = self.happened
        return (
            self.sequence,
            self.recorded_at,
            self.actor,
            self.verb,
            happened.action,
            happened.list,
            happened.key,
            happened.entry,
            self.reason,
            leaf.hex(),
        )


def canonical(document: Mapping[str, Any]) -> str:
    """A document as canonical JSON."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS).decode()


def moment_in_full(moment: datetime) -> str:
    """A moment in UTC, always with its microseconds: `2026-08-10T01:00:00.000000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def as_moment(stored: object) -> datetime:
    """The moment that a database gave. Raises `ValueError` where it is none, or is in no time zone."""
    moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(stored)
    return moment.astimezone(UTC)


def event_of(row: Mapping[str, Any]) -> Event:
    """The event that a row holds. Raises `ValueError` where it holds none."""
    happened = Happened(LedgerAction(row["action"]), row["list"], row["key"], row["entry"])
    return Event(int(row["id"]), moment_as_kept(row["recorded_at"]), row["actor"], row["verb"], happened, row["reason"])
