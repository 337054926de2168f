"""What persons said, as rows: each as the canonical JSON of its entry, found by whose it is or by its batch.

A withdrawal that is recorded after its consent is no part of the consent's row, and stands in a batch of its own.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson

from vendors.register.documents import moment_text
from vendors.register.entries.person import Consent
from vendors.store.connection import Reads, Row
from vendors.store.several import rows_among

CONSENTS, STOPS, WITHDRAWALS = "consents", "stops", "withdrawals"
"""Lists whose rows come in batches; of withdrawals, those that were recorded after their consents."""

AT_ONCE = 10_000
"""Rows of a batch that are held at a time, however many it has."""

Rows = Sequence[tuple[int, bytes]]
"""Rows by their numbers, each as canonical JSON."""


async def consents(database: Reads, subjects: Iterable[str] | None = None) -> dict[bytes, int]:
    """The canonical JSON of each stored consent as it is now, with its row's number; of these persons, or of all."""
    rows = await _of_persons(database, f"{_CONSENTS}{_WITHDRAWN}", subjects)
    return {consent_body(row, row["withdrawn_at"]): row["id"] for row in rows}


async def consents_of(database: Reads, subjects: Iterable[str]) -> Mapping[str, Sequence[Consent]]:
    """The consents of these persons as they are now, each person's in the order of their numbers."""
    found: dict[str, list[Consent]] = {subject: [] for subject in subjects}
    rows = await _of_persons(database, f"{_CONSENTS}{_WITHDRAWN}", found)
    for row in sorted(rows, key=lambda row: int(row["id"])):
        found[row["subject"]].append(Consent.model_validate(_consent(row, row["withdrawn_at"])))
    return found


async def stops(database: Reads, subjects: Iterable[str] | None = None) -> dict[bytes, int]:
    """The canonical JSON of each stored request to stop, with its row's number; of whom, as for consents."""
    named = _named(await _of_persons(database, _STOPPED_FOR, subjects))
    return {_stop_body(row, named): row["id"] for row in await _of_persons(database, _STOPS, subjects)}


async def batches(database: Reads, list_name: str, batch: int | None) -> AsyncIterator[Rows]:
    """The rows of a batch as the ledger knows them, in the order of their numbers, some thousand at a time.

    `None`: the rows of that list that are in no batch yet.
    """
    last = 0
    while rows := await _next(database, list_name, batch, last):
        yield rows
        last = rows[-1][0]


async def _next(database: Reads, list_name: str, batch: int | None, last: int) -> Rows:
    values = (last,) if batch is None else (batch, last)
    if list_name == CONSENTS:
        found = await database.rows(_portion(f"{_CONSENTS}{_WITHDRAWN_AT_ONCE}", "consent", batch), *values)
        return [(row["id"], consent_body(row, row["withdrawn_at"])) for row in found]
    if list_name == WITHDRAWALS:
        found = await database.rows(_portion(_WITHDRAWALS, "withdrawal", batch), *values)
        return [(row["id"], withdrawal_body(row, row["withdrawn_at"])) for row in found]
    found = await database.rows(_portion(_STOPS, "stop", batch), *values)
    first, end = (found[0]["id"], found[-1]["id"]) if found else (0, 0)
    named = _named(await database.rows(f"{_STOPPED_FOR} WHERE stop_id BETWEEN ? AND ?", first, end))
    return [(row["id"], _stop_body(row, named)) for row in found]


def _portion(sql: str, table: str, batch: int | None) -> str:
    """The statement for the next rows of a batch after a number."""
    of_batch = f"{table}.batch IS NULL" if batch is None else f"{table}.batch = ?"
    return f"{sql} WHERE {of_batch} AND {table}.id > ? ORDER BY {table}.id LIMIT {AT_ONCE}"


_SAID = (
    "consent_text.code AS text, consent.subject, consent.given_at, consent.capable, consent.guardian, consent.note,"
    " consent.owner, withdrawal.withdrawn_at"
)
_CONSENTS = f"SELECT consent.id, {_SAID} FROM consent JOIN consent_text ON consent_text.id = consent.text_id"  # noqa: S608  # ours
_WITHDRAWN = " LEFT JOIN withdrawal ON withdrawal.consent_id = consent.id"
_WITHDRAWN_AT_ONCE = f"{_WITHDRAWN} AND withdrawal.batch IS NULL"
_WITHDRAWALS = (
    f"SELECT withdrawal.id, {_SAID} FROM withdrawal JOIN consent ON consent.id = withdrawal.consent_id"  # noqa: S608  # ours
    " JOIN consent_text ON consent_text.id = consent.text_id"
)
_STOPS = "SELECT id, subject, from_at, until_at, note, owner FROM stop"
_STOPPED_FOR = (
    "SELECT stop_id, recipient.code FROM stop JOIN stop_recipient ON stop_id = stop.id"
    " JOIN recipient ON recipient.id = recipient_id"
)


def consent_body(row: Mapping[str, Any], withdrawn_at: datetime | str | None) -> bytes:
    """A consent as canonical JSON, from a row with its columns and the code of its text."""
    return _canonical(_consent(row, withdrawn_at))


def withdrawal_body(consent: Mapping[str, Any], withdrawn_at: datetime | str) -> bytes:
    """A withdrawal that stands in a batch of its own, as canonical JSON: of which consent, and when."""
    return _canonical({"consent": _consent(consent, None), "withdrawn_at": _moment(withdrawn_at)})


def _consent(row: Mapping[str, Any], withdrawn_at: datetime | str | None) -> Mapping[str, Any]:
    return _without_absent(
        text=row["text"],
        subject=row["subject"],
        given_at=_moment(row["given_at"]),
        withdrawn_at=_moment(withdrawn_at),
        capable=_flag(row["capable"]),
        guardian=_flag(row["guardian"]),
        note=row["note"],
        owner=row["owner"],
    )


def _stop_body(row: Row, named: Mapping[int, Sequence[str]]) -> bytes:
    return _canonical(
        _without_absent(
            **{"from": _moment(row["from_at"])},
            subject=row["subject"],
            until=_moment(row["until_at"]),
            recipients=sorted(named.get(row["id"], ())) or None,
            note=row["note"],
            owner=row["owner"],
        )
    )


def _named(rows: Iterable[Row]) -> Mapping[int, Sequence[str]]:
    """The recipients that requests to stop name, by the numbers of their rows."""
    named: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        named[row["stop_id"]].append(row["code"])
    return named


async def _of_persons(database: Reads, sql: str, subjects: Iterable[str] | None) -> Sequence[Row]:
    """The rows about some persons, or all."""
    if subjects is None:
        return await database.rows(sql)
    return await rows_among(database, f"{sql} WHERE subject AMONG THESE", subjects)


def _canonical(document: Mapping[str, Any]) -> bytes:
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def _without_absent(**values: Any) -> Mapping[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _flag(value: object) -> bool | None:
    return None if value is None else bool(value)


def _moment(value: datetime | str | None) -> str | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment_text(moment.astimezone(UTC))
