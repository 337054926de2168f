"""The register as the ledger has it at some event, with the rows about persons that are still stored."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from vendors.ledger.appending import head_of
from vendors.ledger.events import Event, canonical
from vendors.ledger.replaying import Replayed, last_of_a_change, replay
from vendors.ledger.seal import Seal
from vendors.ledger.sealing import TABLES, digest_of, subject_bodies
from vendors.purging.purged import Purged
from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries.register import Register
from vendors.store.connection import Reads
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR, SINGLE, listed_subjects
from vendors.store.persons.stored import CONSENTS, WITHDRAWALS, batches


@dataclass(frozen=True)
class Remembered:
    """A register as it was known once."""

    register: Register
    purged: Mapping[str, Purged]
    """What stands of the deliveries whose persons had been purged by then, by code."""
    persons_missing: int
    """Rows about persons that were there then and cannot be brought back: they were changed or purged since."""


@dataclass(frozen=True)
class Then(Remembered):
    """The register as it was recorded by a moment, or by an event."""

    last: Event
    """The last event of the last change that was whole by then."""
    rule_set: str
    """By which rule set it was judged then."""


class NothingThen(Exception):  # noqa: N818  # a refusal, not an error
    """No register was recorded by then, or there is no such event."""

    def __init__(self, size: int, first: int = 0) -> None:
        super().__init__(size, first)
        self.size = size
        """How many events there are."""
        self.first = first
        """The last event of the first change: by it something was recorded for the first time. 0: nothing ever was."""


@dataclass(frozen=True)
class Persons:
    """The rows about persons that are stored now, beside what the ledger says of them."""

    batches: Mapping[tuple[str, str], list[bytes]]
    """Consents, withdrawals and requests to stop, by list and batch: no row enters a batch later; these were in it."""
    subjects: Mapping[str, list[str]]
    """The persons listed in each delivery whose digest they fit."""
    frontiers: Mapping[tuple[str, str], str]
    """Beside which rows further ones are sealed: the frontiers of their trees, by list and key."""
    otherwise: tuple[tuple[str, str, int], ...]
    """What does not fit its digest, by list and key, with how many rows are gone."""


async def as_recorded(database: Reads, asked: datetime | int) -> Then:
    """The register as recorded by a moment, or by the event of that number; read in one transaction.

    Raises `NothingThen`, and `LedgerDiffers` where an event is not what it was when written.
    """
    size = (await head_of(database)).size
    until = 0 if isinstance(asked, int) and asked > size else await last_of_a_change(database, asked)
    replayed = await replay(database, until) if until else Replayed()
    known = remembered(replayed, await persons_of(database, replayed)) if until else None
    if known is None or replayed.last is None:
        (row,) = await database.rows(_FIRST)
        raise NothingThen(size, row["number"] or 0)
    return Then(known.register, known.purged, known.persons_missing, replayed.last, replayed.rule_set or "")


_FIRST = (
    "SELECT max(id) AS number FROM ledger_event"
    " WHERE recorded_at = (SELECT recorded_at FROM ledger_event WHERE id = (SELECT min(id) FROM ledger_event))"
)


async def persons_of(database: Reads, replayed: Replayed) -> Persons:
    """What is stored of the persons whom the ledger knows by digests."""
    salts = {
        (row["list"], row["key"]): row["salt"] for row in await database.rows("SELECT list, key, salt FROM sealed")
    }
    in_batches: dict[tuple[str, str], list[bytes]] = {}
    subjects: dict[str, list[str]] = {}
    frontiers: dict[tuple[str, str], str] = {}
    otherwise: list[tuple[str, str, int]] = []
    for name in TABLES:
        for key, body in replayed.entries[name].items():
            sealed, bodies = orjson.loads(body), list[bytes]()
            fits = await _has(database, name, key, sealed, salts.get((name, key)), bodies)
            in_batches[name, key] = bodies
            if not fits:
                otherwise.append((name, key, sealed["persons"] - len(bodies)))
    listed = await listed_subjects(database)
    for key, body in replayed.entries["deliveries"].items():
        sealed = orjson.loads(body).get("subjects")
        if sealed is None:
            continue
        # Rows that were recorded later come after those of then.
        found, salt = listed.get(key, [])[: sealed["persons"]], salts.get(("deliveries", key))
        if "root" in sealed:
            seal = _seal_of(salt, subject_bodies(found))
            fits = seal is not None and seal.is_of(sealed)
            frontiers["deliveries", key] = "" if seal is None else seal.frontier
        else:
            fits = _fits(sealed, salt, subject_bodies(found))
        if fits:
            subjects[key] = sorted(found)
        else:
            otherwise.append(("deliveries", key, sealed["persons"]))
    return Persons(in_batches, subjects, frontiers, tuple(otherwise))


def remembered(replayed: Replayed, persons: Persons) -> Remembered | None:
    """The register, with the rows about persons that are stored; `None` where the ledger has none yet.

    Of a delivery whose listed persons cannot be brought back, it says how many there were.
    """
    entries = replayed.entries
    if SINGLE not in entries[OPERATOR]:
        return None
    lists: dict[str, list[Any]] = {}
    for name in ENTRY_TYPES:
        if name in IN_OWN_ROWS:
            lists[name] = [orjson.loads(body) for body in _of_list(name, persons)]
        elif name == "deliveries":
            lists[name] = [_delivery(key, orjson.loads(body), persons) for key, body in entries[name].items()]
        else:
            lists[name] = [orjson.loads(body) for body in entries[name].values()]
    _withdraw(lists[CONSENTS], persons)
    single = {name: orjson.loads(entries[name][SINGLE]) for name in (OPERATOR, LIMITS)}
    register = Register.model_validate({"register": 1, **single, **lists})
    return Remembered(register, replayed.purged, sum(max(0, number) for _, _, number in persons.otherwise))


def _of_list(name: str, persons: Persons) -> Iterator[bytes]:
    return (body for (of, _), bodies in persons.batches.items() if of == name for body in bodies)


def _withdraw(consents: list[dict[str, Any]], persons: Persons) -> None:
    """Have consents say when they were withdrawn that were so later on, by a row in a batch of its own."""
    withdrawn = [orjson.loads(body) for body in _of_list(WITHDRAWALS, persons)]
    if not withdrawn:
        return
    standing: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for consent in consents:
        standing[canonical(consent)].append(consent)
    for one in withdrawn:
        if those := standing[canonical(one["consent"])]:
            those.pop()["withdrawn_at"] = one["withdrawn_at"]


def _delivery(code: str, document: dict[str, Any], persons: Persons) -> dict[str, Any]:
    sealed = document.pop("subjects", None)
    if sealed is None:
        return document
    if code in persons.subjects:
        return {**document, "subjects": persons.subjects[code]}
    return {**document, "subject_count": sealed["persons"]}


async def _has(
    database: Reads, name: str, key: str, sealed: Mapping[str, Any], salt: str | None, found: list[bytes]
) -> bool:
    """Whether a batch has the rows that the ledger recorded, all of which are `found`; read in one pass.

    Not where the salt is gone, or is none.
    """
    try:
        seal = Seal(salt)
    except ValueError:
        seal, salt = Seal(), None
    async for rows in batches(database, name, int(key)):
        bodies = [body for _, body in rows]
        seal.add(bodies)
        found += bodies
    if "root" not in sealed:
        return _fits(sealed, salt, found)
    return salt is not None and seal.is_of(sealed)


def _seal_of(salt: str | None, bodies: list[bytes]) -> Seal | None:
    """The seal of rows in their order; `None` where the salt is gone, or is none."""
    try:
        seal = None if salt is None else Seal(salt)
    except ValueError:
        return None
    if seal is not None:
        seal.add(bodies)
    return seal


def _fits(sealed: Mapping[str, Any], salt: str | None, bodies: list[bytes]) -> bool:
    """Whether rows have the digest that the ledger recorded; not where the salt is gone, or is none."""
    try:
        return salt is not None and len(bodies) == sealed["persons"] and digest_of(salt, bodies) == sealed["digest"]
    except ValueError:
        return False
