"""Plans: what a document becomes, kept by document, by the shape of its variables, and by the roles of who asks."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph.reads.asked import Ask, shape
from graph.reads.database import Work
from graph.reads.dialect import Dialect
from graph.reads.failing import Failing
from graph.reads.objects import Allowed, Field, Writer
from graph.reads.page import size as size_of_page
from graph.reads.pages import paged
from graph.reads.recent import Recent
from graph.reads.refusals import Refusals, Refused
from graph.reads.roots import is_row, root
from graph.reads.rows import Computed
from graph.reads.selection import Selections
from graph.reads.statement import Binder, Size, Statement
from graph.reads.variables import Variables

MOST = 2048
MOST_BYTES = 128 * 2**20
"""What plans may take. A plan holds on to its document, so each counts as if it were the only one that does."""
_BYTES_OF_VALUE = 1024
_BYTES_OF_SIGN = 128
"""About what a sign of a document becomes when it is parsed."""
_numbers = count()


@dataclass(frozen=True)
class Compiled:
    """One root field as SQL that answers with one text: the field's JSON."""

    sql: str
    binders: tuple[Binder, ...]
    sizes: tuple[tuple[Size, ...], ...]
    slow: bool
    weights: tuple[tuple[tuple[Size, ...], int], ...]
    """For the rows of these pages, the values that each is asked for."""

    def values(self, ask: Ask, dialect: Dialect) -> list[object]:
        """What the statement is given for a request."""
        return [dialect.value(binder(ask)) for binder in self.binders]

    def refusals(self, ask: Ask) -> Iterator[Refused]:
        """What the fields of the statement are refused with for a request, as far as only a value tells."""
        for reads in (*self.binders, *(size for nested in self.sizes for size in nested)):
            try:
                reads(ask)
            except Refused as refused:
                yield refused

    def rows(self, ask: Ask) -> int:
        """How many rows its pages have, if each is full."""
        whole = 0
        for nested in self.sizes:
            product = 1
            for size in nested:
                product *= size(ask)
            whole += product
        return whole


@dataclass(frozen=True)
class Plan:
    """One operation: the response keys in their order, and how each is answered."""

    keys: tuple[str, ...]
    rows: Mapping[str, Compiled]
    constants: Mapping[str, str]
    computed: DocumentNode | None
    """The root fields that ordinary resolvers answer, as a document of their own."""
    pages: tuple[Size, ...] = ()
    """How many rows the connections among these have; what is refused there has none."""

    @cached_property
    def slow(self) -> bool:
        """Whether any of it may read more than pages."""
        return any(compiled.slow for compiled in self.rows.values())

    @cached_property
    def paged(self) -> tuple[Compiled, ...]:
        """What has pages."""
        return tuple(compiled for compiled in self.rows.values() if compiled.sizes)

    @property
    def bytes(self) -> int:
        """About how much it takes, its document apart."""
        return sum(2 * len(one.sql) + _BYTES_OF_VALUE * len(one.binders) for one in self.rows.values())

    @property
    def introspects(self) -> bool:
        """Whether it looks at the schema."""
        return self.computed is not None and any(_looks_at_schema(one) for one in self.computed.definitions[:1])

    def work(self, ask: Ask, dialect: Dialect) -> dict[str, Work]:
        """The statements with their values for a request; raises `Refused` where a value is no value."""
        self.most_rows(ask)
        return {key: (compiled.sql, compiled.values(ask, dialect)) for key, compiled in self.rows.items()}

    def most_rows(self, ask: Ask) -> int:
        """How many rows its pages have, if each is full."""
        rows = sum(compiled.rows(ask) for compiled in self.paged) if self.paged else 0
        return rows + sum(size(ask) for size in self.pages) if self.pages else rows


@dataclass
class Prepared:
    """A document that was parsed, weighed and validated, with one of its operations chosen."""

    document: DocumentNode
    operation: OperationDefinitionNode
    number: int = field(default_factory=_numbers.__next__)
    """Which one it is; no other has it."""
    _variables: Variables | None = None

    def variables(self, schema: GraphQLSchema) -> Variables:
        """The variables of the operation; looked at when they are first wanted."""
        if self._variables is None:
            self._variables = Variables(schema, self.operation)
        return self._variables

    @property
    def bytes(self) -> int:
        """About how much it takes."""
        assert self.document.loc is not None, "the document was parsed without its places"
        return _BYTES_OF_SIGN * len(self.document.loc.source.body)

    @property
    def fragments(self) -> dict[str, FragmentDefinitionNode]:
        """Its fragments by name."""
        return {one.name.value: one for one in self.document.definitions if isinstance(one, FragmentDefinitionNode)}


@dataclass
class Counters:
    """How often a plan was there, and how often it had to be made."""

    hits: int = 0
    misses: int = 0


class Planner:
    """Makes plans, and keeps them."""

    def __init__(self, schema: GraphQLSchema, dialect: Dialect) -> None:
        self.schema = schema
        self.dialect = dialect
        self.counters = Counters()
        self.plans: Recent[Hashable, Plan] = Recent(MOST, MOST_BYTES)

    def plan(self, prepared: Prepared, ask: Ask, roles: Hashable, allowed: Allowed) -> Plan:
        """The plan for a request; raises `Refusals` where the caller may not read what it asks for."""
        key = (prepared.number, shape(ask.variables.coerced), roles)
        plan = self.plans.get(key)
        if plan is not None:
            self.counters.hits += 1
            return plan
        self.counters.misses += 1
        plan = self._make(prepared, ask, allowed)
        self.plans.put(key, plan, prepared.bytes + plan.bytes + 4 * len(repr(key)))
        return plan

    def failing(self, prepared: Prepared, ask: Ask, allowed: Allowed) -> tuple[Plan, Failing]:
        """The plan for a request some of whose fields are refused, with those fields; for that request alone."""
        failing = Failing()
        while True:
            known = set(failing.refused)
            plan = self._make(prepared, ask, allowed, failing)
            if len(failing.refused) > len(known):
                continue  # what was written of a refused field has to go
            for key, compiled in plan.rows.items():
                for refused in compiled.refusals(ask):
                    path = tuple(refused.path)
                    failing.refuse((key,) if path in known else path or (key,), refused)
            if len(failing.refused) == len(known):
                return plan, failing

    def _make(self, prepared: Prepared, ask: Ask, allowed: Allowed, failing: Failing | None = None) -> Plan:
        query: Any = self.schema.query_type
        selections = Selections(self.schema, prepared.fragments, ask.variables)
        found = selections.of(query, [prepared.operation.selection_set])
        rows: dict[str, Compiled] = {}
        constants: dict[str, str] = {}
        computed: list[FieldNode] = []
        pages: list[Size] = []
        refused: list[Refused] = []
        for key, nodes in found.items():
            name = nodes[0].name.value
            if name == "__typename":
                constants[key] = query.name
            elif name.startswith("__"):
                computed += nodes
            else:
                asked = Field(query, nodes, (key,))
                statement = Statement(self.dialect, ask)
                writer = Writer(statement, selections, allowed, paged, refused, failing)
                writer.check(query.name, asked)
                if failing is not None:
                    failing.know(asked.path, asked.definition.type, nodes)
                if is_row(asked):
                    rows[key] = _compiled(writer, asked)
                else:
                    computed += nodes
                    pages += _pages(asked)
        if refused:
            raise Refusals(refused)
        document = _document(prepared, computed) if computed else None
        return Plan(tuple(found), rows, constants, document, tuple(pages))


def _looks_at_schema(operation: Any) -> bool:
    return any(one.name.value.startswith("__") for one in operation.selection_set.selections)


def _pages(asked: Field) -> Iterator[Size]:
    """How many rows a computed field has, where it is a connection."""

    def rows(ask: Ask) -> int:
        try:
            return size_of_page(asked.arguments, ask)
        except Refused:
            return 0  # its resolver says why

    if isinstance(asked.how, Computed) and asked.how.paged:
        yield rows


def _compiled(writer: Writer, asked: Field) -> Compiled:
    sql = writer.dialect.text(writer.or_mark(asked, lambda: root(writer, asked)))
    statement = writer.statement
    return Compiled(
        f"select {sql}",
        tuple(statement.binders),
        tuple(statement.sizes),
        statement.slow,
        tuple(statement.weights.items()),
    )


def _document(prepared: Prepared, nodes: list[FieldNode]) -> DocumentNode:
    """The operation with these root fields alone; their fragments, directives and variables are as they were."""
    whole = prepared.operation
    operation = OperationDefinitionNode(
        operation=whole.operation,
        name=whole.name,
        variable_definitions=whole.variable_definitions,
        directives=whole.directives,
        selection_set=SelectionSetNode(selections=tuple(nodes)),
        loc=whole.loc,
    )
    return DocumentNode(definitions=(operation, *prepared.fragments.values()))
