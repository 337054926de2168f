"""What is wrong with a filter, whatever it looks at: too large, too deep, or a choice of nothing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.graph.reference.refusing import BAD_INPUT, BEYOND_LIMIT

MOST_NESTED, MOST_CONDITIONS, MOST_DAYS = 6, 60, 8


def faults(given: Mapping[str, Any] | None) -> Iterator[str]:
    """The codes of what is wrong with a filter."""
    if given is None:
        return
    parts = list(_parts(given, 0))
    if any(deep > MOST_NESTED for deep, _ in parts):
        yield BEYOND_LIMIT
    said = [(name, value) for _, part in parts for name, value in part.items() if value is not None]
    if (
        sum(len(value) if name in {"and", "or"} else name not in {"not", "on"} for name, value in said)
        > MOST_CONDITIONS
    ):
        yield BEYOND_LIMIT
    if sum(name == "on" for name, _ in said) > MOST_DAYS:
        yield BEYOND_LIMIT
    for name, value in said:
        if (name == "or" and not value) or (isinstance(value, datetime) and not _is_moment(value)):
            yield BAD_INPUT


def _parts(given: Mapping[str, Any], deep: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """A filter and the filters in it, with how deep each stands."""
    yield deep, given
    for name, value in given.items():
        if name in {"and", "or", "not"} and value is not None:
            for part in [value] if name == "not" else value:
                yield from _parts(part, deep + 1)


def _is_moment(value: Any) -> bool:
    """Whether it says its time zone, and lies in a year that there is."""
    try:
        return value.tzinfo is not None and bool(value.astimezone(UTC))
    except OverflowError:
        return False
