"""The desk that a verb works at: stored entries as they lie there, and what the verb makes of them.

Entries are plain data here, in the shape of the file, until all of them are checked together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import orjson

from vendors.register.documents import Document
from vendors.register.fault_texts import LISTS, Texts, shown
from vendors.register.faults import Path
from vendors.store.afterwards import list_persons
from vendors.store.connection import Connection
from vendors.store.entries import LIMITS, OPERATOR
from vendors.store.several import rows_of_several
from vendors.verbs.refusals import Fields, Refusal

Place = tuple[str, str]
"""List and key of an entry."""

NOUNS: Mapping[str, Texts] = MappingProxyType(
    {
        **LISTS,
        OPERATOR: {"en": "operator", "ja": "事業者"},
        LIMITS: {"en": "limits", "ja": "社内の期限"},
        "anonymised_releases": {"en": "publication about anonymised information", "ja": "匿名加工情報の公表"},
    }
)
"""What an entry of each list is called."""


@dataclass
class Worked:
    """An entry that a verb writes."""

    list_name: str
    key: str | None
    """The key under which it is stored; `None` for a new one."""
    stored: Document | None
    now: Document | None
    """What it says afterwards; `None`: it is removed."""
    at: Path
    """Where the input speaks of it, last."""
    said: list[tuple[Path, Path]] = field(default_factory=list)
    """Which places of the entry the input says, and where in the input that is."""
    beside: Mapping[str, Any] = field(default_factory=dict)
    """What is said of it that is no part of it."""


@dataclass(frozen=True)
class Revision:
    """Which change an entry was recorded by, or corrected by last."""

    number: str
    by: str | None
    at: datetime


class Desk:
    """What one verb works on, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.worked: list[Worked] = []
        self.answers: list[Worked] = []
        """What the verb answers with, one for each entry of the input."""
        self.refused: list[Refusal] = []
        self._stored: dict[Place, Document] = {}
        self._revisions: dict[Place, Revision] = {}
        self._at_hand: dict[Place, Worked] = {}
        self._stale: list[tuple[int, Place, str]] = []

    async def fetch(self, places: Iterable[Place]) -> None:
        """Read these entries, as far as they are there, persons and all."""
        by_list: dict[str, set[str]] = {}
        for list_name, key in places:
            by_list.setdefault(list_name, set()).add(key)
        sql = {name: f"{_ENTRIES} WHERE entry.list = '{name}' AND entry.key AMONG THESE" for name in by_list}
        for row in await rows_of_several(self.connection, sql, by_list):
            place = row["list"], row["key"]
            self._stored[place] = orjson.loads(row["body"])
            if row["number"] is not None:
                by, at = row["loaded_by"], row["loaded_at"]
                moment = datetime.fromisoformat(at) if isinstance(at, str) else at
                self._revisions[place] = Revision(str(row["number"]), by, moment.astimezone(UTC))
        deliveries = {key: document for (name, key), document in self._stored.items() if name == "deliveries"}
        await list_persons(self.connection, deliveries, deliveries)

    def stored(self, list_name: str, key: str) -> Document | None:
        """An entry that was fetched, as it is stored."""
        return self._stored.get((list_name, key))

    def refuse(self, code: str, place: Path, **params: Any) -> None:
        """Note why the verb can't be done, and at which place of the input."""
        self.refused.append(Refusal(code, place, params))

    def there(self, list_name: str, key: str, at: Path, named: str | None = None) -> Document | None:
        """An entry as it is now, with what the verb did to it so far; refused, and `None`, where it isn't there."""
        worked = self._at_hand.get((list_name, key))
        now = worked.now if worked else self._stored.get((list_name, key))
        if now is None:
            value = shown(key if named is None else named)
            self.refuse("unknown_entry", at, value=value, list=NOUNS[list_name])
            return None
        return deepcopy(now)

    def seen(self, list_name: str, key: str, revision: str | None, at: Path) -> bool:
        """Whether the entry is still what the caller saw; refused where it is not. He may not have looked."""
        last = self._revisions.get((list_name, key))
        if revision is None or last is None or last.number == revision:
            return True
        self.refuse(
            "stale",
            at,
            seen=shown(revision),
            revision=last.number,
            by=last.by or "—",
            at=last.at.isoformat(timespec="seconds").replace("+00:00", "Z"),
            fields=Fields(),
        )
        self._stale.append((len(self.refused) - 1, (list_name, key), revision))
        return False

    async def tell_changes(self) -> None:
        """Say of what is stale what has changed since it was seen, as far as the ledger tells."""
        for number, (list_name, key), revision in self._stale:
            before = await recorded_by(self.connection, list_name, key, revision)
            if before is not None:
                now = self._stored[list_name, key]
                stale = self.refused[number]
                self.refused[number] = replace(
                    stale, params={**stale.params, "fields": Fields(_differing(before, now))}
                )

    def add(
        self, list_name: str, document: Document, at: Path, beside: Mapping[str, Any] = MappingProxyType({})
    ) -> None:
        """Write a new entry; all of it is said at that place of the input, and what is said beside it."""
        made = Worked(list_name, None, None, document, at, [((), at)], beside)
        self.worked.append(made)
        self.answers.append(made)

    def put(
        self, list_name: str, key: str, now: Document | None, at: Path, said: Iterable[tuple[Path, Path]] = ()
    ) -> None:
        """Have an entry say something else from now on, or remove it; `said` are the places that the input says."""
        worked = self._at_hand.get((list_name, key))
        if worked is None:
            worked = Worked(list_name, key, self._stored[list_name, key], now, at)
            self._at_hand[list_name, key] = worked
            self.worked.append(worked)
        worked.now, worked.at = now, at
        worked.said += said
        self.answers.append(worked)


def _differing(before: Document, now: Document) -> Iterator[str]:
    """The fields that two say otherwise, into what is said of one thing; a list is named as a whole."""
    for name in sorted({*before, *now} - _PERSONS):
        was, is_ = before.get(name), now.get(name)
        if isinstance(was, dict) and isinstance(is_, dict):
            yield from (f"{name}.{inside}" for inside in _differing(was, is_))
        elif was != is_:
            yield name


_NUMBER = re.compile("[0-9]{1,18}")
_PERSONS = frozenset({"subjects"})
"""What the ledger knows by a digest alone."""


async def recorded_by(connection: Connection, list_name: str, key: str, revision: str) -> Document | None:
    """What an entry said by the change of that number; `None` where the ledger doesn't tell."""
    rows = await connection.rows(_RECORDED, list_name, key, int(revision)) if _NUMBER.fullmatch(revision) else []
    return orjson.loads(rows[0]["entry"]) if rows and rows[0]["entry"] else None


_RECORDED = (
    "SELECT entry FROM ledger_event JOIN loading ON loading.loaded_at = recorded_at"
    " WHERE list = ? AND key = ? AND loading.id = ?"
)
_ENTRIES = (
    "SELECT entry.list, entry.key, body, loading.id AS number, loaded_by, loaded_at FROM entry"
    " LEFT JOIN recorded ON recorded.list = entry.list AND recorded.key = entry.key"
    " LEFT JOIN loading ON loading.id = loading_id"
)
