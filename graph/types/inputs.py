"""What filters are made of."""

from collections.abc import Callable
from datetime import date
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


def filters(description: str) -> Callable[[type], type]:
    """Make a class the input of a filter: its fields are conditions, and `and`, `or` and `not` combine them."""

    def made(cls: type) -> type:
        for name, says in _COMBINED.items():
            many = name != NONE_OF
            cls.__annotations__[f"{name}_"] = f"list[{cls.__name__}] | None" if many else f"{cls.__name__} | None"
            setattr(cls, f"{name}_", given(says, name=name))
        return strawberry.input(cls, description=f"{description}; all that is given has to hold.")

    return made


def given(description: str, name: str | None = None) -> Any:
    """A field of a filter that may be left out; null is the same as leaving it out."""
    return strawberry.field(default=UNSET, description=description, name=name)


@strawberry.input(description="A run of days, both inclusive.")
class Days:
    """A run of days, both inclusive."""

    from_: date = strawberry.field(name="from", description="First day.")
    until: date = strawberry.field(description="Last day, inclusive.")


def held(w: Where, first: str, last: str) -> str:
    """That the row holds on one of these days."""
    return f"{w.it}.from_on <= {last} and ({w.it}.until_on is null or {w.it}.until_on >= {first})"


def decides() -> Any:
    """The field of an order that names what decides."""
    return strawberry.field(description="What decides; ties go by the order of recording.")


def runs() -> Any:
    """The field of an order that says which way the list runs."""
    return strawberry.field(default=Direction.ASC, description="Which way the list runs.")
