"""Partner contracts, with their confidentiality terms as of a day (守秘義務)."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from graph.reads.rows import ON, Leaf, Many, One, read, row
from graph.types import node
from graph.types.beside import CONTRACT_VERSION, RECIPIENT, RENEWED
from graph.types.catalogue import Item, Purpose
from graph.types.connections import TransferConnection
from graph.types.node import Node
from graph.types.paging import connection
from graph.types.recipient import Recipient
from graph.types.recorded import changed_at
from graph.types.transfer_list import TRANSFERS, TransferFilter, TransferOrder
from models.vocabulary import ContractKind, Term


def allowed(table: str, column: str, there: str) -> Many:
    """What a version of a contract allows, of a table; null where it names none."""
    return Many(
        table,
        joins=f" join contract_version_{table} link on link.{column} = {{it}}.id",
        where="link.version_id = {beside}.id",
        order="{it}.code",
        beside=CONTRACT_VERSION,
        there=f"{{beside}}.{there}",
    )


@strawberry.type(description="Confidentiality terms of a contract (守秘義務; APPI 25, policy 4(2)).")
class Confidentiality:
    """Confidentiality terms of a contract."""

    survives_months: int | None = read(
        Leaf("{it}.survives_months"), "Months for which they outlive the contract; null: not recorded."
    )
    binds_staff: bool | None = read(Leaf("{it}.binds_staff"), "Whether they bind the recipient's staff (APPI 24).")
    binds_subcontractors: bool | None = read(
        Leaf("{it}.binds_subcontractors"), "Whether they bind subcontractors (再委託先, APPI 25)."
    )


@row("contract", node=True)
@strawberry.type(description="A partner contract; what amendments change is asked for a day (APPI 25, 27).")
class Contract(Node):
    """A partner contract."""

    code: str = node.code("contract")
    recipient: Recipient = read(One(RECIPIENT), "With whom.")
    kind: ContractKind = read(Leaf("{it}.kind"), "What it is about.")
    title: str | None = read(Leaf("{it}.title"), "Title.")
    work: str | None = read(Leaf("{it}.work"), "What is entrusted.")
    signed_on: date | None = read(
        Leaf("{it}.signed_on"), "Day of signing; null: taken as the first day. Not in force before it."
    )
    from_: date = read(Leaf("{it}.from_on"), "First day as written.", name="from")
    until: date | None = read(
        Leaf("{it}.ends_on", CONTRACT_VERSION), "Last day as written on the day; null: open-ended.", ON
    )
    terminated_on: date | None = read(Leaf("{it}.terminated_on"), "Last day in force, where it was ended.")
    auto_renews_months: int | None = read(
        Leaf("{it}.auto_renews_months"), "Months by which it renews itself (自動更新); null: it does not."
    )
    auto_renews_notice_days: int | None = read(
        Leaf("{it}.auto_renews_notice_days"), "Days of notice that stop a renewal."
    )
    renews: Annotated["Contract", strawberry.lazy("graph.types.contract")] | None = read(
        One(RENEWED), "The contract that this one renews or replaces."
    )
    renewed_by: list[Annotated["Contract", strawberry.lazy("graph.types.contract")]] = read(
        Many("contract", where="{it}.renews_id = {row}.id", order="{it}.from_on, {it}.id"),
        "The contract that renews or replaces this one.",
    )
    confidentiality: Confidentiality | None = read(
        One(CONTRACT_VERSION, where="{it}.has_confidentiality"),
        "Its confidentiality terms on the day; null: it has none (守秘義務).",
        ON,
    )
    terms: list[Term] = read(
        Many(
            "contract_version_term",
            where="{it}.version_id = {beside}.id",
            order="{it}.term",
            beside=CONTRACT_VERSION,
            value="{it}.term",
        ),
        "The clauses that it holds on the day (APPI 25).",
        ON,
    )
    items: list[Item] | None = read(
        allowed("item", "item_id", "limits_items"),
        "What may be given on the day, the minimum the work needs; null: it names no items.",
        ON,
    )
    purposes: list[Purpose] | None = read(
        allowed("purpose", "purpose_id", "limits_purposes"),
        "For what the recipient may use it on the day; null: it names no purposes (APPI 27(5)(i)).",
        ON,
    )
    handles_personal_data: bool | None = read(
        Leaf("{it}.handles_personal_data"), "Whether the recipient handles personal data; null is yes (the cloud case)."
    )
    access_controlled: bool | None = read(
        Leaf("{it}.access_controlled"), "Whether its access is controlled (the cloud case)."
    )
    return_within_days: int | None = read(
        Leaf("{it}.return_within_days"),
        "Days for return or erasure after the end; null: the register's limit (APPI 22).",
    )
    returned_on: date | None = read(Leaf("{it}.returned_on"), "Day of the certificate of return or erasure (APPI 22).")
    transfers: TransferConnection = connection(
        TRANSFERS,
        "Transfers for which it is, was or will be the contract in force.",
        where="{it}.id in (select s.transfer_id from span s where s.contract_id = {row}.id)",
        slow=True,
        filtered=TransferFilter,
        by=TransferOrder,
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("contracts")
