"""What the row types have in common: a global id, and the free fields of a register entry."""

import strawberry

from graph.reads.rows import Identity, Leaf, read


@strawberry.interface(description="Anything that `node` can find by its id.")
class Node:
    """Anything with a global id."""

    id: strawberry.ID = read(Identity(), "Global and opaque; stays the same as long as the entry's code does.")


def code(of: str) -> str:
    """The code of a row."""
    return read(Leaf("{it}.code"), f"Code of the {of} in the register file.")  # type: ignore[no-any-return]


def note() -> str | None:
    """The free note of an entry."""
    return read(Leaf("{it}.note"), "Free note on the entry.")  # type: ignore[no-any-return]


def owner() -> str | None:
    """Who answers for an entry."""
    return read(Leaf("{it}.owner"), "Who answers for the entry inside the company.")  # type: ignore[no-any-return]
