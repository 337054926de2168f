"""What filters are made of."""

from datetime import date
from typing import Any

import strawberry
from strawberry.types.unset import UNSET

from graph.types.words import Direction

ON = "The day that the filter looks at; today in the operator's time zone unless given."


def given(description: str, name: str | None = None) -> Any:
    """A field of a filter that may be left out; null is the same as leaving it out."""
    return strawberry.field(default=UNSET, description=description, name=name)


@strawberry.input(description="A run of days, both inclusive.")
class Days:
    """A run of days, both inclusive."""

    from_: date = strawberry.field(name="from", description="First day.")
    until: date = strawberry.field(description="Last day, inclusive.")


def decides() -> Any:
    """The field of an order that names what decides."""
    return strawberry.field(description="What decides; ties go by the order of recording.")


def runs() -> Any:
    """The field of an order that says which way the list runs."""
    return strawberry.field(default=Direction.ASC, description="Which way the list runs.")
