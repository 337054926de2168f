"""What is said of stored deliveries, read back from their rows: before their persons go."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

import orjson

from models.vocabulary import Because, RecordItem, RuleCode, Severity, Verdict
from vendors.findings import DeliveryFinding, DeliveryJudgement, RecordOwed
from vendors.purging.purged import Purged, day_of
from vendors.store.connection import Reads, Row
from vendors.store.several import rows_among


async def standing_of(database: Reads, deliveries: Iterable[str], on: date) -> Mapping[str, Purged]:
    """What stands of each of these deliveries once its persons are purged on that day, by code."""
    codes = list(deliveries)
    findings: defaultdict[str, list[DeliveryFinding]] = defaultdict(list)
    for row in sorted(await rows_among(database, _FINDINGS, codes), key=lambda row: int(row["id"])):
        findings[row["code"]].append(
            DeliveryFinding(
                RuleCode(row["rule"]),
                Severity(row["severity"]),
                Because(row["because"]),
                row["about"],
                row["subjects"],
                day_of(row["from_on"]),
                day_of(row["until_on"]),
            )
        )
    rows = await rows_among(database, _HEADS, codes)
    return {
        row["code"]: Purged(on, row["listed_count"], _judgement(row, findings[row["code"]]), row["judgement"])
        for row in rows
    }


def _judgement(row: Row, findings: list[DeliveryFinding]) -> DeliveryJudgement:
    made_on = day_of(row["made_on"])
    assert made_on is not None, "a delivery has its day"
    return DeliveryJudgement(
        code=row["code"],
        transfer=row["transfer"],
        on=made_on,
        verdict=Verdict(row["verdict"]),
        record_required=bool(row["record_required"]),
        findings=tuple(findings),
        record=None if row["record_items"] is None else _record(row),
    )


def _record(row: Row) -> RecordOwed:
    return RecordOwed(
        items=tuple(RecordItem[name] for name in orjson.loads(row["record_items"])),
        each_time=bool(row["record_each_time"]),
        due_on=day_of(row["record_due_on"]),
        carried_by=row["record_by"],
        closes_on=day_of(row["record_closes_on"]),
        kept_until=day_of(row["record_kept_until"]),
    )


_HEADS = (
    "SELECT delivery.*, transfer.code AS transfer FROM delivery JOIN transfer ON transfer.id = delivery.transfer_id"
    " WHERE delivery.code AMONG THESE"
)
_FINDINGS = (
    "SELECT delivery.code, delivery_finding.id, delivery_finding.code AS rule, severity, because, about, subjects,"
    " from_on, until_on FROM delivery_finding JOIN delivery ON delivery.id = delivery_id"
    " WHERE delivery.code AMONG THESE"
)
