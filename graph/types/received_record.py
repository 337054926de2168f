"""The record that data received needs (APPI 30(3)): what belongs in it (Rule 24), and the record that serves it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Beside, Leaf, One, Order, Source, Where, read, row
from graph.types.paging import Connection
from models.received_words import ReceivedItem
from models.vocabulary import RecordMethod

if TYPE_CHECKING:
    from graph.types.received import ReceivedProvision

ITSELF = Beside("received_provision", "{it}.id = {row}.id")
CARRIER = Beside("received_provision", "{it}.code = {row}.record_by")


def _belongs(item: ReceivedItem) -> str:
    """Whether something belongs in the record, as the law was asked when the receipt was judged."""
    return f"{{it}}.record_items like '%\"{item.name}\"%'"


@row("received_provision")
@strawberry.type(
    description="The record of data received that needs one (APPI 30(3)): what belongs in it (Rule 24), and nothing"
    " else; and the record that serves it, if one was made."
)
class ReceivedRecord:
    """The record of data received that needs one."""

    received: Annotated["ReceivedProvision", strawberry.lazy("graph.types.received")] = read(
        One(ITSELF), "What was received."
    )
    holds: list[ReceivedItem] = read(
        Leaf("coalesce({it}.record_items, '[]')", json=True), "What belongs in it, and nothing else (Rule 24)."
    )
    received_on: date | None = read(
        Leaf(f"case when {_belongs(ReceivedItem.DATE)} then {{it}}.received_on end"),
        "The day of receipt; null where it does not belong in the record (Rule 24(1)(ii), (iii)).",
    )
    name: str = read(Leaf("{it}.name"), "The third party's name.")
    address: str | None = read(Leaf("{it}.address"), "Its address; null: not known.")
    representative: str | None = read(
        Leaf(f"case when {_belongs(ReceivedItem.REPRESENTATIVE)} then {{it}}.representative end"),
        "The representative of a company; null: not known, or no company.",
    )
    circumstances: str | None = read(
        Leaf("{it}.circumstances"), "How the third party had acquired the data; null: not confirmed."
    )
    items: list[str] = read(Leaf("{it}.items", json=True), "The items of personal data, in words.")
    due_on: date | None = read(
        Leaf("{it}.record_due_on"), "Last day to make it; of a lump record, reckoned from the quarter's last receipt."
    )
    carried_by: Annotated["ReceivedProvision", strawberry.lazy("graph.types.received")] | None = read(
        One(CARRIER), "The receipt with which the record that serves it stands; null: none was made."
    )
    method: RecordMethod | None = read(
        Leaf("{it}.record_method", CARRIER), "How that record was made (Rule 23); null: none was."
    )
    has: list[ReceivedItem] = read(
        Leaf("coalesce({it}.record_has, '[]')", CARRIER, json=True), "What that record holds; nothing where none was."
    )
    made_on: date | None = read(
        Leaf("{it}.record_made_on", CARRIER), "Day on which that record was made; null: none was."
    )
    closes_on: date | None = read(
        Leaf("{it}.record_closes_on"),
        "Last day of the quarter, with which a lump record closes by itself (Rule 23(2)); null: it is none.",
    )
    kept_until: date | None = read(
        Leaf("{it}.record_kept_until"), "Last day of keeping it (Rule 25); null: there is none to keep."
    )


def _of_person(w: Where) -> str:
    subject = w.computed("subject", Kind.TEXT, _subject)
    return (
        "(select r.* from received_provision r where r.required"
        f" and r.id in (select s.received_id from received_subject s where s.subject = {subject})"
        " and not exists (select 1 from received_provision c"
        " where c.code = r.record_by and c.record_deleted_on is not null))"
    )


def _subject(asked: Any, _today: date) -> object:
    return asked["subject"]


RECEIVED_RECORDS = Source(
    type="ReceivedRecord", table=_of_person, orders={"RECEIVED_ON": Order("{it}.received_on", Kind.DAY)}
)
ReceivedRecordConnection = Connection[ReceivedRecord]
