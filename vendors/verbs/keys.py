"""What was answered under the keys that callers gave, kept so that it tells of nobody once the persons are gone.

Of an input no more is kept than a digest, to tell the same from another one. Its key is a salt that lies in the row
and, where the input named persons, the salts that their rows are sealed with (`vendors.ledger.sealing`): these go with
the persons, and nobody can then find out from the digest, or confirm by guessing, who was named.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

import orjson

from vendors.store.connection import Connection
from vendors.store.several import rows_among
from vendors.verbs.refusals import KeyTaken, Refusal, VerbRefused

LONGEST_KEY = 200
"""Characters of a key."""

_OURS = "unnamed:"
"""How keys begin that we give."""
Place = tuple[str, str]
"""What the ledger seals rows about persons under: a list, and a code or number in it."""


@dataclass(frozen=True)
class Key:
    """A key of the caller's, for what he gave it. Raises `VerbRefused` for what is no key."""

    given_by: str
    key: str
    said: object
    """All that is ordered, as plain data."""

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= LONGEST_KEY or "\0" in self.key:
            raise VerbRefused([Refusal("bad_idempotency_key", ("idempotency_key",), {"limit": LONGEST_KEY})])

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from all others: who gave the key, and the key."""
        return self.given_by, self.key

    @cached_property
    def said_digest(self) -> bytes:
        """SHA-256 of all that is ordered; never stored, for persons could be guessed from it."""
        return hashlib.sha256(orjson.dumps(self.said, option=orjson.OPT_SORT_KEYS)).digest()

    def digest(self, salts: Iterable[str]) -> str:
        """What is stored, under these salts, the row's own first."""
        return hmac.new(b"".join(map(bytes.fromhex, salts)), self.said_digest, "sha256").hexdigest()


@dataclass(frozen=True)
class Kept:
    """What is kept under a key that was free."""

    key: Key
    answer: object
    """Plain data; nobody is named in it."""
    about: Sequence[Place]
    """Where the persons are sealed whom the input named, if it named any."""


async def kept_before(connection: Connection, those: Sequence[Key]) -> list[Any]:
    """What was kept under each key, as plain data; `None` where it is free.

    `KeyTaken` where something else was done under it, and where that can't be told any more, for persons whom it named
    are gone.
    """
    rows = await connection.rows(
        "SELECT given_by, key, salt, about, digest, answer FROM verb_answer WHERE "  # noqa: S608  # marks alone
        + " OR ".join(["(given_by = ? AND key = ?)"] * len(those)),
        *(part for key in those for part in key.name),
    )
    found = {(row["given_by"], row["key"]): row for row in rows}
    about = {name: _places(row["about"]) for name, row in found.items()}
    salts = await _salts(connection, {place for places in about.values() for place in places})
    kept: list[Any] = []
    for key in those:
        row = found.get(key.name)
        if row is None:
            kept.append(None)
            continue
        under = [row["salt"], *map(salts.get, about[key.name])]
        same = None not in under and row["digest"] == key.digest(under)
        kept.append(orjson.loads(row["answer"]) if same else KeyTaken())
    return kept


async def key_of_same(connection: Connection, given_by: str, said: object) -> Key:
    """A key for what is sent without one: that under which the same was sent before, or else a new one.

    It can be told as long as the persons are there who are named in it; the key itself tells nothing.
    """
    rows = await connection.rows(
        "SELECT key, salt, about, digest FROM verb_answer WHERE given_by = ? AND key LIKE ?", given_by, f"{_OURS}%"
    )
    about = {row["key"]: _places(row["about"]) for row in rows}
    salts = await _salts(connection, {place for places in about.values() for place in places})
    for row in rows:
        key, under = Key(given_by, row["key"], said), [row["salt"], *map(salts.get, about[row["key"]])]
        if None not in under and row["digest"] == key.digest(under):
            return key
    return Key(given_by, f"{_OURS}{secrets.token_hex(8)}", said)


async def keep(connection: Connection, those: Iterable[Kept]) -> None:
    """Keep answers, in the transaction that does what they are the answers of, when all it writes is written."""
    now = datetime.now(UTC)
    kept = list(those)
    salts = await _salts(connection, {place for one in kept for place in one.about})
    rows = []
    for one in kept:
        own, about = secrets.token_hex(32), [place for place in one.about if place in salts]
        digest = one.key.digest([own, *(salts[place] for place in about)])
        told = orjson.dumps(about).decode() if about else None
        rows.append((*one.key.name, own, told, digest, orjson.dumps(one.answer).decode(), now))
    await connection.run_many(
        "INSERT INTO verb_answer (given_by, key, salt, about, digest, answer, answered_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


async def _salts(connection: Connection, places: Iterable[Place]) -> Mapping[Place, str]:
    """The salts of those places that have one."""
    keys: dict[str, list[str]] = {}
    for list_name, key in places:
        keys.setdefault(list_name, []).append(key)
    found: dict[Place, str] = {}
    for list_name, those in keys.items():
        sql = "SELECT key, salt FROM sealed WHERE list = ? AND salt IS NOT NULL AND key AMONG THESE"
        for row in await rows_among(connection, sql, those, list_name):
            found[list_name, row["key"]] = row["salt"]
    return found


def _places(about: str | None) -> list[Place]:
    return [(list_name, key) for list_name, key in orjson.loads(about or "[]")]
