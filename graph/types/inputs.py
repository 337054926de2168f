"""What filters are made of."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import strawberry
from strawberry.types.unset import UNSET

from graph.reads.rows import ALL_OF, ANY_OF, NONE_OF, Where
from graph.types.words import Direction

ON = (
    "The day that the filter looks at; unless given, that of the filter around it, and today in the operator's time"
    " zone where none is given."
)
_COMBINED = {
    ALL_OF: "All of these hold as well; an empty list asks for nothing.",
    ANY_OF: "At least one of these holds as well; an empty list is refused.",
    NONE_OF: "This does not hold. What cannot be said because something is not recorded does not hold.",
}


_SEARCH = (
    "With this text in any of its fields on any day, or in a code that it names. Width and case of letters do not"
    " matter (ＡＢＣ is abc, ｶﾅ is カナ), nor how many blanks there are; kana and kanji do. An empty text is in all."
)
_CHANGED_SINCE = "Recorded, or corrected, at this moment or later. What was removed is not there to be found."
_ENTRIES: Mapping[str, tuple[str, type, str]] = {
    "search": ("search", str, _SEARCH),
    "changed_since": ("changedSince", datetime, _CHANGED_SINCE),
}
"""What every filter of register entries asks: see `graph.types.recorded`."""


def filters(description: str, *, entries: bool = False) -> Callable[[type], type]:
    """Make a class the input of a filter: its fields are conditions, and `and`, `or` and `not` combine them.

    A filter of register `entries` can ask for their texts, and for when they were recorded.
    """

    def made(cls: type) -> type:
        for name, (graphql_name, kind, says) in (_ENTRIES if entries else {}).items():
            cls.__annotations__[name] = kind | None
            setattr(cls, name, given(says, name=graphql_name))
        for name, says in _COMBINED.items():
            many = name != NONE_OF
            cls.__annotations__[f"{name}_"] = f"list[{cls.__name__}] | None" if many else f"{cls.__name__} | None"
            setattr(cls, f"{name}_", given(says, name=name))
        return strawberry.input(cls, description=f"{description}; all that is given has to hold.")

    return made


def given(description: str, name: str | None = None) -> Any:
    """A field of a filter that may be left out; null is the same as leaving it out."""
    return strawberry.field(default=UNSET, description=description, name=name)


@strawberry.input(description="A run of days, both inclusive; one that ends before it begins has none.")
class Days:
    """A run of days, both inclusive."""

    from_: date = strawberry.field(name="from", description="First day.")
    until: date = strawberry.field(description="Last day, inclusive.")


def held(w: Where, first: str, last: str) -> str:
    """That the row holds on one of these days; on none where they end before they begin."""
    return f"{overlaps(w.it, first, last)} and {first} <= {last}"


def overlaps(row: str, first: str, last: str) -> str:
    """That a row begins before these days end, and ends after they begin."""
    return f"{row}.from_on <= {last} and ({row}.until_on is null or {row}.until_on >= {first})"


def decides() -> Any:
    """The field of an order that names what decides."""
    return strawberry.field(description="What decides; ties go by the order of recording.")


def runs() -> Any:
    """The field of an order that says which way the list runs."""
    return strawberry.field(default=Direction.ASC, description="Which way the list runs.")
