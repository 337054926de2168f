"""The provision record of a delivery (提供記録, APPI 29), composed from the register as of the delivery's day."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.reads.dialect import Kind, literal
from graph.reads.rows import Beside, Leaf, Many, One, Order, Source, Where, read, row
from graph.types.beside import DELIVERED, WHERE_DELIVERED
from graph.types.catalogue import Item
from graph.types.delivery_list import HANDED_OVER
from graph.types.paging import Connection
from models.vocabulary import RecordItem, RecordMethod
from vendors.judging.deliveries import SIEVES

if TYPE_CHECKING:
    from graph.types.delivery import Delivery

ITSELF = Beside("delivery", "{it}.id = {row}.id")
CARRIER = Beside("delivery", "{it}.code = {row}.record_by")
_LACKING = ", ".join(literal(rule.code.value) for rule in SIEVES)


def _belongs(item: RecordItem) -> str:
    """Whether something belongs in the record, as the law was asked when the delivery was judged."""
    return f"{{it}}.record_items like '%\"{item.name}\"%'"


@row("delivery")
@strawberry.type(
    description="The record of a delivery that needs one (提供記録, APPI 29): what belongs in it (Rule 20), taken from"
    " the register as of the delivery's day, and the record that serves it, if one was made."
)
class ProvisionRecord:
    """The record of a delivery that needs one."""

    delivery: Annotated["Delivery", strawberry.lazy("graph.types.delivery")] = read(One(ITSELF), "The delivery.")
    holds: list[RecordItem] = read(
        Leaf("coalesce({it}.record_items, '[]')", json=True), "What belongs in it, and nothing else (Rule 20)."
    )
    provided_on: date | None = read(
        Leaf(f"case when {_belongs(RecordItem.DATE)} then {{it}}.made_on end"),
        "The day of provision; null where it does not belong in the record (Rule 20(1)(ii)).",
    )
    recipient_name: str = read(Leaf("{it}.name", WHERE_DELIVERED), "The recipient's name that day.")
    recipient_address: str | None = read(
        Leaf("{it}.address", WHERE_DELIVERED), "The recipient's address that day; null: not recorded."
    )
    recipient_representative: str | None = read(
        Leaf("case when {it}.kind = 'company' then {it}.representative end", WHERE_DELIVERED),
        "The representative of a company that day; null: not recorded, or no company.",
    )
    items: list[Item] = read(
        Many("item", where=f"{{it}}.id in ({HANDED_OVER})", order="{it}.code", beside=DELIVERED),
        "The items of data that were provided.",
    )
    consent: bool | None = read(
        Leaf(
            f"case when {_belongs(RecordItem.CONSENT)} then not exists (select 1 from delivery_finding lacking"
            " where lacking.delivery_id = {it}.id and lacking.subjects is not null"
            f" and lacking.code in ({_LACKING})) end"
        ),
        "Whether the record can say that the principals consented (Rule 20(1)(ii)): false where one of those listed had"
        " not. Null: consent does not belong in the record.",
    )
    each_time: bool = read(
        Leaf("{it}.record_each_time"), "Whether it has to be made each time, as under opt-out (Rule 19)."
    )
    due_on: date | None = read(
        Leaf("{it}.record_due_on"), "Last day to make it; of a lump record, reckoned from the quarter's last delivery."
    )
    carried_by: Annotated["Delivery", strawberry.lazy("graph.types.delivery")] | None = read(
        One(CARRIER), "The delivery with which the record that serves it stands; null: none was made."
    )
    method: RecordMethod | None = read(
        Leaf("{it}.record_method", CARRIER), "How that record was made (Rule 19); null: none was."
    )
    made_on: date | None = read(
        Leaf("{it}.record_made_on", CARRIER), "Day on which that record was made; null: none was."
    )
    closes_on: date | None = read(
        Leaf("{it}.record_closes_on"),
        "Last day of the quarter, with which a lump record closes by itself (Rule 19(2)); null: it is none.",
    )
    kept_until: date | None = read(
        Leaf("{it}.record_kept_until"), "Last day of keeping it (Rule 21); null: there is none to keep."
    )


def _of_person(w: Where) -> str:
    subject = w.computed("subject", Kind.TEXT, _subject)
    return (
        "(select d.* from delivery d where d.record_required"
        f" and d.id in (select s.delivery_id from delivery_subject s where s.subject = {subject})"
        " and not exists (select 1 from delivery c where c.code = d.record_by and c.record_deleted_on is not null))"
    )


def _subject(asked: Any, _today: date) -> object:
    return asked["subject"]


PROVISION_RECORDS = Source(type="ProvisionRecord", table=_of_person, orders={"AT": Order("{it}.at", Kind.MOMENT)})
ProvisionRecordConnection = Connection[ProvisionRecord]
