"""Lists of findings: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.beside import TRANSFER
from graph.types.inputs import Days, decides, filters, given, held, overlaps, runs
from graph.types.words import Direction, described
from models.vocabulary import BasisKind, Because, RuleCode, Severity


@filters("Which findings: of all days, without `on` and `during`")
class FindingFilter:
    """Which findings."""

    on: date | None = given("Holding on this day.")
    during: Days | None = given(
        'Holding on one of these days: a quarter is `{from: "2026-07-01", until: "2026-09-30"}`.'
    )
    code: list[RuleCode] | None = given("Of one of these rules.")
    severity: Severity | None = given("Of this severity.")
    because: Because | None = given("Resting on this.")
    foreign: bool | None = given(
        "While the recipient is abroad on one of the days asked about on which the finding holds, or on none (APPI 28)."
    )
    basis: list[BasisKind] | None = given(
        "While a basis of one of these kinds is in force on one of the days asked about on which it holds."
    )
    without_basis: bool | None = given(
        "While no basis is in force on one of the days asked about on which the finding holds, or on none."
    )
    transfer: list[str] | None = given("Of one of the transfers that have these codes.")
    recipient: list[str] | None = given("Of transfers to one of the recipients that have these codes.")
    service: list[str] | None = given("Of transfers from one of the services that have these codes.")


class FindingOrderField(StrEnum):
    """What findings are put in order by."""

    FROM = "FROM"
    UNTIL = "UNTIL"
    CODE = "CODE"


described(
    FindingOrderField,
    "What findings are put in order by.",
    {
        "FROM": "The first day.",
        "UNTIL": "The last day; open-ended ones are the highest.",
        "CODE": "The code of the rule, alphabetically.",
    },
)


@strawberry.input(description="In which order findings come.")
class FindingOrder:
    """In which order findings come."""

    field: FindingOrderField = decides()
    direction: Direction = runs()


def _asked_about(w: Where) -> str:
    """That the span `s` has a day on which the finding holds, of those asked about."""
    both = (
        f"s.transfer_id = {w.it}.transfer_id and (s.until_on is null or s.until_on >= {w.it}.from_on)"
        f" and ({w.it}.until_on is null or s.from_on <= {w.it}.until_on)"
    )
    runs = w.asked_about()
    shared = (f" and {first} <= {last}" for first, _ in runs for _, last in runs)  # the runs have a day in common
    return both + "".join((*(f" and {overlaps('s', *run)}" for run in runs), *shared))


def _in_span(w: Where, condition: str) -> str:
    return f"exists (select 1 from span s where {_asked_about(w)} and {condition})"


def _of_transfer(table: str) -> Condition:
    return Condition(
        lambda w: f"{w.beside}.{table}_id in (select named.id from {table} named where {w.among('named.code')})",
        TRANSFER,
    )


FINDINGS = Source(
    type="Finding",
    table="finding",
    orders={
        "FROM": Order("{it}.from_on", Kind.DAY),
        "UNTIL": Order("coalesce({it}.until_on, '9999-12-31')", Kind.DAY),
        "CODE": Order("{it}.code", Kind.TEXT),
    },
    conditions={
        "on": Condition(lambda w: held(w, w.day(), w.day())),
        "during": Condition(lambda w: held(w, w.day("from"), w.day("until"))),
        "code": Condition(lambda w: w.among(f"{w.it}.code")),
        "severity": Condition(lambda w: f"{w.it}.severity = '{w.given.value}'"),
        "because": Condition(lambda w: f"{w.it}.because = '{w.given.value}'"),
        "foreign": Condition(lambda w: ("" if w.given else "not ") + _in_span(w, "s.abroad")),
        "basis": Condition(lambda w: _in_span(w, w.among("s.basis_kind"))),
        "withoutBasis": Condition(lambda w: ("" if w.given else "not ") + _in_span(w, "s.basis_id is null")),
        "transfer": Condition(lambda w: w.among(f"{w.beside}.code"), TRANSFER),
        "recipient": _of_transfer("recipient"),
        "service": _of_transfer("service"),
    },
)
