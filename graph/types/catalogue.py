"""What provisions are described with: services, items of personal data, purposes of use."""

import strawberry

from graph.reads.rows import Leaf, read, row
from graph.types import node
from graph.types.node import Node
from models.vocabulary import ItemKind, ItemSource


@row("service", node=True)
@strawberry.type(description="A service of the operator's, from which data is provided.")
class Service(Node):
    """A service of the operator's."""

    code: str = node.code("service")
    name: str = read(Leaf("{it}.name"), "Name of the service.")
    note: str | None = node.note()
    owner: str | None = node.owner()


@row("purpose", node=True)
@strawberry.type(description="A purpose of use (利用目的, APPI 17).")
class Purpose(Node):
    """A purpose of use."""

    code: str = node.code("purpose")
    name: str = read(Leaf("{it}.name"), "The purpose in words.")
    note: str | None = node.note()
    owner: str | None = node.owner()


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
    note: str | None = node.note()
    owner: str | None = node.owner()
