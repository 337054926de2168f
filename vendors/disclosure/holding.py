"""What a disclosure of provision records holds: the statutory items of each record, the operator, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import orjson

from models.vocabulary import RecipientKind, RecordItem, RequestKind, RequestOutcome
from vendors.judgement import Judge
from vendors.judging.deliveries import standing
from vendors.printing.operator import HandedBy, operator_of
from vendors.register.entries.person import Consent
from vendors.requests.stored import stored
from vendors.store.afterwards import Afterwards
from vendors.store.change import NO_CHANGE
from vendors.store.connection import Connection, Reads, Row
from vendors.store.gathering import gather
from vendors.store.persons.stored import consents_of
from vendors.store.refusals import Refusal, StoreRefused

_ACCEPTED = frozenset({RequestOutcome.ACCEPTED, RequestOutcome.PARTLY_ACCEPTED})


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
    consent: Consent | None
    """The person's own consent that stood at the moment of the provision and counts for it; `None`: there was none."""


@dataclass(frozen=True)
class Disclosure:
    """What is handed to a person who asked for the records of provisions of his data."""

    request: str
    """The operator's reference for the request."""
    subject: str
    decided_on: date
    by: HandedBy
    zone: ZoneInfo
    """The operator's, in which moments are told."""
    records: tuple[Disclosed, ...]
    """In the order of the provisions."""


async def disclosure(database: Connection, code: str) -> Disclosure:
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
    (operator,) = await database.rows("SELECT time_zone FROM operator")
    said = (await consents_of(database, [request.subject]))[request.subject]
    judge = Judge(await gather(Afterwards(database, NO_CHANGE), {row["transfer"] for row in rows}), {})
    return Disclosure(
        request=request.code,
        subject=request.subject,
        decided_on=request.decided_on,
        by=await operator_of(database),
        zone=ZoneInfo(operator["time_zone"]),
        records=tuple([await _disclosed(database, row, judge, said) for row in rows]),
    )


async def _disclosed(database: Reads, row: Row, judge: Judge, said: Sequence[Consent]) -> Disclosed:
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
        consent=standing(said, judge.facts_of_delivery(row["code"])) if RecordItem.CONSENT in holds else None,
    )


async def _items(database: Reads, row: Row) -> tuple[str, ...]:
    """What was handed over: the delivery's own items, or all that its transfer gave that day."""
    for sql, number in ((_OWN_ITEMS, row["id"]), (_ITEMS_OF_TRANSFER, row["version"])):
        if names := await database.rows(sql, number):
            return tuple(one["name"] for one in names)
    return ()


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _in_force(version: str, of: str) -> str:
    return (
        f"{version}.from_on <= delivery.made_on"
        f" AND ({version}.until_on IS NULL OR {version}.until_on >= delivery.made_on)"
        f" AND {version}.{of}"
    )


_RECORDS = (
    "SELECT delivery.id, delivery.code, transfer.code AS transfer, delivery.made_on,"  # noqa: S608  # ours
    " delivery.record_items, now.name, now.kind, now.address, now.representative,"
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
