"""Objects: what a document selects of a row, as the SQL of its JSON."""

from collections.abc import Callable
from typing import Any, Protocol

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    get_named_type,
    is_leaf_type,
)

from graph.reads.asked import Arguments, Path
from graph.reads.carried import Carried
from graph.reads.dialect import Dialect, literal
from graph.reads.failing import MARK, Failing
from graph.reads.refusals import Code, Refused
from graph.reads.rows import BY_KIND, NODES, READ, ROW_TABLES, Beside, Identity, Leaf, Many, One, Pages
from graph.reads.selection import Selections
from graph.reads.statement import Scope, Statement

Nodes = list[FieldNode]
Allowed = Callable[[str, str], bool]
"""Whether the caller may read a field, by the names of its type and of itself."""


class Paged(Protocol):
    """Writes a connection; see `graph.reads.pages`."""

    def __call__(self, writer: "Writer", how: Pages, field: "Field", row: str) -> str:
        """The SQL of the connection's JSON, narrowed to what belongs to the row."""


class Uncompilable(Exception):  # noqa: N818  # it names the field, which is the fault
    """A field that says of itself neither how it is read nor that it is computed: a fault of ours, never a fallback."""


class Field:
    """One field as a document asks for it."""

    def __init__(self, parent: GraphQLObjectType, nodes: Nodes, path: Path) -> None:
        self.name = nodes[0].name.value
        self.definition: GraphQLField = parent.fields[self.name]
        self.type: Any = get_named_type(self.definition.type)
        self.nodes = nodes
        self.path = path
        self.arguments = Arguments(self.definition, nodes[0], path)
        self.dated = "on" in self.definition.args

    @property
    def how(self) -> object:
        """How it is read, or `None`."""
        return self.definition.extensions["strawberry-definition"].metadata.get(READ)


def leaf(dialect: Dialect, type_: GraphQLOutputType, column: str) -> str:
    """The JSON of a column, as its GraphQL type has it."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        words = {str(getattr(one.value, "value", one.value)): name for name, one in named.values.items()}
        if all(word == name for word, name in words.items()):
            return column
        if all(word.upper() == name for word, name in words.items()):
            return f"upper({column})"
        cases = " ".join(f"when {literal(word)} then {literal(name)}" for word, name in words.items())
        return f"case {column} {cases} end"
    if named.name == "Boolean":
        return dialect.flag(column)
    if named.name == "DateTime":
        return dialect.moment(column)
    return dialect.day(column) if named.name == "Date" else column


class Writer:
    """Writes the objects of one statement."""

    def __init__(
        self,
        statement: Statement,
        selections: Selections,
        allowed: Allowed,
        paged: Paged,
        refused: list[Refused],
        failing: Failing | None = None,
    ) -> None:
        self.statement = statement
        self.dialect = statement.dialect
        self.selections = selections
        self.allowed = allowed
        self.paged = paged
        self.refused = refused
        self.failing = failing
        """The fields that this request is refused; `None` where none is expected to be."""

    def fields(self, type_: GraphQLObjectType, nodes: Nodes, path: Path) -> list[tuple[str, Field | None]]:
        """Each response key with its field; `__typename` has none. What the caller may not read is noted as refused."""
        found: list[tuple[str, Field | None]] = []
        for key, same in self.selections.below(type_, nodes).items():
            if same[0].name.value == "__typename":
                found.append((key, None))
                continue
            field = Field(type_, same, (*path, key))
            self.check(type_.name, field)
            if self.failing is not None:
                self.failing.know(field.path, field.definition.type, same)
            found.append((key, field))
        self.statement.weigh(len(found))
        return found

    def check(self, type_name: str, field: Field) -> None:
        """Note a refusal where the caller may not read the field."""
        self.check_name(type_name, field.name, field)

    def check_name(self, noun: str, name: str, field: Field, argument: Path = ()) -> None:
        """The same, of anything that has a name in the table of rights: a filter tells of what it looks at."""
        if not self.allowed(noun, name):
            changes = noun == "Mutation"
            en = f"Your roles do not {'do' if changes else 'read'} {noun}.{name}."
            ja = f"あなたの役割では {noun}.{name} を{'実行できません' if changes else '読めません'}。"
            at = tuple(node.loc.start for node in field.nodes if node.loc)
            self.refused.append(Refused(Code.FORBIDDEN, en, ja, field.path, argument=argument, at=at))

    def object(self, type_: Any, nodes: Nodes, scope: Scope, row: str, path: Path) -> str:
        """The JSON object of a row, of that type or of the type that its kind says."""
        if type_.name in BY_KIND:
            column, types = BY_KIND[type_.name]
            cases = " ".join(
                f"when {literal(kind)} then {self.object(self.named(name), nodes, scope, row, path)}"
                for kind, name in types.items()
            )
            return f"case {row}.{column} {cases} end"
        pairs = []
        for key, field in self.fields(type_, nodes, path):
            value = literal(type_.name) if field is None else self.field(type_, field, scope, row)
            pairs.append((key, value))
        return self.dialect.record(pairs)

    def named(self, name: str) -> Any:
        """The type of that name."""
        return self.selections.schema.type_map[name]

    def field(self, type_: GraphQLObjectType, field: Field, scope: Scope, row: str) -> str:
        """The JSON of one field of a row."""
        written = self._apart if scope.full else self._field
        return self.or_mark(field, lambda: written(type_, field, scope, row))

    def or_mark(self, field: Field, written: Callable[[], str]) -> str:
        """What is written for a field, or the mark of a refused one."""
        if self.failing is None:
            return written()
        if field.path not in self.failing.refused:
            try:
                return written()
            except Refused as refused:
                self.failing.refuse(field.path, refused)
        return self.dialect.record([(MARK, "1")])

    def _apart(self, type_: GraphQLObjectType, field: Field, scope: Scope, row: str) -> str:
        """The same, with what it wants beside the row in a query of its own."""
        within = scope.again()
        value = self._field(type_, field, within, row)
        return f"(select {value} from (select 1 as one) one{within.joined})" if within.joins else value

    def _field(self, type_: GraphQLObjectType, field: Field, scope: Scope, row: str) -> str:
        how = field.how
        if isinstance(how, Leaf) and is_leaf_type(field.type):
            return self._leaf(field, how, scope, row)
        if isinstance(how, Identity):
            return self.dialect.opaque((literal(type_.name), f"{row}.id"))
        if isinstance(how, One):
            return self._one(field, how, scope, row)
        if isinstance(how, Many):
            return self._many(field, how, scope, row)
        if isinstance(how, Pages):
            return self.paged(self, how, field, row)
        raise Uncompilable(f"{type_.name}.{field.name}")

    def beside(self, scope: Scope, beside: Beside | None, row: str, field: Field) -> str:
        """The alias of what stands beside a row, on the day that the field asks about."""
        day = self.statement.day(field.arguments) if beside is not None and beside.dated else ""
        return scope.beside(beside, row, day)

    def _leaf(self, field: Field, how: Leaf, scope: Scope, row: str) -> str:
        it = self.beside(scope, how.beside, row, field)
        sql = how.choices[field.arguments.of(self.statement.ask)[how.by].value] if how.by else how.sql
        value = sql.format(it=it, row=row)
        return self.dialect.nested(f"({value})") if how.json else leaf(self.dialect, field.definition.type, value)

    def _one(self, field: Field, how: One, scope: Scope, row: str) -> str:
        it = self.beside(scope, how.beside, row, field)
        there = f"{it}.id is not null" + (f" and {how.where.format(it=it)}" if how.where else "")
        return f"case when {there} then {self.object(field.type, field.nodes, scope, it, field.path)} end"

    def _many(self, field: Field, how: Many, scope: Scope, row: str) -> str:
        beside = self.beside(scope, how.beside, row, field)
        inner, it = self.statement.alias("i"), self.statement.alias("m")
        names = {"it": inner, "row": row, "beside": beside, "day": ""}
        conditions = [how.where]
        if how.on_day and not field.arguments.of(self.statement.ask).get("ever"):
            conditions.append(how.on_day)
            names["day"] = self.statement.day(field.arguments)
        listed, carried = Scope(self.statement, inner), Carried([inner])
        if how.value:
            body = leaf(self.dialect, field.type, how.value.format(it=inner))
        else:
            body = self.object(field.type, field.nodes, listed, inner, field.path)
        order = how.order.format(it=inner)
        array = carried.read(self.dialect.array(body, order), it)
        joined = carried.read(listed.joined, it)
        rows = (
            f"select 1 as one{carried.columns} from {how.table.format(**names)} {inner}{how.joins.format(**names)}"
            f" where {' and '.join(conditions).format(**names)}{self.dialect.in_order(order)}"
        )
        found = f"(select {array} from ({rows}) {it}{joined})"
        return f"case when {how.there.format(beside=beside)} then {found} end" if how.there else found


__all__ = ["NODES", "ROW_TABLES", "Field", "Nodes", "Uncompilable", "Writer", "leaf"]
