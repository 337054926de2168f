"""What a disclosure of provision records holds: the statutory items of each record, the operator, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from models.vocabulary import RecipientKind, RecordItem, RequestKind, RequestOutcome, RuleCode
from vendors.judging.deliveries import SIEVES
from vendors.printing.operator import HandedBy, operator_of
from vendors.requests.stored import stored
from vendors.store.connection import Reads, Row
from vendors.store.refusals import Refusal, StoreRefused

_ACCEPTED = frozenset({RequestOutcome.ACCEPTED, RequestOutcome.PARTLY_ACCEPTED})
_OF_PERSONS = frozenset(rule.code for rule in SIEVES)


@dataclass(frozen=True)
class Disclosed:
    """One record: what Rule 20 has belong in it; `None` where that is no item of it, or is not known."""

    holds: frozenset[RecordItem]
    recipient: str
    address: str | None
    representative: str | None
    items: tuple[str, ...]
    provided_on: date | None
    """Under opt-out alone (Rule 20(1)(i))."""
    consented: bool | None
    """Whether the record can say that there was consent; `None` where that does not belong in it."""


@dataclass(frozen=True)
class Disclosure:
    """What is handed to a person who asked for the records of provisions of his data."""

    request: str
    """The operator's reference for the request."""
    subject: str
    decided_on: date
    by: HandedBy
    records: tuple[Disclosed, ...]
    """In the order of the provisions."""


async def disclosure(database: Reads, code: str) -> Disclosure:
    """The disclosure that answers a request, out of the register as it stands.

    Raises `StoreRefused` where there is no such request, or it is not one for records that was accepted.
    """
    found = await stored(database, code)
    if found is None:
        raise StoreRefused(Refusal.NO_SUCH_REQUEST, code=code)
    _, request = found
    accepted = request.kind is RequestKind.DISCLOSURE_OF_RECORDS and request.outcome in _ACCEPTED
    if not accepted or request.decided_on is None:
        raise StoreRefused(Refusal.NOTHING_TO_DISCLOSE, code=code)
    rows = await database.rows(_RECORDS, request.subject)
    return Disclosure(
        request=request.code,
        subject=request.subject,
        decided_on=request.decided_on,
        by=await operator_of(database),
        records=tuple([await _disclosed(database, row) for row in rows]),
    )


async def _disclosed(database: Reads, row: Row) -> Disclosed:
    holds = frozenset(RecordItem[name] for name in orjson.loads(row["record_items"] or "[]"))
    made_on = row["made_on"]
    is_company = RecordItem.REPRESENTATIVE in holds and row["kind"] == RecipientKind.COMPANY
    return Disclosed(
        holds=holds,
        recipient=row["name"],
        address=row["address"],
        representative=row["representative"] if is_company else None,
        items=await _items(database, row),
        provided_on=_day(made_on) if RecordItem.DATE in holds else None,
        consented=await _consented(database, row["id"]) if RecordItem.CONSENT in holds else None,
    )


async def _items(database: Reads, row: Row) -> tuple[str, ...]:
    """What was handed over: the delivery's own items, or all that its transfer gave that day."""
    for sql, number in ((_OWN_ITEMS, row["id"]), (_ITEMS_OF_TRANSFER, row["version"])):
        if names := await database.rows(sql, number):
            return tuple(one["name"] for one in names)
    return ()


async def _consented(database: Reads, delivery: int) -> bool:
    """Whether nobody at the delivery lacked consent: a record does not say what was not so."""
    rows: Sequence[Row] = await database.rows(
        "SELECT code FROM delivery_finding WHERE delivery_id = ? AND subjects IS NOT NULL", delivery
    )
    return not any(RuleCode(row["code"]) in _OF_PERSONS for row in rows)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _in_force(version: str, of: str) -> str:
    return (
        f"{version}.from_on <= delivery.made_on"
        f" AND ({version}.until_on IS NULL OR {version}.until_on >= delivery.made_on)"
        f" AND {version}.{of}"
    )


_RECORDS = (
    "SELECT delivery.id, delivery.made_on, delivery.record_items, now.name, now.kind, now.address, now.representative,"  # noqa: S608  # ours
    " flow.id AS version FROM delivery JOIN transfer ON transfer.id = delivery.transfer_id"
    f" JOIN recipient_version now ON {_in_force('now', 'recipient_id = transfer.recipient_id')}"
    f" JOIN transfer_version flow ON {_in_force('flow', 'transfer_id = transfer.id')}"
    " WHERE delivery.record_required"
    " AND delivery.id IN (SELECT delivery_id FROM delivery_subject WHERE subject = ?)"
    " AND NOT EXISTS (SELECT 1 FROM delivery carrier WHERE carrier.code = delivery.record_by"
    " AND carrier.record_deleted_on IS NOT NULL) ORDER BY delivery.at, delivery.id"
)
_OWN_ITEMS = (
    "SELECT name FROM item JOIN delivery_item ON delivery_item.item_id = item.id WHERE delivery_id = ? ORDER BY code"
)
_ITEMS_OF_TRANSFER = (
    "SELECT name FROM item JOIN transfer_version_item link ON link.item_id = item.id WHERE link.version_id = ?"
    " ORDER BY code"
)
