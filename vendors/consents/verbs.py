"""The verbs on consents: given and withdrawn, one or up to a thousand at once; all of them or none."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vendors import tokens
from vendors.consents.batch import Appended, Portions, in_portions
from vendors.consents.faults import RowsRefused
from vendors.consents.giving import append_consents
from vendors.consents.taking_back import append_withdrawals
from vendors.register.faults import Path
from vendors.store.change import Occasion
from vendors.store.changing import Changed
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.persons.stored import CONSENTS, WITHDRAWALS
from vendors.store.several import rows_among
from vendors.verbs.doing import MOST
from vendors.verbs.foreseeing import Foresight, Outlook
from vendors.verbs.keys import Key, Place
from vendors.verbs.once import done_once
from vendors.verbs.refusals import Refusal, VerbRefused

Append = Callable[[Connection, Portions, Occasion], Awaitable[Appended | None]]


@dataclass(frozen=True)
class Verb:
    """A verb, with its bulk form."""

    name: str
    many: str
    """The name of its bulk form."""
    place: str
    """Under which key of the input the one stands."""
    places: str
    """Under which key of the bulk form's input all of them stand."""
    list_name: str
    """The list of the ledger in which its batches stand."""
    append: Append
    touched: str
    """The statement for the numbers of the consents that a batch is about, in its order."""


VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb(
            "giveConsent",
            "giveConsents",
            "consent",
            "consents",
            CONSENTS,
            append_consents,
            "SELECT id FROM consent WHERE batch = ? ORDER BY id",
        ),
        Verb(
            "withdrawConsent",
            "withdrawConsents",
            "withdrawal",
            "withdrawals",
            WITHDRAWALS,
            append_withdrawals,
            "SELECT consent_id AS id FROM withdrawal WHERE batch = ? ORDER BY withdrawal.id",
        ),
    )
}
"""The verbs by their names, as callers know them."""


@dataclass(frozen=True)
class Order:
    """What somebody wants to be put on record."""

    verb: Verb
    rows: Sequence[Mapping[str, Any]]
    many: bool
    """Whether they stand in the input as a list."""
    by: tokens.Holder

    @property
    def occasion(self) -> Occasion:
        """Who does it, by which verb."""
        return Occasion(self.verb.many if self.many else self.verb.name, self.by.name)

    @property
    def at(self) -> Path:
        """Where in the input they stand."""
        return (self.verb.places if self.many else self.verb.place,)

    def place(self, path: Path) -> Path:
        """Where in the input a place of a row is."""
        return (*self.at, *(path if self.many else path[1:]))


@dataclass(frozen=True)
class Done:
    """What was done."""

    consents: tuple[int, ...] = ()
    """The consents that it is about, by the numbers of their rows, in the order of the input."""
    batch: int = 0
    changed: Changed = field(default_factory=Changed)
    again: bool = False
    """Whether it was done before, and is only answered again."""


async def done(database: Database, order: Order, key: str, now: datetime) -> Done:
    """Do what is ordered, unless it was done under that key before: then answer as then.

    Raises `VerbRefused`, `RightsLost`, and `KeyTaken` where something else was done under the key; and `StoreRefused`
    where no register is stored, or another version's rules judged it.
    """
    said = [order.occasion.verb, *order.rows]

    async def do(connection: Connection) -> Done:
        return await _do(connection, order)

    def about(made: Done) -> list[Place]:
        return [(order.verb.list_name, str(made.batch))]

    made = await done_once(database, Key(order.by.name, key, said), order.by, now, do, _kept, about)
    if isinstance(made, Done):
        return made
    return Done(tuple(made["consents"]), changed=Changed(*made["changed"]), again=True)


async def foreseen(database: Database, order: Order) -> tuple[Done, Foresight]:
    """What would be done, and which findings would appear and vanish; nothing changes. Raises what `done` does."""

    async def work(connection: Connection) -> None:
        subjects = [who for row in order.rows if isinstance(who := row.get("subject"), str) and "\0" not in who]
        listing = {row["code"] for row in await rows_among(connection, _LISTING, subjects)}
        outlook = await Outlook.over(connection, (), listing)
        made = await _do(connection, order)
        raise _OnlyForeseen(made, await outlook.after(made.changed))

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


async def _do(connection: Connection, order: Order) -> Done:
    if not order.rows:
        raise VerbRefused([Refusal("no_entry", order.at)])
    if len(order.rows) > MOST:
        raise VerbRefused([Refusal("too_many_entries", order.at, {"number": len(order.rows), "limit": MOST})])
    try:
        appended = await order.verb.append(connection, in_portions(order.rows), order.occasion)
    except RowsRefused as refused:
        those = [Refusal(one.code, order.place(one.path), one.params, one.hints) for one in refused.faults]
        raise VerbRefused(those) from refused
    assert appended is not None, "there were rows"
    rows = await connection.rows(order.verb.touched, appended.batch)
    return Done(tuple(row["id"] for row in rows), appended.batch, appended.changed)


def _kept(made: Done) -> object:
    changed = made.changed
    numbers = [changed.added, changed.corrected, changed.removed, changed.judged_anew]
    return {"consents": made.consents, "changed": numbers}


_LISTING = (
    "SELECT DISTINCT delivery.code FROM delivery_subject JOIN delivery ON delivery.id = delivery_id"
    " WHERE subject AMONG THESE"
)
