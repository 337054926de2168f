"""Connections: one page of a source, by keyset, as the SQL of its JSON."""

from collections.abc import Callable
from typing import Any

from graph.reads.asked import Ask
from graph.reads.carried import Carried
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
_OPPOSITE = {"asc": "desc", "desc": "asc"}


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
        self.shown = "desc" if self.down else "asc"
        self.fetched = _OPPOSITE[self.shown] if self.backward else self.shown
        self.size: Callable[[Ask], int] = lambda ask: size(field.arguments, ask)
        self.name = self.statement.alias("page")
        self.statement.sizes.append((*self.statement.pages, self.size))
        self.size(self.statement.ask)
        self.scope, self.conditions = self.selected()
        beside = self.order.beside
        it = self.scope.beside(beside, self.scope.row, day_of(writer, field)) if beside else self.scope.row
        self.key = self.order.sql.format(it=it)
        self.carried = Carried(self.scope.aliases)

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
        """The page's rows with one more: their sort keys, their numbers, and what was read of them."""
        row, key, word = self.scope.row, self.key, self.fetched
        conditions = [*self.conditions]
        for name, sign in (("after", "<" if self.down else ">"), ("before", ">" if self.down else "<")):
            if self.field.arguments.of(self.statement.ask).get(name) is not None:
                conditions.append(f"({key}, {row}.id) {sign} ({', '.join(self._cut(name))})")
        where = f" where {' and '.join(conditions)}" if conditions else ""
        return (
            f"select {key} as key_, {row}.id as id_{self.carried.columns}"
            f" from {self.table(row)}{self.scope.joined}{where}"
            f" order by {key} {word}, {row}.id {word} limit {self.limit(1)}"
        )

    def cut(self, columns: str = "*") -> str:
        """The page's rows without the one more, in the order in which they are fetched."""
        word = self.fetched
        return f"select {columns} from {self.name} order by key_ {word}, id_ {word} limit {self.limit(0)}"

    def cursor(self, it: str) -> str:
        """The cursor of a row."""
        return self.dialect.opaque((self._signature(), f"{it}key_", f"{it}id_"))

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
        it, scope = self.statement.alias("n"), self.scope.again()
        around, self.statement.pages = self.statement.pages, (*self.statement.pages, self.size)
        if edges:
            body = self._edge(type_, nodes, scope, path, it)
        else:
            body = self.writer.object(type_, nodes, scope, scope.row, path)
        self.statement.pages = around
        by = f"{{it}}key_ {self.shown}, {{it}}id_ {self.shown}"
        rows = self.cut()
        if self.backward:
            rows = f"select * from ({rows}) {self.name}_back order by {by.format(it='')}"
        array = self.dialect.array(self.carried.read(body, it), by.format(it=f"{it}."))
        return f"(select {array} from ({rows}) {it}{self.carried.read(scope.joined, it)})"

    def _edge(self, type_: Any, nodes: Nodes, scope: Scope, path: tuple[str | int, ...], it: str) -> str:
        pairs = []
        for key, field in self.writer.fields(type_, nodes, path):
            if field is None:
                pairs.append((key, literal(type_.name)))
            elif field.name == "cursor":
                pairs.append((key, self.cursor(f"{it}.")))
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
        word = self.shown if name == "startCursor" else _OPPOSITE[self.shown]
        end = f"{self.name}_end"
        return (
            f"(select {self.cursor('')} from ({self.cut('key_, id_')}) {end} order by key_ {word}, id_ {word} limit 1)"
        )

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
