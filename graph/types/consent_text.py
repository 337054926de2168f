"""The wordings that people agree to."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.reads.rows import Beside, Leaf, One, read, row
from graph.types import node
from graph.types.catalogue import Item, Purpose, transfers
from graph.types.connections import TransferConnection
from graph.types.ledger import LedgerEventConnection, history
from graph.types.links import named_by
from graph.types.node import Node
from graph.types.recorded import changed_at, revision

if TYPE_CHECKING:
    from graph.types.recipient import Recipient

ITSELF = Beside("consent_text", "{it}.id = {row}.id")


@strawberry.type(description="What a consent text says of provision abroad (APPI 28(2), Rule 17(2)).")
class ForeignPart:
    """What a consent text says of provision abroad."""

    country_named: bool | None = read(Leaf("{it}.country_named"), "Whether it names the country (Rule 17(2)(i)).")
    system_described: bool | None = read(
        Leaf("{it}.system_described"), "Whether it describes the country's system (Rule 17(2)(ii))."
    )
    measures_described: bool | None = read(
        Leaf("{it}.measures_described"), "Whether it describes the recipient's measures (Rule 17(2)(iii))."
    )
    unknown_reason: str | None = read(Leaf("{it}.unknown_reason"), "Why the country cannot be named (Rule 17(3)).")


@row("consent_text", node=True)
@strawberry.type(description="A wording that people agree to, in use over a period (APPI 27(1), 28(2)).")
class ConsentText(Node):
    """A wording that people agree to."""

    code: str = node.code("consent text")
    from_: date = read(Leaf("{it}.from_on"), "First day in use.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day in use; null: open-ended.")
    any_recipient: bool | None = read(Leaf("{it}.any_recipient"), "Whether it covers any recipient of its class.")
    recipient_class: str | None = read(Leaf("{it}.recipient_class"), "Which class of recipients it names.")
    expressed: bool | None = read(
        Leaf("{it}.expressed"),
        "Whether people agree expressly; no: by continued use, notice or silence (guideline 2-16).",
    )
    foreign: ForeignPart | None = read(
        One(ITSELF, where="{it}.has_foreign"), "What it says of provision abroad; null: nothing (APPI 28(1), (2))."
    )
    recipients: list[Annotated["Recipient", strawberry.lazy("graph.types.recipient")]] = read(
        named_by("consent_text_recipient", "text", "recipient"), "The recipients that it names."
    )
    items: list[Item] = read(named_by("consent_text_item", "text", "item"), "The items that it covers.")
    purposes: list[Purpose] = read(named_by("consent_text_purpose", "text", "purpose"), "The purposes that it covers.")
    transfers: TransferConnection = transfers(
        "Transfers with a basis that names it, for itself or for provision abroad beside it.",
        "{it}.id in (select basis.transfer_id from basis join basis_text link on link.basis_id = basis.id"
        " where link.text_id = {row}.id)",
        slow=True,
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("consent_texts")
    revision: str = revision("consent_texts")
    history: LedgerEventConnection = history("consent_texts")
