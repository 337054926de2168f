"""Connections: one page of a source, by keyset, as the SQL of its JSON."""

from collections.abc import Callable
from typing import Any

from graph.reads.asked import Ask
from graph.reads.cursors import Cut, cut, narrowed_to
from graph.reads.dialect import Kind, literal
from graph.reads.narrowing import Given, day_of, narrowed
from graph.reads.objects import Field, Nodes, Uncompilable, Writer
from graph.reads.page import backward, size
from graph.reads.rows import Order, Pages
from graph.reads.statement import Scope

COUNTED = 500
"""What counting a whole list costs, in values."""
COUNTED_BELOW = 10
"""What counting the list of one row costs."""
_NUMBER = "rank_"
_CURSOR = "cursor_"


class Page:
    """The rows of one connection while its SQL is being written."""

    def __init__(self, writer: Writer, how: Pages, field: Field, row: str) -> None:
        self.writer, self.field, self.source, self.row, self.how = writer, field, how.source, row, how
        self.statement, self.dialect = writer.statement, writer.dialect
        values = field.arguments.of(self.statement.ask)
        asked = values.get("orderBy") or {}
        self.order_name = asked["field"].name if asked else next(iter(self.source.orders))
        self.order: Order = self.source.orders[self.order_name]
        if self.order.reads:
            writer.check_name(self.source.type, self.order.reads, field, ("orderBy", "field"))
        self.down = bool(asked) and asked["direction"].name == "DESC"
        self.backward = backward(field.arguments, self.statement.ask)
        self.size: Callable[[Ask], int] = lambda ask: size(field.arguments, ask)
        self.name = self.statement.alias("page")
        self.statement.sizes.append((*self.statement.pages, self.size))
        self.size(self.statement.ask)

    def limit(self, more: int) -> str:
        """The number of rows of the page, and some more."""
        return self.statement.parameter(
            ("size", self.field.path, self.name, more), Kind.NUMBER, lambda ask: self.size(ask) + more
        )

    def selected(self) -> tuple[Scope, list[str]]:
        """The rows that the connection is over, without regard to the page."""
        scope = Scope(self.statement, self.statement.alias("t"))
        conditions = narrowed(self.writer, self.source, self.field, scope)
        if self.how.where:
            conditions.insert(0, self.how.where.format(it=scope.row, row=self.row))
        if self.how.slow or len(conditions) > bool(self.how.where):
            self.statement.slow = True
        return scope, conditions

    def table(self, it: str) -> str:
        """The table that is paged through, as a term of FROM."""
        table = self.source.table
        if callable(table):
            table = table(Given(self.writer, self.field, it, "", ()))
        return f"{table} {it}"

    def rows(self) -> str:
        """The page's rows with one more, numbered in the order in which they are fetched, with their cursors."""
        scope, conditions = self.selected()
        beside = self.order.beside
        it = scope.beside(beside, scope.row, day_of(self.writer, self.field)) if beside else scope.row
        key = self.order.sql.format(it=it)
        fetched_down = self.down != self.backward
        word = "desc" if fetched_down else "asc"
        for name, sign in (("after", "<" if self.down else ">"), ("before", ">" if self.down else "<")):
            if self.field.arguments.of(self.statement.ask).get(name) is not None:
                conditions.append(f"({key}, {scope.row}.id) {sign} ({', '.join(self._cut(name))})")
        where = f" where {' and '.join(conditions)}" if conditions else ""
        cursor = self.dialect.opaque((self._signature(), f"{self.name}_r.key_", f"{self.name}_r.id"))
        fetched = (
            f"select {scope.row}.*, {key} as key_ from {self.table(scope.row)}{scope.joined}{where}"
            f" order by {key} {word}, {scope.row}.id {word} limit {self.limit(1)}"
        )
        return (
            f"select {self.name}_r.*, row_number() over (order by key_ {word}, id {word}) as {_NUMBER},"
            f" {cursor} as {_CURSOR} from ({fetched}) {self.name}_r"
        )

    def signature(self, ask: Ask) -> str:
        """What a cursor of this connection begins with: version, type, order, and what the list is narrowed to."""
        return f"{self.ordered}.{narrowed_to(self.field.arguments.of(ask))}"

    @property
    def ordered(self) -> str:
        """The part of it that a plan knows."""
        return f"1.{self.source.type}.{self.order_name}.{'DESC' if self.down else 'ASC'}"

    def _signature(self) -> str:
        if not narrowed_to(self.field.arguments.of(self.statement.ask), named_alone=True):
            return literal(f"{self.ordered}.")
        return self.statement.parameter(("signature", self.field.path, self.name), Kind.TEXT, self.signature)

    def _cut(self, name: str) -> tuple[str, str]:
        arguments, kind = self.field.arguments, self.order.kind

        def at(ask: Ask) -> Cut:
            return cut(str(arguments.of(ask)[name]), self.signature(ask), kind, name, self.field.path)

        place = (name, self.field.path, self.name)
        return (
            self.statement.parameter((*place, "key"), kind, lambda ask: at(ask).key),
            self.statement.parameter((*place, "id"), Kind.NUMBER, lambda ask: at(ask).id),
        )

    def listed(self, type_: Any, nodes: Nodes, path: tuple[str | int, ...], *, edges: bool) -> str:
        """The page's edges, or its nodes alone, in the connection's order."""
        it = self.statement.alias("n")
        scope = Scope(self.statement, it)
        around, self.statement.pages = self.statement.pages, (*self.statement.pages, self.size)
        body = self._edge(type_, nodes, scope, path) if edges else self.writer.object(type_, nodes, scope, it, path)
        self.statement.pages = around
        word = "desc" if self.backward else "asc"
        array = self.dialect.array(body, f"{it}.{_NUMBER} {word}")
        rows = f"select * from {self.name} where {_NUMBER} <= {self.limit(0)} order by {_NUMBER} {word}"
        return self.dialect.nested(f"(select {array} from ({rows}) {it}{scope.joined})")

    def _edge(self, type_: Any, nodes: Nodes, scope: Scope, path: tuple[str | int, ...]) -> str:
        pairs = []
        for key, field in self.writer.fields(type_, nodes, path):
            if field is None:
                pairs.append((key, literal(type_.name)))
            elif field.name == "cursor":
                pairs.append((key, f"{scope.row}.{_CURSOR}"))
            elif field.name == "node":
                pairs.append((key, self.writer.object(field.type, field.nodes, scope, scope.row, field.path)))
            else:
                raise Uncompilable(f"{type_.name}.{field.name}")
        return self.dialect.record(pairs)

    def info(self, type_: Any, nodes: Nodes, path: tuple[str | int, ...]) -> str:
        """Where the page stands among all."""
        fields = self.writer.fields(type_, nodes, path)
        return self.dialect.record(
            [(key, literal(type_.name) if field is None else self._says(field.name)) for key, field in fields]
        )

    def _says(self, name: str) -> str:
        """A field of `pageInfo`; of a value that is not asked for, PostgreSQL could not tell what it is."""
        if name in {"hasNextPage", "hasPreviousPage"}:
            if self.backward is (name == "hasPreviousPage"):
                return self.dialect.flag(f"(select count(*) from {self.name}) > {self.limit(0)}")
            given = self.field.arguments.of(self.statement.ask)
            at = given.get("before" if self.backward else "after")
            return self.dialect.flag("1 = 0" if at is None else "1 = 1")
        word = "asc" if self.backward is (name == "endCursor") else "desc"
        end = f"select {_CURSOR} from {self.name} where {_NUMBER} <= {self.limit(0)} order by {_NUMBER}"
        return f"({end} {word} limit 1)"

    def total(self) -> str:
        """How many rows there are on all pages."""
        self.statement.slow = True
        self.statement.weigh(COUNTED_BELOW if self.statement.pages else COUNTED)
        scope, conditions = self.selected()
        where = f" where {' and '.join(conditions)}" if conditions else ""
        return f"(select count(*) from {self.table(scope.row)}{scope.joined}{where})"


def paged(writer: Writer, how: Pages, field: Field, row: str) -> str:
    """A connection, as the SQL of its JSON."""
    page = Page(writer, how, field, row)
    pairs = []
    for key, part in writer.fields(field.type, field.nodes, field.path):
        if part is None:
            value = literal(field.type.name)
        elif part.name in {"edges", "nodes"}:
            value = page.listed(part.type, part.nodes, part.path, edges=part.name == "edges")
        elif part.name == "pageInfo":
            value = page.info(part.type, part.nodes, part.path)
        elif part.name == "totalCount":
            value = page.total()
        else:
            raise Uncompilable(f"{field.type.name}.{part.name}")
        pairs.append((key, value))
    return f"(with {page.name} as materialized ({page.rows()}) select {writer.dialect.record(pairs)})"
