"""Deliveries as rows, with the persons listed and what the record holds."""

from datetime import date

import orjson

import models.delivery as tables
from vendors.findings import DeliveryJudgement
from vendors.register.entries.delivery import Delivery
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows

PARTS = (tables.DeliveryItem, tables.DeliverySubject, tables.DeliveryRecordItem)


def write_delivery(
    rows: Rows,
    entry: Delivery,
    numbers: Numbers,
    judged: DeliveryJudgement,
    digest: str,
    purged_on: date | None,
) -> None:
    """The head of a delivery, with what is said of it; `purged_on`: its persons were purged then."""
    record = entry.record
    rows.add(
        tables.Delivery,
        id=numbers.give("deliveries", entry.code, rows),
        code=entry.code,
        transfer_id=numbers.of("transfers", entry.transfer),
        at=entry.at,
        made_on=judged.on,
        subject_count=entry.subject_count,
        listed_count=len(entry.subjects),
        record_made_on=record.made_on if record else None,
        record_method=record.method if record else None,
        record_deleted_on=record.deleted_on if record else None,
        verdict=judged.verdict,
        record_required=judged.record_required,
        **record_owed(judged),
        purged_on=purged_on,
        judgement=digest,
        note=entry.note,
        owner=entry.owner,
    )


def write_delivery_parts(rows: Rows, entry: Delivery, numbers: Numbers) -> None:
    """What stands below the head."""
    delivery = numbers.of("deliveries", entry.code)
    for item in numbers.of_each("items", entry.items):
        rows.add(tables.DeliveryItem, delivery_id=delivery, item_id=item)
    for subject in entry.subjects:
        rows.add(tables.DeliverySubject, delivery_id=delivery, subject=subject)
    for held in entry.record.has if entry.record else ():
        rows.add(tables.DeliveryRecordItem, delivery_id=delivery, holds=held)


def record_owed(judged: DeliveryJudgement) -> dict[str, object]:
    """The columns that say what record it needs, and which one serves it; all null where it needs none."""
    owed = judged.record
    return {
        "record_items": None if owed is None else orjson.dumps([one.name for one in owed.items]).decode(),
        "record_each_time": None if owed is None else owed.each_time,
        "record_due_on": None if owed is None else owed.due_on,
        "record_by": None if owed is None else owed.carried_by,
        "record_closes_on": None if owed is None else owed.closes_on,
        "record_kept_until": None if owed is None else owed.kept_until,
    }
