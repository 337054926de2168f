"""What is said of transfers and deliveries, as rows; written only where it is not what was said before."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import orjson

import models.judgement as tables
from models.basis import Basis
from models.delivery import Delivery
from models.transfer import Transfer
from vendors.findings import DeliveryJudgement, TransferJudgement
from vendors.rules import RULE_SET
from vendors.store.connection import Connection, Reads
from vendors.store.projection.deliveries import record_owed
from vendors.store.projection.numbers import Numbers
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.rows import Rows, table_of
from vendors.store.several import AT_ONCE, rows_among

JUDGED = 1
"""The number of the one row that says by which rule set everything was judged."""


def digest(judgement: TransferJudgement | DeliveryJudgement) -> str:
    """SHA-256 of a judgement, to tell a new one from the stored one."""
    return hashlib.sha256(orjson.dumps(judgement, default=tuple)).hexdigest()


async def stored_digests(
    database: Reads, table: type[Transfer] | type[Delivery], codes: Collection[str]
) -> dict[str, str]:
    """The digest of the judgement that is stored of these transfers, or of these deliveries, by code."""
    sql = f'SELECT code, judgement FROM "{table_of(table)}"'  # noqa: S608  # one of ours
    if len(codes) > AT_ONCE:
        rows = await database.rows(sql)
    else:
        rows = await rows_among(database, f"{sql} WHERE code AMONG THESE", codes)
    return {row["code"]: row["judgement"] for row in rows}


async def judged_by(database: Reads) -> str | None:
    """The rule set that everything stored was judged by; `None` where no register is stored."""
    rows = await database.rows("SELECT rule_set FROM judged WHERE id = ?", JUDGED)
    return rows[0]["rule_set"] if rows else None


async def check_judged(database: Reads) -> None:
    """Raise `StoreRefused` where no register is stored, or another version's rules judged it."""
    judged = await judged_by(database)
    if judged is None:
        raise StoreRefused(Refusal.NO_REGISTER, database=database.engine)
    if judged != RULE_SET:
        raise StoreRefused(Refusal.JUDGED_OTHERWISE, database=database.engine, stored=judged, current=RULE_SET)


async def stored_bases(database: Reads, codes: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The numbers of the bases of these transfers, in their order."""
    found: dict[str, list[int]] = {code: [] for code in codes}
    for row in await rows_among(
        database,
        f'SELECT transfer.code, basis.id FROM transfer JOIN "{table_of(Basis)}" basis '  # noqa: S608  # a table of ours
        "ON basis.transfer_id = transfer.id WHERE transfer.code AMONG THESE ORDER BY basis.transfer_id, basis.position",
        codes,
    ):
        found[row["code"]].append(row["id"])
    return {code: tuple(bases) for code, bases in found.items()}


def write_transfer_judgement(rows: Rows, judged: TransferJudgement, bases: tuple[int, ...], numbers: Numbers) -> None:
    """The spans and findings of a transfer."""
    transfer = numbers.of("transfers", judged.code)
    for span in judged.spans:
        rows.add(
            tables.Span,
            transfer_id=transfer,
            from_on=span.from_,
            until_on=span.until,
            verdict=span.verdict,
            basis_id=None if span.basis is None else bases[span.basis],
            basis_kind=span.basis_kind,
            contract_id=numbers.maybe("contracts", span.contract),
            abroad=span.foreign,
            mechanism=span.foreign_mechanism,
            record_required=span.record_required,
        )
    for finding in judged.findings:
        rows.add(
            tables.Finding,
            transfer_id=transfer,
            code=finding.code,
            severity=finding.severity,
            because=finding.because,
            from_on=finding.from_,
            until_on=finding.until,
            about=finding.about,
        )


def write_delivery_findings(rows: Rows, judged: DeliveryJudgement, numbers: Numbers) -> None:
    """The findings of a delivery; its verdict stands in its head."""
    delivery = numbers.of("deliveries", judged.code)
    for finding in judged.findings:
        rows.add(
            tables.DeliveryFinding,
            delivery_id=delivery,
            code=finding.code,
            severity=finding.severity,
            because=finding.because,
            about=finding.about,
            subjects=finding.subjects,
            from_on=finding.from_,
            until_on=finding.until,
        )


def write_judged(rows: Rows, rule_set: str, now: datetime) -> None:
    """By which rule set everything stored is judged from now on."""
    rows.add(tables.Judged, id=JUDGED, rule_set=rule_set, judged_at=now)


async def say_of_transfers(connection: Connection, digests: Mapping[str, str]) -> None:
    """Correct the digests of transfers whose entry stays as it is."""
    await connection.run_many(
        "UPDATE transfer SET judgement = ? WHERE code = ?", [(digest, code) for code, digest in digests.items()]
    )


async def say_of_deliveries(connection: Connection, said: Iterable[tuple[DeliveryJudgement, str]]) -> None:
    """Correct what stands in the heads of deliveries whose entry stays as it is; each comes with its digest."""
    await connection.run_many(
        "UPDATE delivery SET made_on = ?, verdict = ?, record_required = ?, record_items = ?, record_each_time = ?,"
        " record_due_on = ?, record_by = ?, record_closes_on = ?, record_kept_until = ?, judgement = ? WHERE code = ?",
        [
            (judged.on, judged.verdict, judged.record_required, *record_owed(judged).values(), digest, judged.code)
            for judged, digest in said
        ],
    )
