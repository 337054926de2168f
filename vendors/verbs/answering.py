"""A verb as a caller orders it: done once for each key that he gives, however often he sends it; or only foreseen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from vendors.store.changing import Changed, make
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.verbs.desk import Place
from vendors.verbs.doing import Done, Order, do, prepared
from vendors.verbs.foreseeing import Foresight, Outlook
from vendors.verbs.keys import Kept, Key, kept_before
from vendors.verbs.keys import keep as keep_all
from vendors.verbs.refusals import KeyTaken


@dataclass(frozen=True)
class Asked:
    """An order under a key of the caller's. Raises `VerbRefused` for what is no key."""

    order: Order
    key: str

    def __post_init__(self) -> None:
        assert self.given.key == self.key, "it is a key"

    @cached_property
    def given(self) -> Key:
        """The key, for all that is ordered."""
        order = self.order
        return Key(order.by or "", self.key, [order.verb.name, order.many, order.reason, list(order.given)])

    @property
    def name(self) -> tuple[str, str]:
        """What tells it from all others: who gave the key, and the key."""
        return self.given.name


async def answered(database: Database, order: Order, key: str) -> Done:
    """Do what is ordered, unless it was done under that key before: then answer as then.

    The key is the caller's own; it is kept in the transaction that does the verb, so a verb whose answer was lost on
    the way can be sent again. What is refused changes nothing, and leaves the key free. Raises `VerbRefused`, and
    `KeyTaken` where something else was done under the key.
    """
    asked = Asked(order, key)
    return await database.write(lambda connection: answer(connection, asked))


async def answer(connection: Connection, asked: Asked) -> Done:
    """Do what is ordered in the transaction that is open, as `answered` does."""
    before = (await answered_before(connection, [asked]))[0]
    if isinstance(before, KeyTaken):
        raise before
    if before is not None:
        return before
    done = await do(connection, asked.order)
    await keep(connection, [(asked, done)])
    return done


async def answered_before(connection: Connection, those: Sequence[Asked]) -> list[Done | KeyTaken | None]:
    """What was answered under each key; `None` where it is free."""
    before = await kept_before(connection, [asked.given for asked in those])
    return [_read(one) if isinstance(one, Mapping) else one for one in before]


async def foreseen(database: Database, order: Order) -> tuple[Done, Foresight]:
    """What would be answered, and which findings would appear and vanish; nothing changes. Raises `VerbRefused`."""

    async def work(connection: Connection) -> None:
        ready = await prepared(connection, order)
        outlook = await Outlook.before(connection, ready.change)
        changed = await make(connection, ready.change, order.occasion)
        there = tuple(
            (one.list_name, one.key) for one in ready.answers if one.stored is not None and one.key is not None
        )
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


async def keep(connection: Connection, those: Iterable[tuple[Asked, Done]]) -> None:
    """Keep what is answered under keys that were free."""
    await keep_all(connection, [Kept(asked.given, _written(done), _about(asked, done)) for asked, done in those])


def _about(asked: Asked, done: Done) -> Sequence[Place]:
    """The entries that list the persons whom the input named."""
    return done.entries if "subjects" in asked.order.verb.of_one.model_fields else ()


def _written(done: Done) -> object:
    changed = [done.changed.added, done.changed.corrected, done.changed.removed, done.changed.judged_anew]
    return {"entries": done.entries, "numbers": done.numbers, "changed": changed}


def _read(answer: Mapping[str, Any]) -> Done:
    entries = tuple((list_name, key) for list_name, key in answer["entries"])
    return Done(entries, tuple(answer["numbers"]), Changed(*answer["changed"]), again=True)
