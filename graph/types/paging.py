"""Connections: what every list of rows is paged with."""

from enum import Enum
from typing import Any, Generic, TypeVar

import strawberry
from strawberry.types.arguments import StrawberryArgument

from graph.reads.page import MOST, USUAL
from graph.reads.rows import Pages, Source, argument, read

T = TypeVar("T")


@strawberry.type(description="Where a page stands among all.")
class PageInfo:
    """Where a page stands among all."""

    has_next_page: bool = strawberry.field(
        description="Whether rows follow. Counting back with `last`: whether `before` was given."
    )
    has_previous_page: bool = strawberry.field(
        description="Whether rows come before. Counting with `first`: whether `after` was given."
    )
    start_cursor: str | None = strawberry.field(description="Cursor of the first row; null on an empty page.")
    end_cursor: str | None = strawberry.field(description="Cursor of the last row; null on an empty page.")


@strawberry.type(description="A row in a list, with its cursor.")
class Edge(Generic[T]):
    """A row in a list."""

    cursor: str = strawberry.field(description="Where the row stands in this list and order; opaque.")
    node: T = strawberry.field(description="The row.")


@strawberry.type(description="A page of a list.")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = strawberry.field(description="The rows with their cursors.")
    nodes: list[T] = strawberry.field(description="The rows alone.")
    page_info: PageInfo = strawberry.field(description="Where the page stands among all.")
    total_count: int = strawberry.field(description="How many rows there are on all pages; costs a count.")


def connection(
    source: Source,
    description: str,
    *further: StrawberryArgument,
    where: str = "",
    slow: bool = False,
    filtered: Any = None,
    by: Any = None,
) -> Any:
    """A field that pages through a source; `filtered` and `by` are the inputs that it takes.

    `where` ties it to its row; `slow` says that no index does, so that more is read than a page.
    """
    arguments = [
        argument(
            "first", int | None, f"The most rows, counted from the start: 0 to {MOST}; {USUAL} unless given.", None
        ),
        argument("after", str | None, "Begin behind the row with this cursor.", None),
        argument("last", int | None, f"The most rows, counted from the end: 0 to {MOST}; not with `first`.", None),
        argument("before", str | None, "End before the row with this cursor.", None),
    ]
    if filtered is not None:
        arguments.append(argument("filter", filtered | None, "Only rows for which all that is given holds.", None))
    if by is not None:
        arguments.append(argument("orderBy", by | None, f"In which order; {_default(source)} unless given.", None))
    return read(Pages(source, where, slow), description, *arguments, *further)


def _default(source: Source) -> str:
    return f"{next(iter(source.orders))} from the lowest on"


def ordering(words: type[Enum]) -> str:
    """A sentence that lists the words of an order."""
    return ", ".join(word.name for word in words)
