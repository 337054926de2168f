"""How much of a connection is asked for: `first` with `after`, or `last` with `before`."""

from collections.abc import Mapping
from typing import Any

from graph.reads.asked import Arguments, Ask, Path
from graph.reads.refusals import Code, Refused

MOST = 100
"""The most rows of a page."""
USUAL = 50
"""The rows of a page that says nothing of its size."""


def backward(arguments: Arguments, ask: Ask) -> bool:
    """Whether the page is counted from the end."""
    return arguments.of(ask).get("last") is not None


def size(arguments: Arguments, ask: Ask) -> int:
    """The most rows that the page may have; refuses a negative one, one beyond `MOST`, and both ends at once."""
    return size_of(arguments.of(ask), arguments.path)


def size_of(values: Mapping[str, Any], path: Path) -> int:
    """The same of a field with these arguments at that path."""
    first, last = values.get("first"), values.get("last")
    if first is not None and last is not None:
        raise Refused(
            Code.BAD_INPUT,
            "`first` and `last` are given together; give one of them.",
            "`first` と `last` が同時に指定されています。どちらか一方を指定してください。",
            path,
        )
    name, asked = ("last", last) if last is not None else ("first", first)
    if asked is None:
        return USUAL
    if asked < 0:
        raise Refused(
            Code.BAD_INPUT,
            f"`{name}` is {asked}; it is a number from 0 to {MOST}.",
            f"`{name}` が {asked} です。0 から {MOST} までの数を指定してください。",
            path,
        )
    if asked > MOST:
        raise Refused(
            Code.LIMIT_EXCEEDED,
            f"`{name}` is {asked}; a page has at most {MOST} rows. Read on with `after` or `before`.",
            f"`{name}` が {asked} です。1ページは {MOST} 件までです。続きは `after` または `before` で読めます。",
            path,
        )
    return int(asked)
