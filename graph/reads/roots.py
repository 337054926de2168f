"""Root fields that are no connection: one row by its code or id, rows by global id, and counts."""

from collections.abc import Sequence
from typing import Any

from graphql import is_list_type

from graph.reads.asked import Ask, Given
from graph.reads.dialect import Kind, literal
from graph.reads.identities import identity
from graph.reads.narrowing import day_of
from graph.reads.objects import Field, Uncompilable, Writer
from graph.reads.page import MOST
from graph.reads.pages import paged
from graph.reads.refusals import Code, Refused
from graph.reads.rows import NODES, ROW_TABLES, ByIdentity, Computed, Pages, Single, Sole, Totals
from graph.reads.statement import Scope
from graph.reads.totals import totals


def root(writer: Writer, field: Field) -> str:
    """The SQL of a root field's JSON."""
    how = field.how
    if isinstance(how, Pages):
        return paged(writer, how, field, "")
    if isinstance(how, Single):
        return _single(writer, how, field)
    if isinstance(how, Sole):
        return _sole(writer, how, field)
    if isinstance(how, ByIdentity):
        return _by_identity(writer, how, field)
    if isinstance(how, Totals):
        return totals(writer, how, field)
    raise Uncompilable(f"Query.{field.name}")


def is_row(field: Field) -> bool:
    """Whether a root field is read by SQL, or computed; a field that says neither is a fault of ours."""
    if not isinstance(field.how, Pages | Single | Sole | ByIdentity | Totals | Computed):
        raise Uncompilable(f"Query.{field.name}")
    return not isinstance(field.how, Computed)


def _single(writer: Writer, how: Single, field: Field) -> str:
    statement, arguments = writer.statement, field.arguments
    given = [name for name in how.keys if arguments.of(statement.ask).get(name) is not None]
    if len(given) != 1:
        names_en, names_ja = " or ".join(how.keys), "、".join(how.keys)
        raise Refused(
            Code.BAD_INPUT,
            f"Give exactly one of: {names_en}.",
            f"{names_ja} のうち、ちょうど一つを指定してください。",
            field.path,
        )
    name = given[0]
    scope = Scope(statement, statement.alias("t"))
    if how.keys[name] == "id":
        types = frozenset({how.type})
        value = statement.parameter(
            "id", Kind.NUMBER, lambda ask: identity(arguments.of(ask)[name], types, field.path)[1]
        )
    else:
        value = statement.parameter("key", Kind.TEXT, Given(arguments, (name,)))
    body = writer.object(field.type, field.nodes, scope, scope.row, field.path)
    table = f"{ROW_TABLES[how.type]} {scope.row}{scope.joined}"
    return f"(select {body} from {table} where {scope.row}.{how.keys[name]} = {value})"


def _sole(writer: Writer, how: Sole, field: Field) -> str:
    scope = Scope(writer.statement, writer.statement.alias("t"))
    body = writer.object(field.type, field.nodes, scope, scope.row, field.path)
    return f"(select {body} from {ROW_TABLES[how.type]} {scope.row}{scope.joined})"


def _by_identity(writer: Writer, how: ByIdentity, field: Field) -> str:
    statement, arguments = writer.statement, field.arguments
    types = frozenset(NODES)

    def named(ask: Ask) -> list[tuple[str, int]]:
        given = arguments.of(ask)[how.argument]
        texts: Sequence[Any] = given if isinstance(given, list) else [given]
        if len(texts) > MOST:
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"{len(texts)} ids are given; at most {MOST} are answered at once.",
                f"id が {len(texts)} 件あります。一度に {MOST} 件までです。",
                field.path,
            )
        return [identity(str(text), types, field.path) for text in texts]

    def size(ask: Ask) -> int:
        return len(named(ask))

    statement.sizes.append((size,))
    around, statement.pages = statement.pages, (size,)
    named_types = statement.parameter("types", Kind.TEXTS, lambda ask: [name for name, _ in named(ask)])
    numbers = statement.parameter("numbers", Kind.TEXTS, lambda ask: [str(number) for _, number in named(ask)])
    cases = []
    for name, table in NODES.items():
        if not writer.allowed(name, "id"):
            continue  # to him it is not there
        scope = Scope(statement, statement.alias("t"))
        body = writer.object(writer.named(name), field.nodes, scope, scope.row, field.path)
        found = f"(select {body} from {table} {scope.row}{scope.joined} where {scope.row}.id = cast(b.text as bigint))"
        cases.append(f"when {literal(name)} then {writer.dialect.nested(found)}")
    statement.pages = around
    case = f"case a.text {' '.join(cases)} end"
    rows = (
        f"from {writer.dialect.rows_of(named_types, 'a')}"
        f" join {writer.dialect.rows_of(numbers, 'b')} on b.place = a.place"
    )
    many = is_list_type(getattr(field.definition.type, "of_type", field.definition.type))
    if many:
        ordered = f"(select a.place, {case} as node {rows} order by a.place) found"
        array = writer.dialect.array(writer.dialect.nested("(found.node)"), "found.place")
        return f"(select {array} from {ordered})"
    return f"(select {case} {rows})"


__all__ = ["day_of", "is_row", "root"]
