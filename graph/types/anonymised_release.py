"""Publications about anonymised information (匿名加工情報)."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Identity, Leaf, Order, Source, Where, read, row
from graph.types import node
from graph.types.catalogue import Item
from graph.types.inputs import Days, decides, filters, given, runs
from graph.types.links import named_by
from graph.types.node import Node
from graph.types.recipient import Recipient
from graph.types.words import Direction, described


@row("anonymised_release", node=True)
@strawberry.type(description="A publication about anonymised information and its label (匿名加工情報, APPI 43, 44).")
class AnonymisedRelease(Node):
    """A publication about anonymised information."""

    id: strawberry.ID = read(
        Identity(), "Global and opaque; it has no code, so it has a new id when any of the publications is corrected."
    )
    items: list[Item] = read(named_by("anonymised_release_item", "release", "item"), "The items that it names.")
    recipients: list[Recipient] = read(
        named_by("anonymised_release_recipient", "release", "recipient"), "The recipients that it names."
    )
    created_published_on: date | None = read(
        Leaf("{it}.created_published_on"),
        "Day on which the items were published on making; null: not recorded (APPI 43(3)).",
    )
    provision_published_on: date | None = read(
        Leaf("{it}.provision_published_on"), "Day on which the provision was published; null: not recorded (APPI 44)."
    )
    method: str | None = read(Leaf("{it}.method"), "How it is provided (APPI 44).")
    labelled_on: date | None = read(
        Leaf("{it}.labelled_on"),
        "Day on which the recipient was told that it is anonymised; null: not recorded (APPI 44).",
    )
    note: str | None = node.note()
    owner: str | None = node.owner()


@filters("Which publications about anonymised information")
class AnonymisedReleaseFilter:
    """Which publications about anonymised information."""

    item: list[str] | None = given("Naming one of the items that have these codes.")
    recipient: list[str] | None = given("Naming one of the recipients that have these codes.")
    created_published: Days | None = given("Published on making on one of these days (APPI 43(3)).")
    provision_published: Days | None = given("Whose provision was published on one of these days (APPI 44).")
    labelled: bool | None = given("Whose recipient was told that it is anonymised, or was not (APPI 44).")


class AnonymisedReleaseOrderField(StrEnum):
    """What publications about anonymised information are put in order by."""

    CREATED_PUBLISHED_ON = "CREATED_PUBLISHED_ON"
    PROVISION_PUBLISHED_ON = "PROVISION_PUBLISHED_ON"
    LABELLED_ON = "LABELLED_ON"


described(
    AnonymisedReleaseOrderField,
    "What publications about anonymised information are put in order by; what has no such day is the highest.",
    {
        "CREATED_PUBLISHED_ON": "The day of publication on making.",
        "PROVISION_PUBLISHED_ON": "The day on which the provision was published.",
        "LABELLED_ON": "The day on which the recipient was told.",
    },
)


@strawberry.input(description="In which order publications about anonymised information come.")
class AnonymisedReleaseOrder:
    """In which order publications about anonymised information come."""

    field: AnonymisedReleaseOrderField = decides()
    direction: Direction = runs()


def _names(table: str) -> Condition:
    return Condition(
        lambda w: (
            f"exists (select 1 from anonymised_release_{table} link join {table} named on named.id = link.{table}_id"
            f" where link.release_id = {w.it}.id and {w.among('named.code')})"
        )
    )


def _on_one_of(w: Where, column: str) -> str:
    return f"{w.it}.{column} between {w.day('from')} and {w.day('until')}"


RELEASES = Source(
    type="AnonymisedRelease",
    table="anonymised_release",
    orders={
        name: Order(f"coalesce({{it}}.{name.lower()}, '9999-12-31')", Kind.DAY) for name in AnonymisedReleaseOrderField
    },
    conditions={
        "item": _names("item"),
        "recipient": _names("recipient"),
        "createdPublished": Condition(lambda w: _on_one_of(w, "created_published_on")),
        "provisionPublished": Condition(lambda w: _on_one_of(w, "provision_published_on")),
        "labelled": Condition(lambda w: f"{w.it}.labelled_on is {'not ' if w.given else ''}null"),
    },
)
