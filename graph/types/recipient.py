"""Who receives (提供先)."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from graph.reads.rows import ON, Leaf, Many, One, read, row
from graph.types import node
from graph.types.beside import RECIPIENT, RECIPIENT_VERSION, SUBPROCESSOR
from graph.types.catalogue import Item
from graph.types.connections import ContractConnection, TransferConnection
from graph.types.contract_list import CONTRACTS, ContractFilter, ContractOrder
from graph.types.ledger import LedgerEventConnection, history
from graph.types.links import named_by
from graph.types.node import Node
from graph.types.paging import connection
from graph.types.recipient_version import RecipientVersion
from graph.types.recorded import changed_at, revision
from graph.types.transfer_list import TRANSFERS, TransferFilter, TransferOrder
from models.vocabulary import MeasureKind, RecipientKind


def dates(table: str) -> Many:
    """The days of a table of days."""
    return Many(table, where="{it}.recipient_id = {row}.id", order="{it}.made_on", value="{it}.made_on")


@strawberry.type(description="A period over which a recipient ensures equivalent measures (基準適合体制, Rule 16).")
class EquivalentMeasures:
    """A period of equivalent measures."""

    kind: MeasureKind = read(Leaf("{it}.kind"), "How they are ensured (Rule 16).")
    from_: date = read(Leaf("{it}.from_on"), "First day.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day; null: open-ended.")
    note: str | None = node.note()
    owner: str | None = node.owner()


@strawberry.type(description="Re-entrustment (再委託) to another recipient (APPI 25).")
class Subprocessor:
    """Re-entrustment to another recipient."""

    recipient: Annotated["Recipient", strawberry.lazy("graph.types.recipient")] = read(
        One(SUBPROCESSOR), "To whom the data is entrusted further."
    )
    entrusted_by: Annotated["Recipient", strawberry.lazy("graph.types.recipient")] = read(
        One(RECIPIENT), "Who entrusts it further."
    )
    work: str | None = read(Leaf("{it}.work"), "What is entrusted.")
    from_: date = read(Leaf("{it}.from_on"), "First day.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day; null: open-ended.")
    approved_on: date | None = read(Leaf("{it}.approved_on"), "Day on which the operator approved; null: not recorded.")
    items: list[Item] = read(
        named_by("subprocessor_item", "subprocessor", "item"), "The items that are entrusted further."
    )
    note: str | None = node.note()
    owner: str | None = node.owner()


@row("recipient", node=True)
@strawberry.type(description="Anyone who receives personal data (提供先): a company, a state organ, an academic body.")
class Recipient(Node):
    """Anyone who receives."""

    code: str = node.code("recipient")
    name: str | None = read(Leaf("{it}.name", RECIPIENT_VERSION), "Name on the day.", ON)
    kind: RecipientKind | None = read(Leaf("{it}.kind", RECIPIENT_VERSION), "What it is on the day (APPI 16).", ON)
    country: str | None = read(
        Leaf("{it}.country", RECIPIENT_VERSION),
        "Country, on the day, of the entity that handles the data, ISO 3166-1 alpha-2; null: not recorded (APPI 28).",
        ON,
    )
    japan_business: str | None = read(
        Leaf("{it}.japan_business", RECIPIENT_VERSION),
        "Why, on the day, it handles the data in a business in Japan, and so is not abroad; null: it does not.",
        ON,
    )
    address: str | None = read(Leaf("{it}.address", RECIPIENT_VERSION), "Address on the day.", ON)
    representative: str | None = read(Leaf("{it}.representative", RECIPIENT_VERSION), "Representative on the day.", ON)
    foreign: bool | None = read(
        Leaf("{it}.abroad", RECIPIENT_VERSION),
        "Whether it is abroad on the day, as the law derives it (APPI 28). False where the country is not recorded:"
        " then the finding COUNTRY_UNKNOWN says that this cannot be relied on.",
        ON,
    )
    versions: list[RecipientVersion] = read(
        Many("recipient_version", where="{it}.recipient_id = {row}.id", order="{it}.from_on"),
        "What holds of it over time: a version for each of its dated changes, from the beginning on.",
    )
    corporate_number: str | None = read(Leaf("{it}.corporate_number"), "Corporate number (法人番号).")
    same_entity: bool | None = read(
        Leaf("{it}.same_entity"), "Whether it is a branch of the operator itself, so that no provision takes place."
    )
    stored_in: list[str] = read(
        Many("recipient_storage", where="{it}.recipient_id = {row}.id", order="{it}.country", value="{it}.country"),
        "Countries in which the data lies; informs, never decides.",
    )
    equivalent_measures: list[EquivalentMeasures] = read(
        Many("equivalent_measures", where="{it}.recipient_id = {row}.id", order="{it}.from_on, {it}.id"),
        "Periods over which it ensures equivalent measures (Rule 16).",
    )
    equivalent_checks: list[date] = read(
        dates("equivalent_check"), "Days of checks of equivalent measures (Rule 18(1))."
    )
    continuation_difficult_from: date | None = read(
        Leaf("{it}.continuation_difficult_from"),
        "Day from which equivalent measures can no longer be ensured (Rule 18).",
    )
    screenings: list[date] = read(dates("screening"), "Days of selection checks passed (委託先の選定, APPI 25).")
    reviews: list[date] = read(dates("review"), "Days of supervision reviews (取扱状況の把握, APPI 25).")
    subprocessors: list[Subprocessor] = read(
        Many("subprocessor", where="{it}.recipient_id = {row}.id", order="{it}.from_on, {it}.id"),
        "To whom it entrusts further (再委託, APPI 25).",
    )
    subprocessor_of: list[Subprocessor] = read(
        Many("subprocessor", where="{it}.subprocessor_id = {row}.id", order="{it}.from_on, {it}.id"),
        "Who entrusts data further to it (再委託, APPI 25).",
    )
    contracts: ContractConnection = connection(
        CONTRACTS, "Contracts with it.", where="{it}.recipient_id = {row}.id", filtered=ContractFilter, by=ContractOrder
    )
    transfers: TransferConnection = connection(
        TRANSFERS, "Transfers to it.", where="{it}.recipient_id = {row}.id", filtered=TransferFilter, by=TransferOrder
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("recipients")
    revision: str = revision("recipients")
    history: LedgerEventConnection = history("recipients")
