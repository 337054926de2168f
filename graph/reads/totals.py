"""Counts: an object whose fields count the rows of a source as they stand on a day."""

from graphql import GraphQLObjectType

from graph.reads.dialect import literal
from graph.reads.groups import MOST_GROUPS, MOST_IN_SERIES, ORDER, Grouped
from graph.reads.kept import Days, days_until
from graph.reads.narrowing import Given, narrowed
from graph.reads.objects import Field, Uncompilable, Writer, leaf
from graph.reads.pages import COUNTED
from graph.reads.rows import Column, Count, Counts, GroupCount, Groups, Totals
from graph.reads.statement import Scope


def totals(writer: Writer, how: Totals, field: Field) -> str:
    """The SQL of the object's JSON; `chosen` are the rows that are counted, or the kept counts of all of them."""
    statement = writer.statement
    statement.weigh(COUNTED)
    scope = Scope(statement, statement.alias("t"))
    conditions = narrowed(writer, how.source, field, scope)
    day = statement.day(field.arguments)
    days: Days = {"day": day}
    if conditions:
        statement.slow = True
        queries = {"chosen": _chosen(writer, how, field, scope, conditions, day)}
    else:
        days = days_until(statement, "statistics", field.arguments.day, day)
        queries = {name: query.format(**days) for name, query in how.kept.items()}
    grouped = Grouped(writer, field, kept=not conditions)

    def counted(part: Field) -> str:
        return writer.or_mark(part, lambda: _counted(writer, field.type, part, grouped, days))

    pairs = [
        (key, literal(field.type.name) if part is None else counted(part))
        for key, part in writer.fields(field.type, field.nodes, field.path)
    ]
    named = ", ".join(f"{name} as materialized ({query})" for name, query in (queries | grouped.queries).items())
    return f"(with {named} select {writer.dialect.record(pairs)})"


def _chosen(writer: Writer, how: Totals, field: Field, scope: Scope, conditions: list[str], day: str) -> str:
    """The rows for which the filter's conditions hold."""
    columns = "".join(
        f", {column.sql.format(it=scope.beside(column.beside, scope.row, day))} as {name}"
        for name, column in how.columns.items()
    )
    table = how.source.table
    return (
        f"select {scope.row}.id{columns} from"
        f" {table(Given(writer, field, scope.row, '', ())) if callable(table) else table} {scope.row}"
        f"{scope.joined} where {' and '.join(conditions)}"
    )


def _counted(writer: Writer, type_: GraphQLObjectType, field: Field, grouped: Grouped, days: Days) -> str:
    how = field.how
    if isinstance(how, Count):
        return how.sql.format(**days)
    if isinstance(how, GroupCount):
        return f"(select count(*) from {grouped.of_root(field)})"
    if isinstance(how, Counts):
        query = how.kept if grouped.kept and how.kept else how.query
        return _list(writer, field, query.format(**days), how.order)
    if isinstance(how, Groups):
        if how.series:
            return _list(writer, field, f"select * from {grouped.of_series(field)}", ORDER, MOST_IN_SERIES)
        return _list(writer, field, f"select * from {grouped.of_root(field)}", ORDER, MOST_GROUPS)
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
    return f"(select {array} from {rows})"
