"""Lists of transfers: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.beside import SPAN, TRANSFER_RECIPIENT_VERSION, TRANSFER_VERSION
from graph.types.inputs import ON, Days, decides, filters, given, held, overlaps, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described
from models.vocabulary import BasisKind, ForeignMechanism, RuleCode, Severity, Verdict


@strawberry.input(
    description="Which findings a transfer has; all that is given has to hold of one and the same finding."
)
class OfFinding:
    """Which findings a transfer has."""

    code: list[RuleCode] | None = given("Of one of these rules.")
    severity: Severity | None = given("Of this severity.")
    during: Days | None = given("Holding on one of these days; on the day of the filter unless given.")


@filters("Which transfers", entries=True)
class TransferFilter:
    """Which transfers."""

    on: date | None = given(ON)
    code: list[str] | None = given("With one of these codes.")
    verdict: list[Verdict] | None = given("With one of these verdicts on the day.")
    basis: list[BasisKind] | None = given("Resting on a basis of one of these kinds on the day (APPI 27).")
    without_basis: bool | None = given("Without a basis in force on the day, or with one; within the period alone.")
    foreign: bool | None = given("To a recipient that is abroad on the day, or not, as the law derives it (APPI 28).")
    declared_foreign: bool | None = given("Declared as foreign on the day, or declared as not.")
    mechanism: list[ForeignMechanism] | None = given("Let abroad on the day by one of these (APPI 28).")
    record_required: bool | None = given("Needing a provision record on the day, or not (APPI 29).")
    recipient: list[str] | None = given("To one of the recipients that have these codes.")
    country: list[str] | None = given("To a recipient in one of these countries on the day.")
    service: list[str] | None = given("From one of the services that have these codes.")
    item: list[str] | None = given("Giving one of the items that have these codes on the day.")
    purpose: list[str] | None = given("For one of the purposes that have these codes on the day.")
    contract: list[str] | None = given("Under one of the contracts that have these codes, in force on the day.")
    contract_ends_before: date | None = given(
        "Under a contract that is in force on the day of the filter and ends on a day before this one."
    )
    finding: OfFinding | None = given("With such a finding.")
    active_during: Days | None = given("Whose period has one of these days.")


class TransferOrderField(StrEnum):
    """What transfers are put in order by."""

    CODE = "CODE"
    FROM = "FROM"
    UNTIL = "UNTIL"
    RECIPIENT = "RECIPIENT"
    VERDICT = "VERDICT"


described(
    TransferOrderField,
    "What transfers are put in order by.",
    {
        "CODE": "The code.",
        "FROM": "The first day.",
        "UNTIL": "The last day; open-ended ones are the highest.",
        "RECIPIENT": "The name of the recipient on the day of the filter, or else today.",
        "VERDICT": "The verdict on that day, alphabetically.",
    },
)


@strawberry.input(description="In which order transfers come.")
class TransferOrder:
    """In which order transfers come."""

    field: TransferOrderField = decides()
    direction: Direction = runs()


def _finding(w: Where) -> str:
    asked = [f"f.transfer_id = {w.it}.id"]
    if w.given.get("code") is not None:
        asked.append(w.among("f.code", "code"))
    if w.given.get("severity") is not None:
        asked.append(f"f.severity = '{w.given['severity'].value}'")
    during = w.given.get("during") is not None
    first, last = (w.day("during", "from"), w.day("during", "until")) if during else (w.day(), w.day())
    asked.append(f"{overlaps('f', first, last)} and {first} <= {last}")
    return f"exists (select 1 from finding f where {' and '.join(asked)})"


def _linked(table: str, column: str) -> Condition:
    return Condition(
        lambda w: (
            f"exists (select 1 from transfer_version_{table} link join {table} named on named.id = link.{column}"
            f" where link.version_id = {w.beside}.id and {w.among('named.code')})"
        ),
        TRANSFER_VERSION,
    )


def _unless(given: bool, sql: str) -> str:
    return sql if given else f"not {sql}"


TRANSFERS = Source(
    type="Transfer",
    table="transfer",
    orders={
        "CODE": Order("{it}.code", Kind.TEXT),
        "FROM": Order("{it}.from_on", Kind.DAY),
        "UNTIL": Order("coalesce({it}.until_on, '9999-12-31')", Kind.DAY),
        "RECIPIENT": Order("{it}.name", Kind.TEXT, TRANSFER_RECIPIENT_VERSION),
        "VERDICT": Order("coalesce({it}.verdict, 'INACTIVE')", Kind.TEXT, SPAN, reads="verdict"),
    },
    conditions={
        **recorded("transfers"),
        "code": Condition(lambda w: w.among(f"{w.it}.code")),
        "verdict": Condition(lambda w: w.among(f"coalesce({w.beside}.verdict, 'INACTIVE')"), SPAN),
        "basis": Condition(lambda w: w.among(f"{w.beside}.basis_kind"), SPAN),
        "withoutBasis": Condition(
            lambda w: f"{w.beside}.id is not null and {w.beside}.basis_id is {'' if w.given else 'not '}null", SPAN
        ),
        "foreign": Condition(lambda w: _unless(w.given, f"{w.beside}.abroad"), TRANSFER_RECIPIENT_VERSION),
        "declaredForeign": Condition(lambda w: _unless(w.given, f"{w.beside}.declared_foreign"), TRANSFER_VERSION),
        "mechanism": Condition(lambda w: w.among(f"{w.beside}.mechanism"), SPAN),
        "recordRequired": Condition(lambda w: _unless(w.given, f"coalesce({w.beside}.record_required, false)"), SPAN),
        "recipient": Condition(
            lambda w: f"{w.it}.recipient_id in (select r.id from recipient r where {w.among('r.code')})"
        ),
        "country": Condition(lambda w: w.among(f"{w.beside}.country"), TRANSFER_RECIPIENT_VERSION),
        "service": Condition(lambda w: f"{w.it}.service_id in (select s.id from service s where {w.among('s.code')})"),
        "item": _linked("item", "item_id"),
        "purpose": _linked("purpose", "purpose_id"),
        "contract": Condition(
            lambda w: (
                f"{w.it}.id in (select s.transfer_id from contract c join span s on s.contract_id = c.id"
                f" where {w.among('c.code')} and s.from_on <= {w.day()}"
                f" and (s.until_on is null or s.until_on >= {w.day()}))"
            )
        ),
        "contractEndsBefore": Condition(
            lambda w: (
                f"exists (select 1 from contract_run run where run.contract_id = {w.beside}.contract_id"
                f" and run.until_on >= {w.day()} and run.until_on < {w.own_day()})"
            ),
            SPAN,
        ),
        "finding": Condition(_finding),
        "activeDuring": Condition(lambda w: held(w, w.day("from"), w.day("until"))),
    },
)
