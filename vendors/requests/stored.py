"""A person's request as it is stored, and the two halves of it: what the ledger may say, and what it must not."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

import orjson

from models.vocabulary import RefusalReason, RequestKind, RequestMethod, RequestOutcome
from vendors.facts.requests import RequestFacts
from vendors.ledger.events import canonical, moment_in_full
from vendors.periods import as_date
from vendors.rules.requests import REQUEST_UNANSWERED, suit_from
from vendors.store.connection import Connection, Reads, Row
from vendors.store.moments import kept, moment_of


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request with all that was done about it so far; days are in the operator's time zone."""

    code: str
    kind: RequestKind
    subject: str
    received_on: date
    method: RequestMethod | None = None
    recipients: tuple[str, ...] = ()
    """To whom provision is to stop; empty: to all."""
    asked: str | None = None
    verified_on: date | None = None
    identity: str | None = None
    investigated_on: date | None = None
    found: str | None = None
    decided_on: date | None = None
    outcome: RequestOutcome | None = None
    reasons: tuple[RefusalReason, ...] = ()
    explained: str | None = None
    stopped_from: datetime | None = None
    notified_on: date | None = None

    @property
    def facts(self) -> RequestFacts:
        """What the law asks of it."""
        return RequestFacts(self.kind, self.received_on, self.decided_on, self.outcome, self.notified_on)

    @property
    def overdue(self) -> tuple[date | None, date | None]:
        """The first and the last day on which rule 40 is broken; `None`: on none, or open-ended."""
        days = REQUEST_UNANSWERED.broken(self.facts)
        return (as_date(days.first), as_date(days.last)) if days else (None, None)

    @property
    def suit_from(self) -> date | None:
        """The first day on which the person can file a suit; `None` where the Act names none."""
        return suit_from(self.facts)

    def with_step(self, **said: Any) -> "Request":
        """The request once something more is said of it."""
        return replace(self, **said)

    def of_whom(self) -> bytes:
        """What tells, or could tell, who it is about: in the ledger by a digest alone."""
        return canonical({name: getattr(self, name) for name in _OF_WHOM}).encode()

    def of_process(self) -> Mapping[str, object]:
        """What was done and when, which names nobody; what is not there is left out."""
        said = {name: _plain(getattr(self, name)) for name in _NAMES if name not in _OF_WHOM}
        return {name: value for name, value in said.items() if value}

    def columns(self, connection: Connection) -> dict[str, object]:
        """What its row holds."""
        first, last = self.overdue
        return {
            **{name: getattr(self, name) for name in _NAMES},
            **{name: _texts(getattr(self, name)) for name in _LISTS},
            "stopped_from": kept(connection, self.stopped_from),
            "overdue_from": first,
            "overdue_until": last,
            "suit_from": self.suit_from,
        }


_NAMES = tuple(field.name for field in fields(Request))
_LISTS = ("recipients", "reasons")
_OF_WHOM = ("code", "subject", "asked", "identity", "found", "explained")


def _plain(value: Any) -> object:
    if isinstance(value, datetime):
        return moment_in_full(value)
    return value.isoformat() if isinstance(value, date) else value


def _texts(values: tuple[str, ...]) -> str | None:
    return orjson.dumps(values).decode() if values else None


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def request_of(row: Row) -> Request:
    """The request that a row holds. Raises `ValueError` where it holds none."""
    received = _day(row["received_on"])
    assert received is not None, "a request has arrived"
    return Request(
        code=row["code"],
        kind=RequestKind(row["kind"]),
        subject=row["subject"],
        received_on=received,
        method=None if row["method"] is None else RequestMethod(row["method"]),
        recipients=tuple(orjson.loads(row["recipients"] or "[]")),
        asked=row["asked"],
        verified_on=_day(row["verified_on"]),
        identity=row["identity"],
        investigated_on=_day(row["investigated_on"]),
        found=row["found"],
        decided_on=_day(row["decided_on"]),
        outcome=None if row["outcome"] is None else RequestOutcome(row["outcome"]),
        reasons=tuple(RefusalReason(one) for one in orjson.loads(row["reasons"] or "[]")),
        explained=row["explained"],
        stopped_from=moment_of(row["stopped_from"]),
        notified_on=_day(row["notified_on"]),
    )


async def stored(database: Reads, code: str) -> tuple[int, Request] | None:
    """The request of that code, with the number of its row; `None` where there is none."""
    rows = await database.rows("SELECT * FROM person_request WHERE code = ?", code)
    return (rows[0]["id"], request_of(rows[0])) if rows else None
