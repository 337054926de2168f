"""What provisions are described with: services, items of personal data, purposes of use."""

from datetime import datetime
from typing import Any

import strawberry

from graph.reads.rows import Leaf, read, row
from graph.types import node
from graph.types.connections import TransferConnection
from graph.types.ledger import LedgerEventConnection, history
from graph.types.node import Node
from graph.types.paging import connection
from graph.types.recorded import changed_at, revision
from graph.types.transfer_list import TRANSFERS, TransferFilter, TransferOrder
from models.vocabulary import ItemKind, ItemSource


def transfers(description: str, where: str, *, slow: bool = False) -> Any:
    """The transfers that have to do with a row."""
    return connection(TRANSFERS, description, where=where, slow=slow, filtered=TransferFilter, by=TransferOrder)


def ever(table: str) -> str:
    """That a transfer has to do with a row on any day, by a table that ties the transfer's versions to such rows."""
    return (
        "{it}.id in (select version.transfer_id from transfer_version version"
        f" join transfer_version_{table} link on link.version_id = version.id where link.{table}_id = {{row}}.id)"
    )


@row("service", node=True)
@strawberry.type(description="A service of the operator's, from which data is provided.")
class Service(Node):
    """A service of the operator's."""

    code: str = node.code("service")
    name: str = read(Leaf("{it}.name"), "Name of the service.")
    transfers: TransferConnection = transfers("Transfers from it.", "{it}.service_id = {row}.id")
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("services")
    revision: str = revision("services")
    history: LedgerEventConnection = history("services")


@row("purpose", node=True)
@strawberry.type(description="A purpose of use (利用目的, APPI 17).")
class Purpose(Node):
    """A purpose of use."""

    code: str = node.code("purpose")
    name: str = read(Leaf("{it}.name"), "The purpose in words.")
    transfers: TransferConnection = transfers(
        "Transfers that give data for it on any day; for one day, filter by `on` and `purpose`.",
        ever("purpose"),
        slow=True,
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("purposes")
    revision: str = revision("purposes")
    history: LedgerEventConnection = history("purposes")


@row("item", node=True)
@strawberry.type(description="An item of personal data (個人データの項目).")
class Item(Node):
    """An item of personal data."""

    code: str = node.code("item")
    name: str = read(Leaf("{it}.name"), "The item in words.")
    sensitive: bool | None = read(
        Leaf("{it}.sensitive"),
        "Whether it is special-care-required information (要配慮個人情報, APPI 2(3)); null: not recorded.",
    )
    kind: ItemKind = read(Leaf("{it}.kind"), "How far it has been processed.")
    source: ItemSource = read(Leaf("{it}.source"), "Where it came from (APPI 27(2)).")
    transfers: TransferConnection = transfers(
        "Transfers that give it on any day; for one day, filter by `on` and `item`.", ever("item"), slow=True
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("items")
    revision: str = revision("items")
    history: LedgerEventConnection = history("items")
