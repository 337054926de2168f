"""Requests of persons (APPI 32 to 39), with what was done about them, and when they are overdue."""

from datetime import date, datetime

import strawberry

from graph.reads.rows import ON, Leaf, Many, read, row
from graph.types.finding import EVER
from graph.types.ledger import LedgerEventConnection, history
from graph.types.node import Node
from graph.types.paging import Connection
from graph.types.process_rule import cites_of, code_of, cure_of, severity_of, title_of
from models.vocabulary import (
    ProcessCode,
    RefusalReason,
    RequestKind,
    RequestMethod,
    RequestOutcome,
    Severity,
)
from vendors.rules.requests import REQUEST_UNANSWERED as RULE


@strawberry.type(description="That a request was not answered in time: rule 40, which reads process.")
class RequestFinding:
    """That a request was not answered in time."""

    code: ProcessCode = code_of(RULE)
    title: str = title_of(RULE)
    cure: str = cure_of(RULE)
    cites: list[str] = cites_of(RULE)
    severity: Severity = severity_of(RULE)
    from_: date = read(Leaf("{it}.overdue_from"), "First day on which it holds.", name="from")
    until: date | None = read(Leaf("{it}.overdue_until"), "Last day on which it holds; null: unless it is answered.")


@row("person_request", node=True)
@strawberry.type(description="What a person asks for under APPI 32 to 39, and how it is answered (policy 5, 6).")
class PersonRequest(Node):
    """What a person asks for, and how it is answered."""

    code: str = read(Leaf("{it}.code"), "The operator's own reference for it.")
    kind: RequestKind = read(Leaf("{it}.kind"), "What is asked for.")
    subject: str = read(Leaf("{it}.subject"), "The operator's own reference for the person.")
    received_on: date = read(Leaf("{it}.received_on"), "Day on which it arrived.")
    method: RequestMethod | None = read(
        Leaf("{it}.method"), "How the person wants to be answered; null: on paper (APPI 33(1), Rule 30)."
    )
    recipients: list[str] = read(
        Leaf("coalesce({it}.recipients, '[]')", json=True),
        "Codes of the recipients to whom provision is to stop, or stops; empty: to all.",
    )
    asked: str | None = read(Leaf("{it}.asked"), "What the person says, in words.")
    verified_on: date | None = read(Leaf("{it}.verified_on"), "Day on which identity was verified (APPI 37).")
    identity: str | None = read(Leaf("{it}.identity"), "How identity was verified.")
    investigated_on: date | None = read(Leaf("{it}.investigated_on"), "Day on which the investigation ended.")
    found: str | None = read(Leaf("{it}.found"), "What the investigation found.")
    decided_on: date | None = read(Leaf("{it}.decided_on"), "Day of the decision; null: there is none yet.")
    outcome: RequestOutcome | None = read(Leaf("{it}.outcome"), "What was decided; null: nothing yet.")
    reasons: list[RefusalReason] = read(
        Leaf("coalesce({it}.reasons, '[]')", json=True), "Why it was refused, in whole or in part."
    )
    explained: str | None = read(Leaf("{it}.explained"), "What else is said of the decision (APPI 36).")
    stopped_from: datetime | None = read(
        Leaf("{it}.stopped_from"), "From when on the stop holds that was written with the decision; null: none was."
    )
    notified_on: date | None = read(
        Leaf("{it}.notified_on"), "Day on which the person was told what was decided; null: not yet."
    )
    suit_from: date | None = read(
        Leaf("{it}.suit_from"),
        "First day on which the person can file a suit (APPI 39(1)): when two weeks have passed since its arrival"
        " (arrived 1 April: 16 April), or the day on which he was told of a refusal, if that is earlier. It is no limit"
        " for the answer. Null: the Act names no suit on what is asked (28(3)).",
    )
    findings: list[RequestFinding] = read(
        Many(
            "person_request",
            where="{it}.id = {row}.id and {it}.overdue_from is not null",
            order="{it}.id",
            on_day="{it}.overdue_from <= {day} and ({it}.overdue_until is null or {it}.overdue_until >= {day})",
        ),
        "Rule 40, where it is broken on the day asked about, or ever.",
        ON,
        EVER,
    )
    history: LedgerEventConnection = history("requests", "cast({row}.id as text)")


PersonRequestConnection = Connection[PersonRequest]
