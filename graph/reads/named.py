"""Rows that a verb answers with: found by what names them, after it is done."""

from dataclasses import dataclass

from graph.reads.dialect import Kind
from graph.reads.objects import Field, Writer
from graph.reads.rows import ROW_TABLES
from graph.reads.statement import Scope


@dataclass(frozen=True)
class Does:
    """A root field that changes something: a verb, or its bulk form."""

    verb: str
    many: bool = False


@dataclass(frozen=True)
class Manages:
    """A root field that changes who may do what: a verb on an actor or a token."""

    verb: str


@dataclass(frozen=True)
class Handles:
    """A root field that goes a step further with process: a request of a person, or data received (APPI 30 to 39)."""

    verb: str


@dataclass(frozen=True)
class Records:
    """A root field that puts on record what persons say (APPI 27(1), 28(1)): a verb, or its bulk form."""

    verb: str
    many: bool = False


@dataclass(frozen=True)
class Named:
    """What a verb answers with: the rows that it names, by a column; `many`: a list of them, in their order."""

    type: str
    column: str
    """Empty: there is only one."""
    many: bool = False


def named(writer: Writer, how: Named, field: Field) -> str:
    """The SQL of their JSON: of one row, or of a list of rows with null for each that isn't there."""
    statement, dialect = writer.statement, writer.dialect
    scope = Scope(statement, statement.alias("t"))
    body = writer.object(field.type, field.nodes, scope, scope.row, field.path)
    found = f"select {body} from {ROW_TABLES[how.type]} {scope.row}{scope.joined}"
    if not how.column:
        return f"({found})"
    column = f"{scope.row}.{how.column}"
    if how.many:
        names = statement.parameter("named", Kind.TEXTS, lambda ask: list(ask.named))
        node = dialect.nested(f"({found} where {column} = {_value(how, 'a.text')})")
        ordered = f"(select a.place, {node} as node from {dialect.rows_of(names, 'a')} order by a.place) found"
        return f"(select {dialect.array(dialect.nested('(found.node)'), 'found.place')} from {ordered})"
    name = statement.parameter("named", Kind.TEXT, lambda ask: next(iter(ask.named), "0"))
    return f"({found} where {column} = {_value(how, name)})"


def _value(how: Named, text: str) -> str:
    return f"cast({text} as bigint)" if how.column == "id" else text
