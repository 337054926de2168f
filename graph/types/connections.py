"""The connections of nouns that name each other: each is known by name here, so that no file waits for another."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.types.paging import Connection

if TYPE_CHECKING:
    from graph.types.contract import Contract
    from graph.types.delivery import Delivery
    from graph.types.transfer import Transfer

ContractConnection = Connection[Annotated["Contract", strawberry.lazy("graph.types.contract")]]
DeliveryConnection = Connection[Annotated["Delivery", strawberry.lazy("graph.types.delivery")]]
TransferConnection = Connection[Annotated["Transfer", strawberry.lazy("graph.types.transfer")]]
