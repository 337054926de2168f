"""What versions have in common: their days, and what the dated change says that begins them."""

from datetime import date
from typing import Any

from graph.reads.rows import Leaf, read


def begins() -> date | None:
    """The first day of a version."""
    return read(  # type: ignore[no-any-return]
        Leaf("case when {it}.from_on > '0001-01-01' then {it}.from_on end"),
        "First day; null: from the beginning.",
        name="from",
    )


def ends() -> date | None:
    """The last day of a version."""
    return read(Leaf("{it}.until_on"), "Last day, before the next version's first; null while it is the last.")  # type: ignore[no-any-return]


def words(column: str, description: str) -> Any:
    """The words of a column of words."""
    return read(Leaf(f"coalesce({{it}}.{column}, '[]')", json=True), description)


def changed() -> Any:
    """What the change replaces that begins a version."""
    return words("changed", "What the change replaces that begins it; empty for the first version.")


def note() -> str | None:
    """The note of the change that begins a version."""
    return read(Leaf("{it}.note"), "Free note on the change that begins it.")  # type: ignore[no-any-return]


def owner() -> str | None:
    """Who answers for the change that begins a version."""
    return read(  # type: ignore[no-any-return]
        Leaf("{it}.owner"), "Who answers, inside the company, for the change that begins it."
    )
