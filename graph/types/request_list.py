"""Lists of requests of persons: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.inputs import ON, Days, decides, filters, given, runs
from graph.types.words import Direction, described
from models.vocabulary import RequestKind, RequestOutcome


@filters("Which requests")
class PersonRequestFilter:
    """Which requests."""

    on: date | None = given(ON)
    code: list[str] | None = given("With one of these codes.")
    subject: list[str] | None = given("Of one of the persons that have these references.")
    kind: list[RequestKind] | None = given("Asking for one of these.")
    outcome: list[RequestOutcome] | None = given("Decided so.")
    decided: bool | None = given("Decided, or not yet.")
    received: Days | None = given("Received on one of these days.")
    overdue: bool | None = given("Breaking rule 40 on the day of the filter, or not.")


class PersonRequestOrderField(StrEnum):
    """What requests are put in order by."""

    RECEIVED_ON = "RECEIVED_ON"
    CODE = "CODE"


described(
    PersonRequestOrderField,
    "What requests are put in order by.",
    {"RECEIVED_ON": "The day on which it arrived.", "CODE": "The code."},
)


@strawberry.input(description="In which order requests come.")
class PersonRequestOrder:
    """In which order requests come."""

    field: PersonRequestOrderField = decides()
    direction: Direction = runs()


def _overdue(w: Where) -> str:
    holds = (
        f"({w.it}.overdue_from is not null and {w.it}.overdue_from <= {w.day()}"
        f" and ({w.it}.overdue_until is null or {w.it}.overdue_until >= {w.day()}))"
    )
    return holds if w.given else f"not {holds}"


def _among(column: str) -> Condition:
    return Condition(lambda w: w.among(f"{w.it}.{column}"))


REQUESTS = Source(
    type="PersonRequest",
    table="person_request",
    orders={
        "RECEIVED_ON": Order("{it}.received_on", Kind.DAY),
        "CODE": Order("{it}.code", Kind.TEXT),
    },
    conditions={
        **{column: _among(column) for column in ("code", "subject", "kind", "outcome")},
        "decided": Condition(lambda w: f"{w.it}.decided_on is {'not ' if w.given else ''}null"),
        "received": Condition(lambda w: f"{w.it}.received_on between {w.day('from')} and {w.day('until')}"),
        "overdue": Condition(_overdue),
    },
)
