"""Lists of consent texts: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source
from graph.types.inputs import Days, decides, filters, given, held, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described


@filters("Which consent texts", entries=True)
class ConsentTextFilter:
    """Which consent texts."""

    code: list[str] | None = given("With one of these codes.")
    on: date | None = given("In use on this day.")
    during: Days | None = given("In use on one of these days.")
    recipient: list[str] | None = given("Naming one of the recipients that have these codes.")
    any_recipient: bool | None = given("Covering any recipient of a class, or not; what is not recorded counts as not.")
    item: list[str] | None = given("Covering one of the items that have these codes.")
    purpose: list[str] | None = given("Covering one of the purposes that have these codes.")
    expressed: bool | None = given("Agreed to expressly, or not; what is not recorded counts as not (guideline 2-16).")
    foreign: bool | None = given("Saying something of provision abroad, or nothing (APPI 28).")


class ConsentTextOrderField(StrEnum):
    """What consent texts are put in order by."""

    CODE = "CODE"
    FROM = "FROM"
    UNTIL = "UNTIL"


described(
    ConsentTextOrderField,
    "What consent texts are put in order by.",
    {
        "CODE": "The code.",
        "FROM": "The first day in use.",
        "UNTIL": "The last day in use; open-ended ones are the highest.",
    },
)


@strawberry.input(description="In which order consent texts come.")
class ConsentTextOrder:
    """In which order consent texts come."""

    field: ConsentTextOrderField = decides()
    direction: Direction = runs()


def _names(table: str) -> Condition:
    return Condition(
        lambda w: (
            f"exists (select 1 from consent_text_{table} link join {table} named on named.id = link.{table}_id"
            f" where link.text_id = {w.it}.id and {w.among('named.code')})"
        )
    )


CONSENT_TEXTS = Source(
    type="ConsentText",
    table="consent_text",
    orders={
        "CODE": Order("{it}.code", Kind.TEXT),
        "FROM": Order("{it}.from_on", Kind.DAY),
        "UNTIL": Order("coalesce({it}.until_on, '9999-12-31')", Kind.DAY),
    },
    conditions={
        **recorded("consent_texts"),
        "code": Condition(lambda w: w.among(f"{w.it}.code")),
        "on": Condition(lambda w: held(w, w.day(), w.day())),
        "during": Condition(lambda w: held(w, w.day("from"), w.day("until"))),
        "recipient": _names("recipient"),
        "anyRecipient": Condition(lambda w: f"{'' if w.given else 'not '}coalesce({w.it}.any_recipient, false)"),
        "item": _names("item"),
        "purpose": _names("purpose"),
        "expressed": Condition(lambda w: f"{'' if w.given else 'not '}coalesce({w.it}.expressed, false)"),
        "foreign": Condition(lambda w: f"{'' if w.given else 'not '}{w.it}.has_foreign"),
    },
)
