"""The register as it is stored, entry by entry, and what tells another register from it.

Entries are compared by their canonical JSON (`entry_json`). Persons stand in rows of their own and are put back here:
consents, stops, and the subjects of deliveries.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from vendors.register.documents import ENTRY_TYPES, entry_document, entry_json, entry_key
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.part import Entry, Part
from vendors.register.entries.register import Register
from vendors.store.connection import Reads
from vendors.store.persons.stored import CONSENTS, STOPS, consents, stops

OPERATOR, LIMITS = "operator", "limits"
"""What a register holds once; stored like the entries of a list that has one."""

SINGLE = ""
"""The key of what there is once."""

IN_OWN_ROWS = (CONSENTS, STOPS)
"""Lists whose rows are the record itself, and not only a projection of it."""

Bodies = dict[str, dict[str, bytes]]
"""The canonical JSON of each entry, by list and key."""


@dataclass(frozen=True)
class Difference:
    """What tells a register from the stored one, as keys by list; a corrected entry keeps its key."""

    added: Mapping[str, frozenset[str]]
    corrected: Mapping[str, frozenset[str]]
    removed: Mapping[str, frozenset[str]]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return any(self.numbers)

    @property
    def numbers(self) -> tuple[int, int, int]:
        """How many entries are added, corrected and removed."""
        added, corrected, removed = (
            sum(len(keys) for keys in lists.values()) for lists in (self.added, self.corrected, self.removed)
        )
        return added, corrected, removed

    def touched(self, list_name: str) -> frozenset[str]:
        """Keys of the entries of a list that are to be written."""
        return self.added[list_name] | self.corrected[list_name]

    def gone(self, list_name: str) -> frozenset[str]:
        """Keys of the entries of a list whose rows are not what they were."""
        return self.removed[list_name] | self.corrected[list_name]


def stored_key(list_name: str, entry: Entry) -> str:
    """The key under which an entry is stored: what names it, or a digest where that is no short name."""
    return key_of(list_name, entry_key(entry))


def key_of(list_name: str, named: str) -> str:
    """The key under which the entry of that name is stored; where it has none, `named` is its canonical JSON."""
    if list_name not in _NAMELESS and len(named) <= _LONGEST_KEY:
        return named
    return digest_of(named.encode())


def entries_of(register: Register) -> dict[str, dict[str, Part]]:
    """The entries of a register by list and key, its operator and limits among them."""
    found: dict[str, dict[str, Part]] = {
        OPERATOR: {SINGLE: register.operator},
        LIMITS: {SINGLE: register.limits},
    }
    for name in ENTRY_TYPES:
        found[name] = {stored_key(name, entry): entry for entry in getattr(register, name)}
    return found


def bodies_of(entries: Mapping[str, Mapping[str, Part]]) -> Bodies:
    """The canonical JSON of entries."""
    return {name: {key: entry_json(entry) for key, entry in of.items()} for name, of in entries.items()}


def without_persons(entry: Part, body: bytes) -> str:
    """An entry's canonical JSON as it is stored: a delivery's without its subjects."""
    if isinstance(entry, Delivery) and entry.subjects:
        document = entry_document(entry)
        del document["subjects"]
        body = _canonical(document)
    return body.decode()


def difference(new: Bodies, stored: Bodies) -> Difference:
    """What has to be done to the stored entries to make them the new ones."""
    added, corrected, removed = {}, {}, {}
    for name, bodies in new.items():
        before = stored.get(name, {})
        added[name] = frozenset(bodies.keys() - before.keys())
        removed[name] = frozenset(before.keys() - bodies.keys())
        corrected[name] = frozenset(key for key, body in bodies.items() if before.get(key, body) != body)
    return Difference(added, corrected, removed)


async def stored_bodies(database: Reads) -> Bodies:
    """The canonical JSON of everything that is stored; empty where no register is."""
    bodies: Bodies = {name: {} for name in (OPERATOR, LIMITS, *ENTRY_TYPES)}
    subjects = await listed_subjects(database)
    for row in await database.rows("SELECT list, key, body FROM entry"):
        body = row["body"].encode()
        if row["list"] == "deliveries" and row["key"] in subjects:
            body = _canonical({**orjson.loads(body), "subjects": sorted(subjects[row["key"]])})
        bodies[row["list"]][row["key"]] = body
    for name, documents in ((CONSENTS, await consents(database)), (STOPS, await stops(database))):
        bodies[name] = {digest_of(body): body for body in documents}
    return bodies


async def stored_register(database: Reads) -> Register | None:
    """The register that is stored, or `None` where there is none."""
    bodies = await stored_bodies(database)
    if not bodies[OPERATOR]:
        return None
    lists = {name: [orjson.loads(body) for body in bodies[name].values()] for name in ENTRY_TYPES}
    single = {name: orjson.loads(bodies[name][SINGLE]) for name in (OPERATOR, LIMITS)}
    return Register.model_validate({"register": 1, **single, **lists})


async def releases(database: Reads) -> dict[str, int]:
    """The key of each stored publication about anonymised information, with the number of its row."""
    named: dict[str, dict[int, list[str]]] = {}
    for word in ("item", "recipient"):
        of_release = named[f"{word}s"] = defaultdict(list)
        for row in await database.rows(
            f"SELECT release_id, {word}.code FROM anonymised_release_{word} link"  # noqa: S608  # one of these two
            f" JOIN {word} ON {word}.id = link.{word}_id"
        ):
            of_release[row["release_id"]].append(row["code"])
    rows = await database.rows("SELECT * FROM anonymised_release")
    return {
        digest_of(
            _entry(
                **{name: sorted(of_release[row["id"]]) for name, of_release in named.items()},
                **{name: _day(row[name]) for name in _RELEASE_DAYS},
                **{name: row[name] for name in ("method", "note", "owner")},
            )
        ): row["id"]
        for row in rows
    }


def numbers_of(keys: Iterable[str], stored: Mapping[bytes, int]) -> list[int]:
    """The rows of the entries with these keys, for entries that have rows of their own."""
    by_key = {digest_of(body): number for body, number in stored.items()}
    return [by_key[key] for key in keys]


def digest_of(body: bytes) -> str:
    """The key of an entry that has no name: a digest of its canonical JSON."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


_RELEASE_DAYS = ("created_published_on", "provision_published_on", "labelled_on")
_NAMELESS = frozenset({"anonymised_releases", *IN_OWN_ROWS})
_LONGEST_KEY = 64


def _canonical(document: Mapping[str, Any]) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def _entry(**values: Any) -> bytes:
    return _canonical({key: value for key, value in values.items() if value is not None})


def _day(value: date | str | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


async def listed_subjects(database: Reads) -> Mapping[str, list[str]]:
    """The persons listed in each delivery, by its code, in the order in which they were recorded."""
    listed: dict[str, list[str]] = defaultdict(list)
    for row in await database.rows(
        "SELECT delivery.code, subject FROM delivery_subject JOIN delivery ON delivery.id = delivery_id"
        " ORDER BY delivery_subject.id"
    ):
        listed[row["code"]].append(row["subject"])
    return listed
