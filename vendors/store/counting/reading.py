"""Reading by what transfers are counted: their periods, spans and findings, and where their recipients are."""

from collections.abc import AsyncIterator, Iterable
from datetime import date
from functools import cache, lru_cache

from vendors.store.connection import Reads, Row
from vendors.store.counting.pieces import LAST, Counted, Found, Span, Version
from vendors.store.counting.words import among
from vendors.store.several import AT_ONCE, portions


async def transfers_to(database: Reads, recipients: Iterable[int]) -> set[int]:
    """The numbers of all transfers to these recipients."""
    found: set[int] = set()
    for some in portions(sorted(recipients), AT_ONCE):
        those, given = among(database.engine, some)
        rows = await database.rows(f"SELECT id FROM transfer WHERE recipient_id {those}", given)  # noqa: S608  # ours
        found |= {row["id"] for row in rows}
    return found


async def counted(database: Reads, transfers: Iterable[int]) -> AsyncIterator[Iterable[Counted]]:
    """What is stored of these transfers, as far as they are counted by it, some thousand of them at a time.

    Those that have no row are passed over.
    """
    for some in portions(sorted(transfers), AT_ONCE):
        those, given = among(database.engine, some)
        yield _put_together(await database.rows(_stored(those), given, given, given, given))


def _put_together(rows: Iterable[Row]) -> Iterable[Counted]:
    versions: dict[int, list[Version]] = {}
    spans: dict[int, list[Span]] = {}
    findings: dict[int, list[Found]] = {}
    transfers = []
    for row in rows:
        kind, number, first, last = row["kind"], row["number"], _first(row["from_on"]), _last(row["until_on"])
        if kind == _SPAN:
            span = Span(first, last, row["word"], row["basis_kind"], row["mechanism"], bool(row["flag"]))
            spans.setdefault(number, []).append(span)
        elif kind == _FINDING:
            findings.setdefault(number, []).append(Found(first, last, row["word"], row["severity"]))
        elif kind == _VERSION:
            versions.setdefault(number, []).append(Version(first, last, row["word"], bool(row["flag"])))
        else:
            transfers.append((number, first, last, row["service"], row["recipient"]))
    return (
        Counted(first, last, service, versions.get(recipient, ()), spans.get(number, ()), findings.get(number, ()))
        for number, first, last, service, recipient in transfers
    )


@lru_cache(maxsize=65536)  # the days that anything begins or ends on are few, and asked for again and again
def _first(day: date | str) -> int:
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()


def _last(day: date | str | None) -> int:
    return LAST if day is None else _first(day)


_TRANSFER, _SPAN, _FINDING, _VERSION = 1, 2, 3, 4


@cache
def _stored(those: str) -> str:
    return (
        f"SELECT {_TRANSFER} AS kind, id AS number, from_on, until_on, service_id AS service,"  # noqa: S608  # ours
        " recipient_id AS recipient, null AS word, null AS basis_kind, null AS mechanism, null AS severity,"
        " null AS flag"
        f" FROM transfer WHERE id {those}"
        f" UNION ALL SELECT {_SPAN}, transfer_id, from_on, until_on, null, null, verdict, basis_kind, mechanism, null,"
        f" record_required FROM span WHERE transfer_id {those}"
        f" UNION ALL SELECT {_FINDING}, transfer_id, from_on, until_on, null, null, code, null, null, severity, null"
        f" FROM finding WHERE transfer_id {those}"
        f" UNION ALL SELECT {_VERSION}, recipient_id, from_on, until_on, null, null, country, null, null, null, abroad"
        f" FROM recipient_version WHERE recipient_id IN (SELECT recipient_id FROM transfer WHERE id {those})"
    )
