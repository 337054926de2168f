"""The ledger: what was done to the register, in the order in which it was committed, and the history of each entry."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Leaf, Order, Source, read, row
from graph.types.inputs import decides, filters, given, runs
from graph.types.paging import Connection, connection
from graph.types.words import Direction, described
from models.vocabulary import LedgerAction


@row("ledger_event")
@strawberry.type(
    description="One event of the ledger: what a change did to one entry. All events of a change have one moment."
)
class LedgerEvent:
    """One event of the ledger."""

    sequence: int = read(Leaf("{it}.id"), "Its place in the ledger: counted from 1, without a gap.")
    recorded_at: datetime = read(Leaf("{it}.recorded_at"), "When it was recorded; no other change has this moment.")
    actor: str | None = read(Leaf("{it}.actor"), "Who did it; null: nobody was named.")
    verb: str = read(Leaf("{it}.verb"), "By which verb: `import`, `migrate`, or the name of a mutation.")
    action: LedgerAction = read(Leaf("{it}.action"), "What it did to the entry.")
    list_: str = read(
        Leaf("{it}.list"),
        "List of the register file that the entry stands in: `transfers`; of process `requests`, `received` or"
        " `decisions`; empty where it is about no entry.",
        name="list",
    )
    key: str = read(
        Leaf("{it}.key"), "The entry's code, or what else names it in its list; of rows about persons the batch."
    )
    entry: str | None = read(
        Leaf("{it}.entry"),
        "The entry from then on, in the shape of the register file, as canonical JSON (RFC 8785); persons by a digest."
        " Null: it was removed.",
    )
    before: str | None = read(
        Leaf(
            "(select earlier.entry from ledger_event earlier where earlier.list = {it}.list and earlier.key = {it}.key"
            " and earlier.id < {it}.id order by earlier.id desc limit 1)"
        ),
        "The entry until then, in the same form. Null: it was not there, or is from before the ledger.",
    )
    reason: str | None = read(Leaf("{it}.reason"), "Why; null: no reason was given.")
    leaf: str = read(
        Leaf("{it}.leaf"), "SHA-256 of the event as a leaf of the ledger's tree (RFC 9162, 2.1.1), in hexadecimal."
    )


LedgerEventConnection = Connection[LedgerEvent]


@filters("Which events of the ledger")
class LedgerEventFilter:
    """Which events of the ledger."""

    list_: list[str] | None = given(
        "About entries of one of these lists of the register file: `transfers`.", name="list"
    )
    key: list[str] | None = given("About entries with one of these codes, or what else names them.")
    actor: list[str] | None = given("Done by one of these.")
    verb: list[str] | None = given("By one of these verbs.")
    action: list[LedgerAction] | None = given("That did one of these.")
    since: datetime | None = given("Recorded at this moment or later.")
    until: datetime | None = given("Recorded at this moment or before.")


class LedgerEventOrderField(StrEnum):
    """What events are put in order by."""

    SEQUENCE = "SEQUENCE"


described(
    LedgerEventOrderField,
    "What events are put in order by.",
    {"SEQUENCE": "The order in which they were committed."},
)


@strawberry.input(description="In which order events come.")
class LedgerEventOrder:
    """In which order events come."""

    field: LedgerEventOrderField = decides()
    direction: Direction = runs()


def _among(column: str) -> Condition:
    return Condition(lambda w: w.among(f"{w.it}.{column}"))


LEDGER = Source(
    type="LedgerEvent",
    table="ledger_event",
    orders={"SEQUENCE": Order("{it}.id", Kind.NUMBER)},
    conditions={
        **{column: _among(column) for column in ("list", "key", "actor", "verb", "action")},
        "since": Condition(lambda w: f"{w.it}.recorded_at >= {w.moment()}"),
        "until": Condition(lambda w: f"{w.it}.recorded_at <= {w.moment()}"),
    },
)


def history(list_name: str, key: str = "{row}.code", also: str = "") -> Any:
    """What was done to an entry of that list, as the ledger has it; `key` is the SQL of what names it.

    `also` is a list of process that goes with it, under the same key.
    """
    lists = f"= '{list_name}'" if not also else f"in ('{list_name}', '{also}')"
    return connection(
        LEDGER,
        "What was done to it, as the ledger has it: who, when, from what to what.",
        where=f"{{it}}.list {lists} and {{it}}.key = {key}",
        filtered=LedgerEventFilter,
        by=LedgerEventOrder,
    )
