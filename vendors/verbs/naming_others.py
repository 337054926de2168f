"""Who names an entry: asked before one is removed.

Names stand in values of any day, also of one that never came to hold, so the entries themselves are looked through,
not the rows that are made of them. Persons' rows are the record itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import orjson

from vendors.register.documents import Document
from vendors.register.references import REFERENCES, named_in
from vendors.store.connection import Connection
from vendors.store.entries import IN_OWN_ROWS
from vendors.store.several import rows_among
from vendors.verbs.desk import Place

Naming = tuple[str, str, Document]
"""List, key and document of an entry that names another."""

_SINGLY = 3
"""For as many names each entry's text is searched; for more of them all that may name one are looked through."""
_OF_TRANSFERS = (
    "SELECT delivery.code AS key FROM transfer JOIN delivery ON transfer_id = transfer.id"
    " WHERE transfer.code AMONG THESE"
)
_OF_PERSONS: Mapping[str, tuple[str, str]] = {
    "consent_texts": (
        "consents",
        (
            "SELECT DISTINCT consent_text.code FROM consent_text JOIN consent ON text_id = consent_text.id"
            " WHERE consent_text.code AMONG THESE"
        ),
    ),
    "recipients": (
        "stops",
        (
            "SELECT DISTINCT recipient.code FROM recipient JOIN stop_recipient ON recipient_id = recipient.id"
            " WHERE recipient.code AMONG THESE"
        ),
    ),
}


async def naming(connection: Connection, places: Iterable[Place]) -> list[Naming]:
    """The stored entries that name one of these; of persons' rows one of each kind for each entry."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for list_name, key in places:
        wanted[list_name].add(key)
    found: list[Naming] = []
    for list_name, keys in wanted.items():
        by_persons = _OF_PERSONS.get(list_name)
        if by_persons is not None:
            name, sql = by_persons
            rows = await rows_among(connection, sql, keys)
            field = "text" if name == "consents" else "recipients"
            found += [(name, f"of {row['code']}", {field: row["code"]}) for row in rows]
        for other in _lists_that_name(list_name):
            for key, body in await _bodies(connection, list_name, keys, other):
                document = orjson.loads(body)
                if any(target == list_name and code in keys for target, code in named_in(other, document)):
                    found.append((other, key, document))
    return found


def _lists_that_name(list_name: str) -> Iterator[str]:
    for other, references in REFERENCES.items():
        if other not in IN_OWN_ROWS and any(target == list_name for _, target in references):
            yield other


async def _bodies(connection: Connection, list_name: str, keys: set[str], other: str) -> Iterable[tuple[str, str]]:
    """Entries of another list of which some may name one of these."""
    sql = "SELECT key, body FROM entry WHERE list = ?"
    if list_name == "transfers":
        by_transfer = [row["key"] for row in await rows_among(connection, _OF_TRANSFERS, keys)]
        rows = await rows_among(connection, f"{sql} AND key AMONG THESE", by_transfer, other)
    elif len(keys) <= _SINGLY:
        rows = [row for key in keys for row in await connection.rows(f"{sql} AND body LIKE ?", other, f'%"{key}"%')]
    else:
        rows = list(await connection.rows(sql, other))
    return {row["key"]: row["body"] for row in rows}.items()
