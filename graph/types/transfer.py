"""Flows of personal data to a recipient, and what the law says of them on any day."""

from datetime import date, datetime

import strawberry

from graph.reads.rows import ON, Leaf, Many, One, read, row
from graph.types import node
from graph.types.basis import LegalBasis
from graph.types.beside import (
    BASIS,
    CONTRACT,
    RECIPIENT,
    RECORDED_CONTRACT,
    SERVICE,
    SPAN,
    SPAN_BASIS,
    SPAN_CONTRACT,
    TRANSFER_RECIPIENT_VERSION,
    TRANSFER_VERSION,
)
from graph.types.catalogue import Item, Purpose, Service
from graph.types.connections import DeliveryConnection
from graph.types.contract import Contract
from graph.types.delivery_list import DELIVERIES, DeliveryFilter, DeliveryOrder
from graph.types.finding import EVER, Finding
from graph.types.ledger import LedgerEventConnection, history
from graph.types.node import Node
from graph.types.paging import connection
from graph.types.recipient import Recipient
from graph.types.recorded import changed_at, revision
from graph.types.transfer_version import TransferVersion, given
from models.vocabulary import ForeignMechanism, Verdict


@strawberry.type(description="A run of days of a transfer over which everything that is said of it stays the same.")
class Span:
    """A run of days of a transfer over which everything that is said of it stays the same."""

    from_: date = read(Leaf("{it}.from_on"), "First day.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day; null: open-ended.")
    verdict: Verdict = read(Leaf("{it}.verdict"), "What is said of the transfer.")
    basis: LegalBasis | None = read(One(BASIS), "The basis in force; null: none (APPI 27).")
    contract: Contract | None = read(One(CONTRACT), "The contract in force; null: none.")
    foreign: bool = read(Leaf("{it}.abroad"), "Whether the recipient is abroad (APPI 28).")
    foreign_mechanism: ForeignMechanism = read(Leaf("{it}.mechanism"), "What lets the provision go abroad (APPI 28).")
    record_required: bool = read(Leaf("{it}.record_required"), "Whether a provision record is required (APPI 29).")


@row("transfer", node=True)
@strawberry.type(description="One flow of personal data to one recipient (提供, APPI 27).")
class Transfer(Node):
    """One flow of personal data to one recipient."""

    code: str = node.code("transfer")
    service: Service = read(One(SERVICE), "From which service.")
    recipient: Recipient = read(One(RECIPIENT), "To whom.")
    from_: date = read(Leaf("{it}.from_on"), "First day.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day; null: open-ended.")
    subject_class: str | None = read(Leaf("{it}.subject_class"), "Whose data: users, applicants, employees.")
    method: str | None = read(Leaf("{it}.method"), "How the data is handed over.")
    verdict: Verdict = read(
        Leaf("coalesce({it}.verdict, 'INACTIVE')", SPAN), "What is said of it on the day (APPI 27, 28).", ON
    )
    findings: list[Finding] = read(
        Many(
            "finding",
            where="{it}.transfer_id = {row}.id",
            order="{it}.from_on, {it}.id",
            on_day="{it}.from_on <= {day} and ({it}.until_on is null or {it}.until_on >= {day})",
        ),
        "The rules that it breaks on the day, or ever.",
        ON,
        EVER,
    )
    basis: LegalBasis | None = read(One(SPAN_BASIS), "The basis in force on the day; null: none (APPI 27).", ON)
    bases: list[LegalBasis] = read(
        Many("basis", where="{it}.transfer_id = {row}.id", order="{it}.position"),
        "All its bases, as recorded (APPI 27).",
    )
    contract: Contract | None = read(
        One(SPAN_CONTRACT), "The contract in force on the day, its renewals followed; null: none.", ON
    )
    recorded_contract: Contract | None = read(
        One(RECORDED_CONTRACT), "The contract that it names on the day, whether in force or not.", ON
    )
    foreign: bool = read(
        Leaf("coalesce({it}.abroad, false)", TRANSFER_RECIPIENT_VERSION),
        "Whether the recipient is abroad on the day, as the law derives it (APPI 28). False where its country is not"
        " recorded: then the finding COUNTRY_UNKNOWN says that this cannot be relied on.",
        ON,
    )
    declared_foreign: bool | None = read(
        Leaf("{it}.declared_foreign", TRANSFER_VERSION),
        "The foreign-transfer flag as recorded for the day; null: not recorded, which the law's rules take as false.",
        ON,
    )
    foreign_mechanism: ForeignMechanism | None = read(
        Leaf("{it}.mechanism", SPAN),
        "What lets the provision go abroad on the day (APPI 28); null outside the transfer's period.",
        ON,
    )
    record_required: bool = read(
        Leaf("coalesce({it}.record_required, false)", SPAN),
        "Whether a provision on the day needs a record (提供記録, APPI 29).",
        ON,
    )
    own_use: bool | None = read(
        Leaf("{it}.own_use", TRANSFER_VERSION), "Whether the recipient uses the data for itself (APPI 27(5)(i)).", ON
    )
    mixed: bool | None = read(
        Leaf("{it}.mixed", TRANSFER_VERSION), "Whether the recipient mixes it with other data (APPI 27(5)(i)).", ON
    )
    items: list[Item] = read(given("item", TRANSFER_VERSION), "The items of data that it gives on the day.", ON)
    purposes: list[Purpose] = read(
        given("purpose", TRANSFER_VERSION), "For what it gives on the day (利用目的, APPI 17).", ON
    )
    versions: list[TransferVersion] = read(
        Many("transfer_version", where="{it}.transfer_id = {row}.id", order="{it}.from_on"),
        "What is recorded of it over time: a version for each of its dated changes, from the beginning on.",
    )
    spans: list[Span] = read(
        Many("span", where="{it}.transfer_id = {row}.id", order="{it}.from_on"),
        "All that is ever said of it, over its whole period, without gaps.",
    )
    deliveries: DeliveryConnection = connection(
        DELIVERIES,
        "The actual hand-overs under it.",
        where="{it}.transfer_id = {row}.id",
        filtered=DeliveryFilter,
        by=DeliveryOrder,
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("transfers")
    revision: str = revision("transfers")
    history: LedgerEventConnection = history("transfers")
