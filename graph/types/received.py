"""Data received from third parties (APPI 30), with what was confirmed and recorded, and what is missing of it."""

from datetime import date

import strawberry

from graph.reads.rows import ON, Beside, Leaf, Many, One, read, row
from graph.types.finding import EVER
from graph.types.ledger import LedgerEventConnection, history
from graph.types.node import Node
from graph.types.paging import Connection
from graph.types.process_rule import cites_of, code_of, cure_of, severity_of, title_of
from graph.types.received_record import ReceivedRecord
from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedCause, ReceivedItem
from models.vocabulary import Because, ProcessCode, RecipientKind, RecordMethod, Severity
from vendors.rules.received import RECEIPT_CHECK_MISSING as RULE

ITSELF = Beside("received_provision", "{it}.id = {row}.id")


@strawberry.type(description="That data received was not confirmed and recorded: rule 35, which reads process.")
class ReceivedFinding:
    """That data received was not confirmed and recorded."""

    code: ProcessCode = code_of(RULE)
    title: str = title_of(RULE)
    cure: str = cure_of(RULE)
    cites: list[str] = cites_of(RULE)
    severity: Severity = severity_of(RULE)
    cause: ReceivedCause = read(Leaf("{it}.cause"), "For what it is broken.")
    because: Because = read(Leaf("{it}.because"), "Whether it rests on nothing recorded, or on a contrary record.")
    from_: date = read(Leaf("{it}.from_on"), "First day on which it holds.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day on which it holds; null: it never ends.")


@strawberry.type(description="The record that was made of data received (APPI 30(3)), as its maker says.")
class MadeReceivedRecord:
    """The record that was made of data received."""

    made_on: date = read(Leaf("{it}.record_made_on"), "Day on which it was made.")
    method: RecordMethod = read(Leaf("{it}.record_method"), "How it was made (Rule 23).")
    has: list[ReceivedItem] = read(Leaf("coalesce({it}.record_has, '[]')", json=True), "What it holds (Rule 24).")
    deleted_on: date | None = read(Leaf("{it}.record_deleted_on"), "Day on which it was deleted; null: it is kept.")


@row("received_provision", node=True)
@strawberry.type(
    description="Personal data that one third party provided on one day (第三者提供を受けた個人データ, APPI 30): who"
    " that was, how it had acquired the data, how both were confirmed, and the record of it."
)
class ReceivedProvision(Node):
    """Personal data that one third party provided on one day."""

    code: str = read(Leaf("{it}.code"), "The operator's own reference for it.")
    provider: str = read(
        Leaf("{it}.provider"), "The operator's own reference for the third party, the same for all that it provides."
    )
    provider_kind: RecipientKind = read(Leaf("{it}.provider_kind"), "What the third party is.")
    name: str = read(Leaf("{it}.name"), "The third party's name (APPI 30(1)(i)).")
    address: str | None = read(Leaf("{it}.address"), "Its address; null: not known.")
    representative: str | None = read(
        Leaf("{it}.representative"), "The representative of a company; null: not known, or no company."
    )
    basis: ReceivedBasis = read(Leaf("{it}.basis"), "On what the third party provides it.")
    received_on: date = read(Leaf("{it}.received_on"), "Day on which it was received.")
    items: list[str] = read(Leaf("{it}.items", json=True), "The items of personal data, in words.")
    subject_count: int | None = read(
        Leaf("case when {it}.listed_count > 0 then {it}.listed_count else {it}.subject_count end"),
        "How many persons' data it is: those listed, or those counted; null: not recorded.",
    )
    subjects_listed: bool = read(
        Leaf("{it}.listed_count > 0"), "Whether the persons are recorded one by one; who they are is not read here."
    )
    confirmed_on: date | None = read(
        Leaf("{it}.confirmed_on"), "Day on which the third party was confirmed (APPI 30(1)); null: it was not."
    )
    provider_method: ConfirmationMethod | None = read(
        Leaf("{it}.provider_method"), "How it was confirmed who that is (Rule 22(1)); null: it was not."
    )
    circumstances: str | None = read(
        Leaf("{it}.circumstances"), "How the third party had acquired the data, as confirmed (APPI 30(1)(ii))."
    )
    circumstances_method: ConfirmationMethod | None = read(
        Leaf("{it}.circumstances_method"), "How that was confirmed (Rule 22(2)); null: it was not."
    )
    record: MadeReceivedRecord | None = read(
        One(ITSELF, where="{it}.record_made_on is not null"),
        "The record made for it; null: none of its own. One record may serve others in its quarter (Rule 23(2)).",
    )
    required: bool = read(Leaf("{it}.required"), "Whether it is to be confirmed and recorded (APPI 30(1), proviso).")
    received_record: ReceivedRecord | None = read(
        One(ITSELF, where="{it}.required"), "The record that it needs; null: none is needed (APPI 30)."
    )
    findings: list[ReceivedFinding] = read(
        Many(
            "received_finding",
            where="{it}.received_id = {row}.id",
            order="{it}.id",
            on_day="{it}.from_on <= {day} and ({it}.until_on is null or {it}.until_on >= {day})",
        ),
        "Rule 35, for each cause for which it is broken on the day asked about, or ever.",
        ON,
        EVER,
    )
    purged_on: date | None = read(
        Leaf("{it}.purged_on"),
        "Day on which the persons it listed were purged; it is corrected no more. Null: never.",
    )
    revision: str = read(
        Leaf("cast({it}.revision as text)"),
        "How often something was said of it: a verb that corrects it says which one was seen.",
    )
    history: LedgerEventConnection = history("received", "cast({row}.id as text)")


ReceivedProvisionConnection = Connection[ReceivedProvision]
