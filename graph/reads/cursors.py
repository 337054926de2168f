"""Cursors: the sort key and the number of a row, wrapped up with the version and the order that they are of."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from graph.reads.asked import Path
from graph.reads.dialect import Kind, unwrap
from graph.reads.refusals import Code, Refused

_GREATEST_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Cut:
    """Between which rows a page begins or ends."""

    key: object
    id: int


def cut(cursor: str, signature: str, kind: Kind, name: str, path: Path) -> Cut:
    """Read a cursor; refused is one that is not ours, or of another version, type or order."""
    values = unwrap(cursor)
    if values is not None and len(values) == 3 and values[0] == signature:
        key, number = _key(values[1], kind), values[2]
        if key is not None and type(number) is int and abs(number) <= _GREATEST_NUMBER:
            return Cut(key, number)
    raise Refused(
        Code.BAD_CURSOR,
        f"`{name}` is no cursor of this connection in this order; take one from its own `pageInfo` or `edges`.",
        f"`{name}` はこの一覧・並び順のカーソルではありません。同じ一覧の `pageInfo` か `edges` の値を使ってください。",
        path,
    )


def _storable(text: str) -> bool:
    """Whether a database can hold that text: one without NUL, and without half a character."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


def _key(value: object, kind: Kind) -> object:
    if kind is Kind.NUMBER:
        return value if type(value) is int and abs(value) <= _GREATEST_NUMBER else None
    if not isinstance(value, str) or not _storable(value):
        return None
    if kind is Kind.MOMENT:
        return _moment(value)
    if kind is not Kind.DAY or value in {"infinity", "-infinity"}:  # PostgreSQL's ends of the calendar
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _moment(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
