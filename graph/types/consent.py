"""What persons agreed to (APPI 27(1), 28(1)), with what took it back, and where the ledger has it."""

from datetime import datetime

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Beside, Leaf, One, Order, Source, Where, read, row
from graph.types import node
from graph.types.consent_text import ConsentText
from graph.types.ledger import LedgerEvent
from graph.types.node import Node
from graph.types.operator import Operator
from graph.types.paging import Connection

ITSELF = Beside("consent", "{it}.id = {row}.id")
TEXT = Beside("consent_text", "{it}.id = {row}.text_id")
WITHDRAWAL = Beside("withdrawal", "{it}.consent_id = {row}.id")
OPERATOR = Beside("operator", "{it}.id = (select min(one.id) from operator one)")


def _event(list_name: str, batch: str, which: str) -> str:
    """The first or the last event about a batch: `which` is `min` or `max`."""
    return (
        f"{{it}}.id = (select {which}(event.id) from ledger_event event"
        f" where event.list = '{list_name}' and event.key = cast({batch} as text))"
    )


WORDING = Beside(
    "ledger_event",
    "{it}.id = (select max(event.id) from ledger_event event where event.list = 'consent_texts'"
    " and event.key = (select agreed.code from consent_text agreed where agreed.id = {row}.text_id)"
    " and event.id < (select min(event.id) from ledger_event event"
    " where event.list = 'consents' and event.key = cast({row}.batch as text)))",
)
RECORDED = Beside("ledger_event", _event("consents", "{row}.batch", "min"))
SEALED = Beside("ledger_event", _event("consents", "{row}.batch", "max"))
TAKEN_BACK = Beside(
    "ledger_event",
    "{it}.id = (select min(event.id) from ledger_event event where (event.list, event.key) = (select"
    " case when taken.batch is null then 'consents' else 'withdrawals' end,"
    " cast(coalesce(taken.batch, {row}.batch) as text) from withdrawal taken where taken.consent_id = {row}.id))",
)


@row("consent")
@strawberry.type(
    description="What a person may be shown of a consent: to what he agreed, when, to whom he turns, and where the"
    " ledger has it."
)
class ConsentReceipt:
    """What a person may be shown of a consent."""

    operator: Operator = read(One(OPERATOR), "Who asked for it, and where the person turns to (policy 7).")
    text: ConsentText = read(One(TEXT), "To what he agreed, as it is recorded now.")
    wording: LedgerEvent = read(
        One(WORDING), "The event whose `entry` is the text as it was recorded when the consent was put on record."
    )
    subject: str = read(Leaf("{it}.subject"), "The operator's own reference for the person.")
    given_at: datetime = read(Leaf("{it}.given_at"), "When it was given.")
    withdrawn_at: datetime | None = read(
        Leaf("{it}.withdrawn_at", WITHDRAWAL), "When it was taken back; null: it stands."
    )
    recorded_at: datetime = read(Leaf("{it}.recorded_at", RECORDED), "When it was put on record.")
    event: LedgerEvent = read(
        One(SEALED),
        "The event of the ledger that has it: the batch with its number of rows and the root of their tree.",
    )


@row("consent", node=True)
@strawberry.type(
    description="What one person agreed to (APPI 27(1), 28(1)). It is never changed; it may be taken back."
)
class Consent(Node):
    """What one person agreed to."""

    text: ConsentText = read(One(TEXT), "To what he agreed.")
    subject: str = read(Leaf("{it}.subject"), "The operator's own reference for the person.")
    given_at: datetime = read(Leaf("{it}.given_at"), "When it was given.")
    capable: bool | None = read(
        Leaf("{it}.capable"), "Whether the person could judge what it means; null: yes (guideline 2-16)."
    )
    guardian: bool | None = read(Leaf("{it}.guardian"), "Whether a guardian agreed for the person (guideline 2-16).")
    withdrawn_at: datetime | None = read(
        Leaf("{it}.withdrawn_at", WITHDRAWAL), "When it was taken back; null: it stands."
    )
    recorded_at: datetime = read(Leaf("{it}.recorded_at", RECORDED), "When it was put on record.")
    withdrawal_recorded_at: datetime | None = read(
        Leaf("{it}.recorded_at", TAKEN_BACK), "When it was put on record that it was taken back; null: it stands."
    )
    receipt: ConsentReceipt = read(One(ITSELF), "What the person may be shown of it.")
    note: str | None = node.note()
    owner: str | None = node.owner()


def _of_person(w: Where) -> str:
    subject = w.computed("subject", Kind.TEXT, lambda asked, _: asked["subject"])
    return f"(select c.* from consent c where c.subject = {subject})"


CONSENTS = Source(type="Consent", table=_of_person, orders={"GIVEN_AT": Order("{it}.given_at", Kind.MOMENT)})
ConsentConnection = Connection[Consent]
