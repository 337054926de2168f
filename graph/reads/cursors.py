"""Cursors: the sort key and the number of a row, wrapped up with the version, order and list that they are of."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from graph.reads.asked import Path
from graph.reads.dialect import Kind, unwrap
from graph.reads.refusals import Code, Refused

_GREATEST_NUMBER = 2**63 - 1
_PAGING = frozenset({"first", "last", "after", "before", "orderBy"})


@dataclass(frozen=True)
class Cut:
    """Between which rows a page begins or ends."""

    key: object
    id: int


def narrowed_to(arguments: Mapping[str, Any], *, named_alone: bool = False) -> str:
    """What a list is narrowed to by its arguments, as a short text; empty where it is the whole list.

    `named_alone` asks only whether anything is named; that is known to a plan, whatever the values.
    """
    said = {name: value for name, value in arguments.items() if name not in _PAGING and value is not None}
    if named_alone or not said:
        return "?" if said else ""
    whole = [(name, part) for name, part in _said(said) if part != []]
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:12] if whole else ""


def _said(value: Any) -> Any:
    """A value without what is null, for that is the same as leaving it out, and in one order."""
    if isinstance(value, Mapping):
        return sorted((name, _said(part)) for name, part in value.items() if part is not None)
    if isinstance(value, list):
        return tuple(_said(part) for part in value)
    return value


def cut(cursor: str, signature: str, kind: Kind, name: str, path: Path) -> Cut:
    """Read a cursor; refused is one that is not ours, or of another version, type, order or list."""
    values = unwrap(cursor)
    if values is not None and len(values) == 3 and values[0] == signature:
        key, number = _key(values[1], kind), values[2]
        if key is not None and type(number) is int and abs(number) <= _GREATEST_NUMBER:
            return Cut(key, number)
    raise Refused(
        Code.BAD_CURSOR,
        f"`{name}` is no cursor of this list in this order; take one from its own `pageInfo` or `edges`.",
        f"`{name}` はこの一覧・並び順のカーソルではありません。同じ条件の `pageInfo` か `edges` の値を使います。",
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
