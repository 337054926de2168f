"""Partner contracts, with their confidentiality terms as of a day (守秘義務)."""

from datetime import date, datetime
from typing import Annotated

import strawberry

from graph.reads.rows import ON, Leaf, Many, One, read, row
from graph.types import node
from graph.types.beside import CONTRACT_RUN, CONTRACT_VERSION, RECIPIENT, RENEWED
from graph.types.catalogue import Item, Purpose
from graph.types.connections import TransferConnection
from graph.types.contract_version import Confidentiality, ContractVersion, allowed, held
from graph.types.ledger import LedgerEventConnection, history
from graph.types.node import Node
from graph.types.paging import connection
from graph.types.recipient import Recipient
from graph.types.recorded import changed_at, revision
from graph.types.transfer_list import TRANSFERS, TransferFilter, TransferOrder
from models.vocabulary import ContractKind, Term

CHAIN = (
    "(with recursive link(id, place) as (select {row}.id, 0 union all"
    " select c.id, link.place + case when c.renews_id = link.id then 1 else -1 end"
    " from link join contract here on here.id = link.id"
    " join contract c on (link.place >= 0 and c.renews_id = link.id) or (link.place <= 0 and c.id = here.renews_id))"
    " select contract.*, link.place from link join contract on contract.id = link.id)"
)
"""The contracts of a chain of renewals, each with its place before or after the one that is asked."""


@strawberry.type(description="A run of days on which a contract is in force.")
class InForce:
    """A run of days on which a contract is in force."""

    from_: date = read(Leaf("{it}.from_on"), "First day.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day; null: open-ended.")


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
    renewal_chain: list[Annotated["Contract", strawberry.lazy("graph.types.contract")]] = read(
        Many(CHAIN, where="1 = 1", order="{it}.place"),
        "Its whole chain of renewals, itself among them: each contract renews or replaces the one before.",
    )
    in_force: bool = read(
        Leaf("{it}.id is not null", CONTRACT_RUN),
        "Whether it is in force on the day, with its signing, amendments, renewals and termination.",
        ON,
    )
    days_in_force: list[InForce] = read(
        Many("contract_run", where="{it}.contract_id = {row}.id", order="{it}.from_on"),
        "The days on which it is in force, as far as is recorded; empty: it never is.",
    )
    confidentiality: Confidentiality | None = read(
        One(CONTRACT_VERSION, where="{it}.has_confidentiality"),
        "Its confidentiality terms on the day; null: it has none (守秘義務).",
        ON,
    )
    terms: list[Term] = read(held(CONTRACT_VERSION), "The clauses that it holds on the day (APPI 25).", ON)
    items: list[Item] | None = read(
        allowed("item", CONTRACT_VERSION),
        "What may be given on the day, the minimum the work needs; null: it names no items.",
        ON,
    )
    purposes: list[Purpose] | None = read(
        allowed("purpose", CONTRACT_VERSION),
        "For what the recipient may use it on the day; null: it names no purposes (APPI 27(5)(i)).",
        ON,
    )
    versions: list[ContractVersion] = read(
        Many("contract_version", where="{it}.contract_id = {row}.id", order="{it}.from_on"),
        "What it says over time: the contract as signed, and a version for each of its amendments.",
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
    revision: str = revision("contracts")
    history: LedgerEventConnection = history("contracts")
