"""Lists of data received from third parties: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.inputs import ON, Days, decides, filters, given, runs
from graph.types.words import Direction, described
from models.received_words import ReceivedBasis, ReceivedCause
from models.vocabulary import RecipientKind


@filters("Which data received")
class ReceivedProvisionFilter:
    """Which data received."""

    on: date | None = given(ON)
    code: list[str] | None = given("With one of these codes.")
    provider: list[str] | None = given("From one of the third parties that have these references.")
    provider_kind: list[RecipientKind] | None = given("From one of these kinds of third party.")
    basis: list[ReceivedBasis] | None = given("Provided on one of these.")
    subject: list[str] | None = given("Listing one of the persons that have these references.")
    received: Days | None = given("Received on one of these days.")
    required: bool | None = given("To be confirmed and recorded, or not (APPI 30(1), proviso).")
    confirmed: bool | None = given("Confirmed, or not.")
    recorded: bool | None = given("With a record of its own, or without.")
    cause: list[ReceivedCause] | None = given("Breaking rule 35 for one of these on the day of the filter.")
    broken: bool | None = given("Breaking rule 35 on the day of the filter, or not.")


class ReceivedProvisionOrderField(StrEnum):
    """What data received is put in order by."""

    RECEIVED_ON = "RECEIVED_ON"
    CODE = "CODE"


described(
    ReceivedProvisionOrderField,
    "What data received is put in order by.",
    {"RECEIVED_ON": "The day on which it was received.", "CODE": "The code."},
)


@strawberry.input(description="In which order data received comes.")
class ReceivedProvisionOrder:
    """In which order data received comes."""

    field: ReceivedProvisionOrderField = decides()
    direction: Direction = runs()


def _found(w: Where, holds: str = "") -> str:
    return (
        f"exists (select 1 from received_finding f where f.received_id = {w.it}.id{holds}"
        f" and f.from_on <= {w.day()} and (f.until_on is null or f.until_on >= {w.day()}))"
    )


def _is_there(column: str) -> Condition:
    return Condition(lambda w: f"{w.it}.{column} is {'not ' if w.given else ''}null")


def _among(column: str) -> Condition:
    return Condition(lambda w: w.among(f"{w.it}.{column}"))


def _lists(w: Where) -> str:
    return w.dialect.one_of(f"{w.it}.id", f"select s.received_id from received_subject s where {w.among('s.subject')}")


RECEIVED = Source(
    type="ReceivedProvision",
    table="received_provision",
    orders={
        "RECEIVED_ON": Order("{it}.received_on", Kind.DAY),
        "CODE": Order("{it}.code", Kind.TEXT),
    },
    conditions={
        "code": _among("code"),
        "provider": _among("provider"),
        "providerKind": _among("provider_kind"),
        "basis": _among("basis"),
        "subject": Condition(_lists),
        "received": Condition(lambda w: f"{w.it}.received_on between {w.day('from')} and {w.day('until')}"),
        "required": Condition(lambda w: f"{'' if w.given else 'not '}{w.it}.required"),
        "confirmed": _is_there("confirmed_on"),
        "recorded": _is_there("record_made_on"),
        "cause": Condition(lambda w: _found(w, f" and {w.among('f.cause')}")),
        "broken": Condition(lambda w: f"{'' if w.given else 'not '}{_found(w)}"),
    },
)
