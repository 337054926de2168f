"""Lists of recipients: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source
from graph.types.beside import RECIPIENT_VERSION
from graph.types.inputs import ON, decides, filters, given, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described
from models.vocabulary import RecipientKind


@filters("Which recipients", entries=True)
class RecipientFilter:
    """Which recipients."""

    on: date | None = given(ON)
    code: list[str] | None = given("With one of these codes.")
    kind: list[RecipientKind] | None = given("Of one of these kinds on the day (APPI 16).")
    country: list[str] | None = given("In one of these countries on the day, ISO 3166-1 alpha-2 (APPI 28).")
    foreign: bool | None = given("Abroad on the day, or not, as the law derives it (APPI 28).")
    country_known: bool | None = given("Whose country is recorded on the day, or not.")
    same_entity: bool | None = given("Branches of the operator itself, or not; what is not recorded counts as not.")


class RecipientOrderField(StrEnum):
    """What recipients are put in order by."""

    CODE = "CODE"
    NAME = "NAME"


described(
    RecipientOrderField,
    "What recipients are put in order by.",
    {"CODE": "The code.", "NAME": "The name on the day of the filter, or else today."},
)


@strawberry.input(description="In which order recipients come.")
class RecipientOrder:
    """In which order recipients come."""

    field: RecipientOrderField = decides()
    direction: Direction = runs()


RECIPIENTS = Source(
    type="Recipient",
    table="recipient",
    orders={
        "CODE": Order("{it}.code", Kind.TEXT),
        "NAME": Order("{it}.name", Kind.TEXT, RECIPIENT_VERSION),
    },
    conditions={
        **recorded("recipients"),
        "code": Condition(lambda w: w.among(f"{w.it}.code")),
        "kind": Condition(lambda w: w.among(f"{w.beside}.kind"), RECIPIENT_VERSION),
        "country": Condition(lambda w: w.among(f"{w.beside}.country"), RECIPIENT_VERSION),
        "foreign": Condition(lambda w: f"{'' if w.given else 'not '}{w.beside}.abroad", RECIPIENT_VERSION),
        "countryKnown": Condition(
            lambda w: f"{w.beside}.country is {'not ' if w.given else ''}null", RECIPIENT_VERSION
        ),
        "sameEntity": Condition(lambda w: f"{'' if w.given else 'not '}coalesce({w.it}.same_entity, false)"),
    },
)
