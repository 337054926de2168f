"""The calendar: the dated things that have to be known of, as far as they are known today (期日の一覧)."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Leaf, One, Order, Source, read
from graph.types.beside import CONSENT_TEXT, CONTRACT, DELIVERY, FINDING, POLICY, RECIPIENT, TRANSFER
from graph.types.calendar_rows import dated
from graph.types.consent_text import ConsentText
from graph.types.contract import Contract
from graph.types.delivery import Delivery
from graph.types.finding import Finding
from graph.types.inputs import decides, filters, given, runs
from graph.types.paging import Connection
from graph.types.policy import Policy
from graph.types.recipient import Recipient
from graph.types.transfer import Transfer
from graph.types.words import CalendarKind, Direction, described


@filters("Which entries of the calendar")
class CalendarEntryFilter:
    """Which entries of the calendar."""

    kind: list[CalendarKind] | None = given("Of one of these kinds.")
    transfer: list[str] | None = given("Concerning one of the transfers that have these codes.")
    contract: list[str] | None = given("Concerning one of the contracts that have these codes.")
    recipient: list[str] | None = given(
        "Concerning one of the recipients that have these codes, a contract with it, or a transfer to it."
    )
    service: list[str] | None = given("Concerning a transfer from one of the services that have these codes.")


class CalendarEntryOrderField(StrEnum):
    """What the calendar is put in order by."""

    DAY = "DAY"


described(CalendarEntryOrderField, "What the calendar is put in order by.", {"DAY": "The day."})


@strawberry.input(description="In which order the calendar comes.")
class CalendarEntryOrder:
    """In which order the calendar comes."""

    field: CalendarEntryOrderField = decides()
    direction: Direction = runs()


def _named(table: str) -> Condition:
    return Condition(
        lambda w: f"{w.it}.{table}_id in (select named.id from {table} named where {w.among('named.code')})"
    )


CALENDAR = Source(
    type="CalendarEntry",
    table=dated,
    orders={"DAY": Order("{it}.day", Kind.DAY)},
    conditions={
        "kind": Condition(lambda w: w.among(f"{w.it}.kind")),
        "transfer": _named("transfer"),
        "contract": _named("contract"),
        "recipient": _named("recipient"),
        "service": Condition(
            lambda w: f"{w.beside}.service_id in (select s.id from service s where {w.among('s.code')})", TRANSFER
        ),
    },
)


@strawberry.type(description="Something that stands in the calendar on a day, as far as is known today.")
class CalendarEntry:
    """Something that stands in the calendar on a day."""

    day: date = read(
        Leaf("{it}.day"), "The day on which it stands: the last day for what is due or ends, the first for what begins."
    )
    kind: CalendarKind = read(Leaf("{it}.kind"), "What it is.")
    transfer: Transfer | None = read(One(TRANSFER), "The transfer that it concerns; null: no one transfer.")
    contract: Contract | None = read(One(CONTRACT), "The contract that it concerns, or null.")
    recipient: Recipient | None = read(
        One(RECIPIENT), "The recipient that it concerns, also by its contract or transfer; null: none."
    )
    finding: Finding | None = read(
        One(FINDING), "The finding that begins or ends; of what is due, the one that begins on the next day; or null."
    )
    delivery: Delivery | None = read(One(DELIVERY), "The delivery whose record is due, or null.")
    consent_text: ConsentText | None = read(One(CONSENT_TEXT), "The consent text that it concerns, or null.")
    policy: Policy | None = read(One(POLICY), "The version of the policy that it concerns, or null.")


CalendarEntryConnection = Connection[CalendarEntry]
