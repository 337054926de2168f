"""Lists of services, purposes and items: their filters, and the orders that they share."""

from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source
from graph.types.inputs import decides, filters, given, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described
from models.vocabulary import ItemKind, ItemSource


@filters("Which services", entries=True)
class ServiceFilter:
    """Which services."""

    code: list[str] | None = given("With one of these codes.")


@filters("Which purposes of use", entries=True)
class PurposeFilter:
    """Which purposes of use."""

    code: list[str] | None = given("With one of these codes.")


@filters("Which items of personal data", entries=True)
class ItemFilter:
    """Which items of personal data."""

    code: list[str] | None = given("With one of these codes.")
    sensitive: bool | None = given(
        "Special-care-required (要配慮個人情報, APPI 2(3)), or not; what is not recorded counts as not."
    )
    kind: list[ItemKind] | None = given("Processed so far.")
    source: list[ItemSource] | None = given("From one of these (APPI 27(2)).")


class CatalogueOrderField(StrEnum):
    """What services, purposes and items are put in order by."""

    CODE = "CODE"
    NAME = "NAME"


described(
    CatalogueOrderField,
    "What services, purposes and items are put in order by.",
    {"CODE": "The code.", "NAME": "The name."},
)


@strawberry.input(description="In which order services, purposes and items come.")
class CatalogueOrder:
    """In which order services, purposes and items come."""

    field: CatalogueOrderField = decides()
    direction: Direction = runs()


ORDERS = {"CODE": Order("{it}.code", Kind.TEXT), "NAME": Order("{it}.name", Kind.TEXT)}
CODE = {"code": Condition(lambda w: w.among(f"{w.it}.code"))}

SERVICES = Source(type="Service", table="service", orders=ORDERS, conditions=CODE | recorded("services"))
PURPOSES = Source(type="Purpose", table="purpose", orders=ORDERS, conditions=CODE | recorded("purposes"))
ITEMS = Source(
    type="Item",
    table="item",
    orders=ORDERS,
    conditions=CODE
    | recorded("items")
    | {
        "sensitive": Condition(lambda w: f"{'' if w.given else 'not '}coalesce({w.it}.sensitive, false)"),
        "kind": Condition(lambda w: w.among(f"{w.it}.kind")),
        "source": Condition(lambda w: w.among(f"{w.it}.source")),
    },
)
