"""How the fields of a row type are read: what a type's field carries for the compiler.

A template names the rows that it speaks of in braces: `{row}` is the row of the object itself, `{it}` the row that is
being looked for, `{beside}` the row that it is found through, and `{day}` the day that the field's `on` argument gives
(today, where it gives none). Other words in braces are arguments of the field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.unset import UNSET

from graph.reads.dialect import Dialect, Kind

READ = "read"
"""Under which key a field's metadata holds how it is read."""


@dataclass(frozen=True)
class Beside:
    """At most one row beside another: joined once, however many fields read it."""

    table: str
    on: str
    beside: "Beside | None" = None

    @property
    def dated(self) -> bool:
        """Whether it depends on the day that is asked for."""
        return "{day}" in self.on or (self.beside is not None and self.beside.dated)


@dataclass(frozen=True)
class Leaf:
    """A value of the row, or of the one beside it: SQL over `{it}`."""

    sql: str
    beside: Beside | None = None
    json: bool = False
    """The SQL gives JSON text."""
    by: str = ""
    """An argument whose word chooses the SQL, in place of `sql`."""
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Identity:
    """The global id of the row: the name of its type, and its number."""


@dataclass(frozen=True)
class One:
    """An object made of the row beside; null where there is none."""

    beside: Beside
    where: str = ""
    """A condition on `{it}`, on top of being there: an object that only some of those rows have."""


@dataclass(frozen=True)
class Many:
    """A list of rows `{it}` of a table, in the order of its columns; of the rows' `value` where that is given."""

    table: str
    """A table's name, or a query in parentheses over `{row}`."""
    where: str
    order: str
    beside: Beside | None = None
    joins: str = ""
    """Tables in between, as further terms of FROM."""
    value: str = ""
    there: str = ""
    """A condition on `{beside}` without which there is no list, but null."""
    on_day: str = ""
    """A further condition, which the argument `ever: true` lifts."""


@dataclass(frozen=True)
class Pages:
    """A connection over a source, narrowed to what belongs to the row."""

    source: "Source"
    where: str = ""
    """A condition on `{it}` and `{row}`; empty for a root field."""
    slow: bool = False
    """Whether more than a page is read to find the page."""


@dataclass(frozen=True)
class Single:
    """A root field: the one row of a type that an argument names, or null."""

    type: str
    keys: Mapping[str, str]
    """For each argument that may name it, its column, or `id` for a global id."""


@dataclass(frozen=True)
class Sole:
    """A root field: the one row of a type that has no more, or null."""

    type: str


@dataclass(frozen=True)
class ByIdentity:
    """A root field: rows of any type, by global id; a list where the argument is one."""

    argument: str


@dataclass(frozen=True)
class Computed:
    """A root field that an ordinary resolver answers, such as out of the request itself; no row stands beneath it."""

    paged: bool = False
    """Whether it is a connection, whose rows are reckoned as those of any other."""


@dataclass(frozen=True)
class Totals:
    """A root field: an object of counts over the rows of a source, as they stand on a day."""

    source: "Source"
    columns: "Mapping[str, Leaf]"
    """What the counts read of each row, by the name that it has in `chosen`."""
    kept: Mapping[str, str]
    """Where no filter is given: what stands in place of `chosen`, as templates over `{day}`, `{month}` and `{year}`."""


@dataclass(frozen=True)
class Count:
    """A count over the rows that `Totals` chose, which are called `chosen`."""

    sql: str


@dataclass(frozen=True)
class Counts:
    """A list of counted groups: a query over `chosen` whose columns are the fields of the list's type."""

    query: str
    order: str
    kept: str = ""
    """The query where no filter is given, if it is another one; a template as those of `Totals.kept`."""


@dataclass(frozen=True)
class Groups:
    """A list of counted groups: of what the root field's arguments ask for, or, as a series, the field's own."""

    series: bool = False


@dataclass(frozen=True)
class GroupCount:
    """How many counted groups there are in all."""


@dataclass(frozen=True)
class Column:
    """A column of a counted group."""

    name: str


@dataclass(frozen=True)
class Source:
    """What a connection pages through: a table, what narrows it, and in which orders it comes."""

    type: str
    """The row type of its nodes."""
    table: "str | Callable[[Where], str]"
    """A table's name, or a query in parentheses that reads the field's arguments."""
    orders: Mapping[str, "Order"]
    """By the names of the enumeration that `orderBy` takes its field from; the first is the default."""
    conditions: Mapping[str, "Condition"] = field(default_factory=dict)
    """By the fields of the filter input."""


@dataclass(frozen=True)
class Order:
    """A total order: SQL over `{it}`, never null; the row's number breaks ties."""

    sql: str
    kind: Kind
    beside: Beside | None = None
    reads: str = ""
    """The field of the type that it tells of, where not everyone may read that who reads the list."""


ALL_OF, ANY_OF, NONE_OF = "and", "or", "not"
"""The fields of every filter that hold filters themselves."""


@dataclass(frozen=True)
class Condition:
    """What one field of a filter asks of a row."""

    sql: "Callable[[Where], str]"
    beside: Beside | None = None


class Where(Protocol):
    """What a condition may speak of."""

    it: str
    """The row."""
    beside: str
    """The row beside it that the condition names."""
    dialect: Dialect
    """How the engine says things."""
    given: Any
    """The value as it was given first. Only flags, words outside lists, and what is there at all may decide the SQL."""

    def among(self, sql: str, *path: str) -> str:
        """Whether that SQL is among the texts that stand at the path within the value."""

    def number(self) -> str:
        """How many different texts the value holds."""

    def day(self, *path: str) -> str:
        """The day at that path; without a path, the day that the filter is about."""

    def own_day(self) -> str:
        """The value, which is a day."""

    def asked_about(self) -> Sequence[tuple[str, str]]:
        """The first and the last day of each run of days that the whole filter asks about."""

    def contained(self, sql: str) -> str:
        """Whether that SQL, a text folded for searching, holds the value."""

    def moment(self) -> str:
        """The value, which is a moment."""

    def computed(self, name: str, kind: Kind, made: "Callable[[Mapping[str, Any], date], object]") -> str:
        """A value that is made of the field's arguments and of today."""


ROW_TABLES: dict[str, str] = {}
"""The table of each row type."""

BY_KIND: dict[str, tuple[str, Mapping[str, str]]] = {}
"""For each interface of rows: the column that tells them apart, and the type for each of its values."""

NODES: dict[str, str] = {}
"""The types that `node` can find."""


def row(table: str, *, node: bool = False) -> Callable[[type], type]:
    """Say of a Strawberry type that its objects are rows of that table, and whether `node` can find them."""

    def said(cls: type) -> type:
        name = cls.__strawberry_definition__.name  # type: ignore[attr-defined]  # Strawberry put it there
        ROW_TABLES[name] = table
        if node:
            NODES[name] = table
        return cls

    return said


def argument(name: str, kind: Any, description: str, default: object = UNSET) -> StrawberryArgument:
    """An argument of a field; its Python name is its GraphQL name, for nothing in Python receives it."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(kind),
        description=description,
        default=default,
    )


ON = argument("on", date | None, "The day asked about; today in the operator's time zone unless given.")


def computed(resolver: Callable[..., Any], description: str, *, paged: bool = False) -> Any:
    """A root field that is computed; see `Computed`."""
    return strawberry.field(resolver=resolver, description=description, metadata={READ: Computed(paged)})


def read(how: object, description: str, *arguments: StrawberryArgument, name: str | None = None) -> Any:
    """A field that is read so; `name` where Python cannot say the GraphQL name."""
    made = strawberry.field(name=name, description=description, metadata={READ: how})
    made.arguments = list(arguments)
    return made
