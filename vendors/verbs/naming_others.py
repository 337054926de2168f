"""Who names an entry: asked before one is removed.

Names stand in values of any day, also of one that never came to hold, so the entries themselves are looked through,
not the rows that are made of them. Persons' rows are the record itself. However many name an entry, a few are told.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from vendors.register.documents import Document
from vendors.register.references import REFERENCES, named_in
from vendors.store.connection import Connection
from vendors.store.entries import IN_OWN_ROWS
from vendors.store.several import rows_among
from vendors.verbs.desk import Place

TOLD = 10
"""As many are told of those that name an entry; of the rest, how many there are."""
COUNTED = 1_000
"""Once so many were found, no more are looked for: there are at least as many."""
_PAGE = 500
"""As many rows are looked through at once; so the statements say."""
_SINGLY = 3
"""For as many names each entry's text is searched; for more of them all that may name one are looked through."""
_OF_TRANSFERS = (
    "SELECT delivery.code AS key, transfer.code AS named FROM delivery JOIN transfer ON transfer.id = transfer_id"
    " WHERE delivery.code > ? AND transfer.code AMONG THESE ORDER BY delivery.code LIMIT 500"
)
_OF_PERSONS: Mapping[str, tuple[str, str, str]] = {
    "consent_texts": (
        "consents",
        "text",
        (
            "SELECT code FROM consent_text WHERE EXISTS (SELECT 1 FROM consent WHERE text_id = consent_text.id)"
            " AND code AMONG THESE"
        ),
    ),
    "recipients": (
        "stops",
        "recipients",
        (
            "SELECT code FROM recipient WHERE EXISTS (SELECT 1 FROM stop_recipient WHERE recipient_id = recipient.id)"
            " AND code AMONG THESE"
        ),
    ),
}


@dataclass
class Naming:
    """The entries that name some others."""

    told: dict[Place, Document] = field(default_factory=dict)
    """Of each that is named the first few that name it, as plain data: as much of them as names it, at least."""
    numbers: Counter[Place] = field(default_factory=Counter)
    """By each that is named, how many name it: all, or at least so many. Of persons' rows one of a kind."""

    def note(self, place: Place, document: Document, named: Iterable[Place]) -> None:
        """That an entry names these."""
        for one in named:
            self.numbers[one] += 1
            if self.numbers[one] <= TOLD:
                self.told[place] = document


async def naming(connection: Connection, places: Iterable[Place], written: Mapping[Place, object]) -> Naming:
    """The stored entries that name one of these; what is `written` is looked at as it will be, not here."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for list_name, key in places:
        wanted[list_name].add(key)
    found = Naming()
    for list_name, keys in wanted.items():
        if list_name in _OF_PERSONS:
            name, field_, sql = _OF_PERSONS[list_name]
            for row in await rows_among(connection, sql, keys):
                found.note((name, f"of {row['code']}"), {field_: row["code"]}, [(list_name, row["code"])])
        for other in _lists_that_name(list_name):
            await _look_through(connection, other, list_name, keys, written, found)
    return found


def _lists_that_name(list_name: str) -> Iterator[str]:
    for other, references in REFERENCES.items():
        if other not in IN_OWN_ROWS and any(target == list_name for _, target in references):
            yield other


async def _look_through(
    connection: Connection, other: str, list_name: str, keys: set[str], written: Mapping[Place, object], found: Naming
) -> None:
    """Note which entries of another list name these: by pages, until there are none or more than are counted."""
    last = ""
    while any(found.numbers[list_name, key] < COUNTED for key in keys):
        page = await _page(connection, other, list_name, keys, last)
        for key, document in page:
            named = {code for target, code in named_in(other, document) if target == list_name} & keys
            if (other, key) not in written:
                found.note((other, key), document, {(list_name, code) for code in named})
        if len(page) < _PAGE:
            return
        last = page[-1][0]


async def _page(
    connection: Connection, other: str, list_name: str, keys: set[str], last: str
) -> list[tuple[str, Document]]:
    """Entries of another list after that key, of which some may name one of these."""
    if (list_name, other) == ("transfers", "deliveries"):
        rows = await rows_among(connection, _OF_TRANSFERS, keys, last)
        return [(row["key"], {"transfer": row["named"]}) for row in rows]
    patterns = [f'%"{key}"%' for key in keys] if len(keys) <= _SINGLY else ["%"]
    likes = " OR ".join(["body LIKE ?"] * len(patterns))
    sql = f"SELECT key, body FROM entry WHERE list = ? AND key > ? AND ({likes}) ORDER BY key LIMIT 500"  # noqa: S608  # ours
    return [(row["key"], orjson.loads(row["body"])) for row in await connection.rows(sql, other, last, *patterns)]
