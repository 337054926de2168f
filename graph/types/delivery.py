"""Actual hand-overs under a transfer, with their provision records; of persons they say how many, never who."""

from datetime import date, datetime

import strawberry

from graph.reads.rows import ON, Leaf, Many, One, read, row
from graph.types import node
from graph.types.basis import LegalBasis
from graph.types.beside import DELIVERED, TRANSFER, WHEN_DELIVERED, WHERE_DELIVERED, named
from graph.types.catalogue import Item
from graph.types.contract import Contract
from graph.types.delivery_list import HANDED_OVER
from graph.types.finding import EVER, cites, cure, title
from graph.types.ledger import LedgerEventConnection, history
from graph.types.node import Node
from graph.types.provision_record import ITSELF, ProvisionRecord
from graph.types.recorded import changed_at, revision
from graph.types.transfer import Transfer
from models.vocabulary import Because, RecordItem, RecordMethod, RuleCode, Severity, Verdict
from vendors.ledger.events import DECISIONS

_OF_DECISION = "(select named.{column} from delivery_decision named where named.delivery = {{it}}.code)"  # ours


@strawberry.type(description="The provision record of a delivery, made for itself (提供記録, APPI 29).")
class DeliveryRecord:
    """The provision record of a delivery."""

    made_on: date = read(Leaf("{it}.record_made_on"), "Day on which it was made.")
    method: RecordMethod = read(Leaf("{it}.record_method"), "How it was made (Rule 19).")
    has: list[RecordItem] = read(
        Many("delivery_record_item", where="{it}.delivery_id = {row}.id", order="{it}.holds", value="{it}.holds"),
        "What it holds (Rule 20).",
    )
    deleted_on: date | None = read(Leaf("{it}.record_deleted_on"), "Day on which it was deleted; null: it is kept.")


@strawberry.type(description="One rule broken at a delivery; only what is said of its record has days.")
class DeliveryFinding:
    """One rule broken at a delivery."""

    code: RuleCode = read(Leaf("{it}.code"), "The rule that is broken.")
    title: str = title()
    cure: str = cure()
    cites: list[str] = cites()
    severity: Severity = read(Leaf("{it}.severity"), "Whether it blocks or warns.")
    because: Because = read(Leaf("{it}.because"), "Whether it rests on nothing recorded, or on a contrary record.")
    about: str = read(
        Leaf("{it}.about"), "The entry that it rests on, as a path into the register file: `deliveries.d-2026-08-10`."
    )
    subjects: int | None = read(
        Leaf("{it}.subjects"),
        "How many persons it touches (who: `personsConcerned`); null: it is what is said of the transfer that day.",
    )
    from_: date | None = read(
        Leaf("{it}.from_on"),
        "First day, for what is said of the record; null: it is said of the delivery itself.",
        name="from",
    )
    until: date | None = read(
        Leaf("{it}.until_on"), "Last day, for what is said of the record; null: it never ends, or has no days."
    )


@row("delivery", node=True)
@strawberry.type(description="One actual hand-over under a transfer (提供, APPI 27).")
class Delivery(Node):
    """One actual hand-over under a transfer."""

    code: str = node.code("delivery")
    transfer: Transfer = read(One(TRANSFER), "Under which transfer.")
    at: datetime = read(Leaf("{it}.at"), "When it was made, in UTC.")
    on: date = read(Leaf("{it}.made_on"), "The day of that moment, in the operator's time zone.")
    items: list[Item] = read(
        Many("item", where=f"{{it}}.id in ({HANDED_OVER})", order="{it}.code", beside=DELIVERED),
        "The items handed over: its own where they are recorded, else those that the transfer gave that day.",
    )
    names_items: bool = read(
        Leaf("exists (select 1 from delivery_item own where own.delivery_id = {it}.id)"),
        "Whether it names items of its own, fewer than the transfer's.",
    )
    subject_count: int | None = read(
        Leaf("case when {it}.listed_count > 0 then {it}.listed_count else {it}.subject_count end"),
        "How many persons' data was handed over: those listed, or those counted; null: not recorded.",
    )
    subjects_listed: bool = read(
        Leaf("{it}.listed_count > 0"), "Whether the persons are recorded one by one; who they are: `personsConcerned`."
    )
    purged_on: date | None = read(
        Leaf("{it}.purged_on"),
        "Day on which the persons that it listed were purged, for their time had passed (Rule 21); what is said of it"
        " stands as it was said last. Null: they were not.",
    )
    decision: str | None = read(
        Leaf(_OF_DECISION.format(column="decision")),
        "The gate's decision that it names, by which it was made (`GateAnswer.decision`); null: it names none.",
    )
    outside_of_decision: int | None = read(
        Leaf(_OF_DECISION.format(column="outside")),
        "How many of its persons the gate had not allowed under that decision; all, where it was for other items, was"
        " answered afterwards, or was for a later moment or one more than a day before. Of persons who are only"
        " counted, at least so many. Null: it names no decision, or does not say how many persons there are.",
    )
    verdict: Verdict = read(
        Leaf("{it}.verdict"), "What is said of it at its moment; what is said of its record only warns (APPI 27 to 29)."
    )
    findings: list[DeliveryFinding] = read(
        Many(
            "delivery_finding",
            where="{it}.delivery_id = {row}.id",
            order="{it}.id",
            on_day="({it}.from_on is null or ({it}.from_on <= {day}"
            " and ({it}.until_on is null or {it}.until_on >= {day})))",
        ),
        "The rules that it breaks, in their order: at its moment, and of its record on the day asked about, or ever.",
        ON,
        EVER,
    )
    basis: LegalBasis | None = read(
        One(named("basis", "basis_id", WHEN_DELIVERED)), "The basis in force that day; null: none (APPI 27)."
    )
    contract: Contract | None = read(
        One(named("contract", "contract_id", WHEN_DELIVERED)), "The contract in force that day; null: none."
    )
    foreign: bool = read(
        Leaf("coalesce({it}.abroad, false)", WHERE_DELIVERED),
        "Whether the recipient was abroad that day, as the law derives it (APPI 28).",
    )
    record_required: bool = read(
        Leaf("{it}.record_required"), "Whether it needs a provision record (提供記録, APPI 29)."
    )
    record: DeliveryRecord | None = read(
        One(ITSELF, where="{it}.record_made_on is not null"),
        "The record made for it; null: none of its own. One record may serve others in its quarter (Rule 19(2)).",
    )
    provision_record: ProvisionRecord | None = read(
        One(ITSELF, where="{it}.record_required"),
        "The record that it needs, as the register composes it; null: none is needed (APPI 29).",
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("deliveries")
    revision: str = revision("deliveries")
    history: LedgerEventConnection = history("deliveries", also=DECISIONS)
