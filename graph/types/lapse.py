"""What begins to be wrong in the coming days, if nothing is done (「まもなく切れるもの」)."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import strawberry

from graph.reads.dialect import Kind
from graph.reads.refusals import Code, Refused
from graph.reads.rows import Condition, Leaf, One, Order, Source, Where, read
from graph.types.beside import CONTRACT, FINDING, TRANSFER
from graph.types.contract import Contract
from graph.types.finding import Finding
from graph.types.inputs import decides, filters, given, runs
from graph.types.paging import Connection
from graph.types.transfer import Transfer
from graph.types.words import Direction, LapseKind, described
from models.vocabulary import Severity

USUAL_DAYS = 90
MOST_DAYS = 3660


@filters("Which lapses")
class LapseFilter:
    """Which lapses."""

    kind: list[LapseKind] | None = given("Of one of these kinds.")
    severity: Severity | None = given("Findings of this severity.")
    transfer: list[str] | None = given("Of one of the transfers that have these codes.")
    recipient: list[str] | None = given("Of transfers to one of the recipients that have these codes.")
    service: list[str] | None = given("Of transfers from one of the services that have these codes.")


def last_day(values: Mapping[str, Any], today: date) -> date:
    """The last day looked at: `until`, or `within` days after `on`."""
    day: date = values.get("on") or today
    until: date | None = values.get("until")
    if until is not None:
        if until < day:
            raise Refused(
                Code.BAD_INPUT,
                f"`until` is {until}, before {day}, after which lapses are looked for.",
                f"`until` の {until} が基準日の {day} より前です。",
                argument=("until",),
            )
        return until
    within = values.get("within")
    within = USUAL_DAYS if within is None else within
    if not 0 <= within <= MOST_DAYS:
        raise Refused(
            Code.BAD_INPUT,
            f"`within` is {within}; it is a number of days from 0 to {MOST_DAYS}.",
            f"`within` が {within} です。0 から {MOST_DAYS} までの日数を指定してください。",
        )
    return date.max if date.max - day < timedelta(days=within) else day + timedelta(days=within)


def first_day(values: Mapping[str, Any], today: date) -> date:
    """The day after which a lapse has to lie."""
    day: date | None = values.get("on")
    return day or today


def lapsing(w: Where) -> str:
    """The rows: findings that begin in the days asked about, and transfers whose contract ends without a next one."""
    after = w.computed("after", Kind.DAY, first_day)
    last = w.computed("last", Kind.DAY, last_day)
    return (
        "(select f.id * 2 as id, 'FINDING' as kind, f.from_on as day, f.transfer_id, f.id as finding_id,"
        " null as contract_id, f.severity as severity"
        f" from finding f where f.from_on > {after} and f.from_on <= {last}"
        " union all"
        " select later.id * 2 + 1, 'CONTRACT', later.from_on, later.transfer_id, null, earlier.contract_id, null"
        " from span later join span earlier on earlier.transfer_id = later.transfer_id"
        f" where later.from_on > {after} and later.from_on <= {last} and later.contract_id is null"
        " and earlier.contract_id is not null and earlier.from_on = (select max(s.from_on) from span s"
        " where s.transfer_id = later.transfer_id and s.from_on < later.from_on))"
    )


def _of_transfer(table: str) -> Condition:
    return Condition(
        lambda w: f"{w.beside}.{table}_id in (select named.id from {table} named where {w.among('named.code')})",
        TRANSFER,
    )


class LapseOrderField(StrEnum):
    """What lapses are put in order by."""

    DAY = "DAY"


described(LapseOrderField, "What lapses are put in order by.", {"DAY": "The day on which it begins."})


@strawberry.input(description="In which order lapses come.")
class LapseOrder:
    """In which order lapses come."""

    field: LapseOrderField = decides()
    direction: Direction = runs()


LAPSES = Source(
    type="Lapse",
    table=lapsing,
    orders={"DAY": Order("{it}.day", Kind.DAY)},
    conditions={
        "kind": Condition(lambda w: w.among(f"{w.it}.kind")),
        "severity": Condition(lambda w: f"{w.it}.severity = '{w.given.value}'"),
        "transfer": Condition(lambda w: w.among(f"{w.beside}.code"), TRANSFER),
        "recipient": _of_transfer("recipient"),
        "service": _of_transfer("service"),
    },
)


@strawberry.type(description="Something that begins to be wrong on a day, as far as is known today.")
class Lapse:
    """Something that begins to be wrong on a day."""

    day: date = read(Leaf("{it}.day"), "The first day on which it is wrong.")
    kind: LapseKind = read(Leaf("{it}.kind"), "What lapses.")
    transfer: Transfer = read(One(TRANSFER), "Whose provision it touches.")
    finding: Finding | None = read(One(FINDING), "The finding that begins; null for a contract.")
    contract: Contract | None = read(
        One(CONTRACT), "The contract that was in force until the day before; null for a finding."
    )


LapseConnection = Connection[Lapse]
