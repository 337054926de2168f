"""A verb as a caller orders it: done once for each key that he gives, however often he sends it; or only foreseen."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from vendors.store.change import Occasion
from vendors.store.changing import Changed, make
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.verbs.doing import Done, Order, do, prepared
from vendors.verbs.foreseeing import Foresight, Outlook
from vendors.verbs.refusals import KeyTaken, Refusal, VerbRefused

LONGEST_KEY = 200
"""Characters of a key."""


async def answered(database: Database, order: Order, key: str) -> Done:
    """Do what is ordered, unless it was done under that key before: then answer as then.

    The key is the caller's own; it is kept in the transaction that does the verb, so a verb whose answer was lost on
    the way can be sent again. What is refused changes nothing, and leaves the key free. Raises `VerbRefused`, and
    `KeyTaken` where something else was done under the key.
    """
    if not 0 < len(key) <= LONGEST_KEY or "\0" in key:
        raise VerbRefused([Refusal("bad_idempotency_key", ("idempotency_key",), {"limit": LONGEST_KEY})])
    digest = _digest(order)

    async def work(connection: Connection) -> Done:
        before = await connection.rows(
            "SELECT digest, answer FROM verb_answer WHERE given_by = ? AND key = ?", order.by or "", key
        )
        if before:
            if before[0]["digest"] != digest:
                raise KeyTaken
            return _read(orjson.loads(before[0]["answer"]))
        done = await do(connection, order)
        await _keep(connection, order, key, digest, done)
        return done

    return await database.write(work)


async def foreseen(database: Database, order: Order) -> tuple[Done, Foresight]:
    """What would be answered, and which findings would appear and vanish; nothing changes. Raises `VerbRefused`."""

    async def work(connection: Connection) -> None:
        change, answers = await prepared(connection, order)
        outlook = await Outlook.before(connection, change)
        changed = await make(connection, change, Occasion(order.verb.name, order.by, order.reason))
        there = tuple((one.list_name, one.key) for one in answers if one.stored is not None and one.key is not None)
        raise _OnlyForeseen(Done(there, changed=changed), await outlook.after(changed))

    try:
        await database.write(work)
    except _OnlyForeseen as seen:
        return seen.done, seen.foresight
    raise AssertionError("what is only foreseen is undone")


class _OnlyForeseen(Exception):  # noqa: N818  # it undoes the transaction
    def __init__(self, done: Done, foresight: Foresight) -> None:
        super().__init__()
        self.done = done
        self.foresight = foresight


def _digest(order: Order) -> str:
    said = [order.verb.name, order.many, order.reason, list(order.given)]
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()


async def _keep(connection: Connection, order: Order, key: str, digest: str, done: Done) -> None:
    changed = [done.changed.added, done.changed.corrected, done.changed.removed, done.changed.judged_anew]
    answer = orjson.dumps({"entries": done.entries, "numbers": done.numbers, "changed": changed}).decode()
    await connection.run(
        "INSERT INTO verb_answer (given_by, key, digest, answer, answered_at) VALUES (?, ?, ?, ?, ?)",
        *connection.stored(order.by or "", key, digest, answer, datetime.now(UTC)),
    )


def _read(answer: Mapping[str, Any]) -> Done:
    entries = tuple((list_name, key) for list_name, key in answer["entries"])
    return Done(entries, tuple(answer["numbers"]), Changed(*answer["changed"]), again=True)
