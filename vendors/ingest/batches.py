"""A batch: rows that are written together or not at all, and once for each key, however often they come."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from vendors import tokens
from vendors.ingest.checking import check
from vendors.ingest.formats import Form
from vendors.ingest.listing import ListedTwice
from vendors.ingest.spool import Checked, Place, Some
from vendors.ingest.targets import VERB, Heard, Target, Written
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.verbs.keys import Key, key_of_same
from vendors.verbs.once import check_still, once

_TRIES = 3
"""Whoever made a batch be refused may have gone before anybody could say who it was."""


@dataclass(frozen=True)
class Unnamed:
    """A batch to which its sender gave no key: it is known by what it holds, as long as its persons are there."""

    by: str | None
    said: object


@dataclass(frozen=True)
class Batch:
    """A batch that was checked."""

    target: Target
    key: Key | Unnamed
    rows: Checked | Some


def key_of(target: Target, by: str | None, key: str | None, digest: str) -> Key | Unnamed:
    """The key that somebody gives a batch, if he gives one, for what it holds: a SHA-256 of all its rows.

    Raises `VerbRefused` for what is no key.
    """
    said = [VERB, *target.name, digest]
    return Unnamed(by, said) if key is None else Key(by or "", key, said)


@dataclass(frozen=True)
class Sent:
    """A batch as it came."""

    target: Target
    key: Key | Unnamed
    form: Form
    place: Place
    most: int
    """How many bytes its rows may take once they are unpacked."""


@dataclass(frozen=True)
class Ingested:
    """What came of a batch."""

    written: Written
    again: bool = False
    """Whether it was written before, and is only answered again."""


async def ingest(
    database: Database,
    batch: Batch,
    by: tokens.Holder | str | None,
    now: datetime,
    heard: Heard = lambda _: None,
) -> Ingested:
    """Write a batch, unless that was done under its key before; all of it, or nothing.

    Of a holder it is looked whether he still has the roles that he came in with. Raises `BatchRefused`, `KeyTaken`,
    `NoSuchDelivery`, `RightsLost` and `StoreRefused`.
    """
    name = by.name if isinstance(by, tokens.Holder) else by

    async def do(connection: Connection) -> Written:
        return await batch.target.write(connection, batch.rows, name, heard)

    async def work(connection: Connection) -> Written | Mapping[str, Any]:
        if isinstance(by, tokens.Holder):
            await check_still(connection, by, now)
        key = batch.key
        if isinstance(key, Unnamed):
            key = await key_of_same(connection, key.by or "", key.said)
        return await once(connection, key, do, asdict, lambda written: [written.sealed])

    for _ in range(_TRIES):
        try:
            done = await database.write(work)
        except ListedTwice:
            await batch.target.explain(database, batch.rows)
        else:
            return Ingested(done) if isinstance(done, Written) else Ingested(_written(done), again=True)
    raise AssertionError("somebody is listed twice, and nobody is")


def _written(kept: Mapping[str, Any]) -> Written:
    return Written(**{**kept, "sealed": tuple(kept["sealed"])})


async def take_in(database: Database, sent: Sent, by: tokens.Holder) -> Ingested:
    """Check a batch that came, and write it; raises what `check` and `ingest` raise."""
    with sent.place.opened() as file, Checked(sent.most) as rows:
        check(file, sent.form, sent.target.shape, rows)
        return await ingest(database, Batch(sent.target, sent.key, rows), by, datetime.now(UTC))
