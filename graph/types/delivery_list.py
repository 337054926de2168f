"""Lists of deliveries: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.beside import DELIVERED, WHERE_DELIVERED
from graph.types.inputs import ON, Days, decides, filters, given, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described
from models.vocabulary import RuleCode, Severity, Verdict

HANDED_OVER = (
    "select own.item_id from delivery_item own where own.delivery_id = {row}.id"
    " union all select link.item_id from transfer_version_item link where link.version_id = {beside}.id"
    " and not exists (select 1 from delivery_item own where own.delivery_id = {row}.id)"
)
"""The items of a delivery: its own, or else those that its transfer gave that day."""


@strawberry.input(
    description="Which findings a delivery has; all that is given has to hold of one and the same finding."
)
class OfDeliveryFinding:
    """Which findings a delivery has."""

    code: list[RuleCode] | None = given("Of one of these rules.")
    severity: Severity | None = given("Of this severity.")


@filters("Which deliveries", entries=True)
class DeliveryFilter:
    """Which deliveries."""

    on: date | None = given(ON)
    code: list[str] | None = given("With one of these codes.")
    made: Days | None = given("Made on one of these days, in the operator's time zone.")
    transfer: list[str] | None = given("Under one of the transfers that have these codes.")
    recipient: list[str] | None = given("To one of the recipients that have these codes.")
    service: list[str] | None = given("From one of the services that have these codes.")
    item: list[str] | None = given("Handing over one of the items that have these codes.")
    foreign: bool | None = given("To a recipient that was abroad when it was made, or not (APPI 28).")
    verdict: list[Verdict] | None = given("With one of these verdicts.")
    finding: OfDeliveryFinding | None = given(
        "With such a finding; of its record, one that holds on the day of the filter."
    )
    record_required: bool | None = given("Needing a provision record, or not (提供記録, APPI 29).")
    recorded: bool | None = given("With a provision record of its own, or without.")


class DeliveryOrderField(StrEnum):
    """What deliveries are put in order by."""

    AT = "AT"
    CODE = "CODE"


described(
    DeliveryOrderField,
    "What deliveries are put in order by.",
    {"AT": "When it was made.", "CODE": "The code."},
)


@strawberry.input(description="In which order deliveries come.")
class DeliveryOrder:
    """In which order deliveries come."""

    field: DeliveryOrderField = decides()
    direction: Direction = runs()


def _finding(w: Where) -> str:
    asked = [f"f.delivery_id = {w.it}.id"]
    if w.given.get("code") is not None:
        asked.append(w.among("f.code", "code"))
    if w.given.get("severity") is not None:
        asked.append(f"f.severity = '{w.given['severity'].value}'")
    asked.append(f"(f.from_on is null or (f.from_on <= {w.day()} and (f.until_on is null or f.until_on >= {w.day()})))")
    return f"exists (select 1 from delivery_finding f where {' and '.join(asked)})"


def _of_transfer(table: str) -> Condition:
    return Condition(
        lambda w: (
            f"{w.it}.transfer_id in (select t.id from transfer t join {table} named on named.id = t.{table}_id"
            f" where {w.among('named.code')})"
        )
    )


def _item(w: Where) -> str:
    handed_over = HANDED_OVER.format(row=w.it, beside=w.beside)
    return f"exists (select 1 from item named where {w.among('named.code')} and named.id in ({handed_over}))"


def _unless(given: bool, sql: str) -> str:
    return sql if given else f"not {sql}"


DELIVERIES = Source(
    type="Delivery",
    table="delivery",
    orders={"AT": Order("{it}.at", Kind.MOMENT), "CODE": Order("{it}.code", Kind.TEXT)},
    conditions={
        **recorded("deliveries"),
        "code": Condition(lambda w: w.among(f"{w.it}.code")),
        "made": Condition(lambda w: f"{w.it}.made_on between {w.day('from')} and {w.day('until')}"),
        "transfer": Condition(
            lambda w: f"{w.it}.transfer_id in (select t.id from transfer t where {w.among('t.code')})"
        ),
        "recipient": _of_transfer("recipient"),
        "service": _of_transfer("service"),
        "item": Condition(_item, DELIVERED),
        "foreign": Condition(lambda w: _unless(w.given, f"{w.beside}.abroad"), WHERE_DELIVERED),
        "verdict": Condition(lambda w: w.among(f"{w.it}.verdict")),
        "finding": Condition(_finding),
        "recordRequired": Condition(lambda w: _unless(w.given, f"{w.it}.record_required")),
        "recorded": Condition(lambda w: f"{w.it}.record_made_on is {'not ' if w.given else ''}null"),
    },
)
