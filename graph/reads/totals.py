"""Counts: an object whose fields count the rows of a source as they stand on a day."""

from graphql import GraphQLObjectType

from graph.reads.dialect import literal
from graph.reads.groups import MOST_GROUPS, MOST_IN_SERIES, ORDER, Grouped
from graph.reads.narrowing import Given, narrowed
from graph.reads.objects import Field, Uncompilable, Writer, leaf
from graph.reads.pages import COUNTED
from graph.reads.rows import Column, Count, Counts, GroupCount, Groups, Totals
from graph.reads.statement import Scope


def totals(writer: Writer, how: Totals, field: Field) -> str:
    """The SQL of the object's JSON; `chosen` are the rows that are counted."""
    statement = writer.statement
    statement.slow = True
    statement.weigh(COUNTED)
    scope = Scope(statement, statement.alias("t"))
    conditions = narrowed(writer, how.source, field, scope)
    day = statement.day(field.arguments)
    columns = "".join(
        f", {column.sql.format(it=scope.beside(column.beside, scope.row, day))} as {name}"
        for name, column in how.columns.items()
    )
    where = f" where {' and '.join(conditions)}" if conditions else ""
    table = how.source.table
    chosen = (
        f"select {scope.row}.id{columns} from"
        f" {table(Given(writer, field, scope.row, '', ())) if callable(table) else table} {scope.row}"
        f"{scope.joined}{where}"
    )
    grouped = Grouped(writer, field)
    pairs = [
        (key, literal(field.type.name) if part is None else _counted(writer, field.type, part, grouped, day))
        for key, part in writer.fields(field.type, field.nodes, field.path)
    ]
    queries = {"chosen": chosen} | grouped.queries
    named = ", ".join(f"{name} as materialized ({query})" for name, query in queries.items())
    return f"(with {named} select {writer.dialect.record(pairs)})"


def _counted(writer: Writer, type_: GraphQLObjectType, field: Field, grouped: Grouped, day: str) -> str:
    how = field.how
    if isinstance(how, Count):
        return how.sql.format(day=day)
    if isinstance(how, GroupCount):
        return f"(select count(*) from {grouped.of_root()})"
    if isinstance(how, Counts):
        return _list(writer, field, how.query.format(day=day), how.order)
    if isinstance(how, Groups):
        if how.series:
            return _list(writer, field, f"select * from {grouped.of_series(field)}", ORDER, MOST_IN_SERIES)
        return _list(writer, field, f"select * from {grouped.of_root()}", ORDER, MOST_GROUPS)
    raise Uncompilable(f"{type_.name}.{field.name}")


def _list(writer: Writer, field: Field, query: str, order: str, most: int | None = None) -> str:
    """A list of objects whose fields are columns of a query."""
    it = writer.statement.alias("c")
    pairs = []
    for key, part in writer.fields(field.type, field.nodes, field.path):
        if part is None:
            pairs.append((key, literal(field.type.name)))
        elif isinstance(part.how, Column):
            pairs.append((key, leaf(writer.dialect, part.definition.type, f"{it}.{part.how.name}")))
        else:
            raise Uncompilable(f"{field.type.name}.{part.name}")
    limit = "" if most is None else f" limit {most}"
    array = writer.dialect.array(writer.dialect.record(pairs), order.format(it=it))
    rows = f"(select * from ({query}) listed order by {order.format(it='listed')}{limit}) {it}"
    return writer.dialect.nested(f"(select {array} from {rows})")
