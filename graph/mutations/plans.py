"""Plans of mutations: who may do them, and how the rows are read that they answer with, known before any is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLSchema, VariableNode, Visitor, VisitorAction, visit

from graph.reads.asked import Arguments, Ask, shape
from graph.reads.dialect import Dialect
from graph.reads.named import Does, Handles, Manages, Named, Records, named
from graph.reads.objects import Allowed, Field, Writer
from graph.reads.pages import paged
from graph.reads.plans import Compiled, Counters, Prepared
from graph.reads.recent import Recent
from graph.reads.refusals import Refusals, Refused
from graph.reads.selection import Selections
from graph.reads.statement import Statement

MOST = 512
_MOST_BYTES = 32 * 2**20
_BYTES = 4096
"""About what a plan takes, its document apart."""
How = Does | Manages | Handles | Records
"""Which verb a root field is."""
WORK = 100
"""What writing an entry costs, in values of an answer."""


@dataclass(frozen=True)
class Doing:
    """One verb of a document: what it is given, and how its answer is made."""

    how: How
    field: Field
    answers: Mapping[str, Field | None]
    """The fields of its answer by response key; `__typename` has none."""
    rows: Mapping[str, Compiled]
    """Those of them that are rows."""

    def said(self, ask: Ask) -> Mapping[str, Any]:
        """What it is given."""
        given: Mapping[str, Any] = self.field.arguments.of(ask)["input"]
        return given

    def entries(self, ask: Ask) -> int:
        """How many entries it is given."""
        return entries_in(self.field.arguments, ask)


@dataclass(frozen=True)
class MutationPlan:
    """One operation: its verbs by response key, in their order."""

    verbs: Mapping[str, Doing | None]
    """`__typename` is no verb."""

    def cost(self, ask: Ask) -> int:
        """What it costs."""
        whole = len(self.verbs)
        for verb in filter(None, self.verbs.values()):
            whole += WORK * verb.entries(ask)
            for compiled in verb.rows.values():
                for pages, weight in compiled.weights:
                    times = weight
                    for size in pages:
                        times *= size(ask)
                    whole += times
        return whole

    def most_rows(self, ask: Ask) -> int:
        """How many rows it answers with, if each page is full."""
        return sum(one.rows(ask) for verb in filter(None, self.verbs.values()) for one in verb.rows.values())

    def refusals(self, ask: Ask) -> list[Refused]:
        """What its answers are refused for, as far as only a value tells; found before anything is done."""
        those = [one for verb in filter(None, self.verbs.values()) for one in verb.rows.values()]
        found = (refused for one in those for refused in one.refusals(ask))
        return [*{(refused.code, tuple(refused.path)): refused for refused in found}.values()]


def entries_in(arguments: Arguments, ask: Ask) -> int:
    """How many entries the input of a verb holds."""
    return max((len(value) for value in arguments.of(ask)["input"].values() if isinstance(value, list)), default=1)


class MutationPlanner:
    """Makes plans of mutations, and keeps them."""

    def __init__(self, schema: GraphQLSchema, dialect: Dialect) -> None:
        self.schema = schema
        self.dialect = dialect
        self.counters = Counters()
        self._plans: Recent[object, MutationPlan] = Recent(MOST, _MOST_BYTES)
        self._deciding: Recent[int, frozenset[str]] = Recent(MOST, _MOST_BYTES)

    def plan(self, prepared: Prepared, ask: Ask, roles: object, allowed: Allowed) -> MutationPlan:
        """The plan for a request; raises `Refusals` where the caller may not do it, or not read what it answers."""
        deciding = {name: ask.variables.coerced[name] for name in self._decide(prepared) & ask.variables.coerced.keys()}
        key = (prepared.number, shape(deciding), roles)
        plan = self._plans.get(key)
        if plan is not None:
            self.counters.hits += 1
            return plan
        self.counters.misses += 1
        plan = self._make(prepared, ask, allowed)
        self._plans.put(key, plan, prepared.bytes + _BYTES * (1 + len(plan.verbs)))
        return plan

    def _decide(self, prepared: Prepared) -> frozenset[str]:
        """The variables whose shape may decide how the answers of a document are read."""
        found = self._deciding.get(prepared.number)
        if found is None:
            found = _deciding(prepared)
            self._deciding.put(prepared.number, found, _BYTES)
        return found

    def _make(self, prepared: Prepared, ask: Ask, allowed: Allowed) -> MutationPlan:
        mutation: Any = self.schema.mutation_type
        selections = Selections(self.schema, prepared.fragments, ask.variables)
        refused: list[Refused] = []
        verbs: dict[str, Doing | None] = {}
        for key, nodes in selections.of(mutation, [prepared.operation.selection_set]).items():
            if nodes[0].name.value == "__typename":
                verbs[key] = None
                continue
            field = Field(mutation, nodes, (key,))
            reading = _Reading(self.dialect, ask, selections, allowed, refused)
            reading.writer().check(mutation.name, field)
            how = field.how
            assert isinstance(how, How), f"Mutation.{field.name} says which verb it is"
            answers = dict(reading.writer().fields(field.type, nodes, (key,)))
            rows = {
                below: reading.compiled(one, field.arguments)
                for below, one in answers.items()
                if one is not None and isinstance(one.how, Named)
            }
            verbs[key] = Doing(how, field, answers, rows)
        if refused:
            raise Refusals(refused)
        return MutationPlan(verbs)


@dataclass(frozen=True)
class _Reading:
    """What the SQL of one answer is written with."""

    dialect: Dialect
    ask: Ask
    selections: Selections
    allowed: Allowed
    refused: list[Refused]

    def writer(self) -> Writer:
        """A writer of a new statement."""
        return Writer(Statement(self.dialect, self.ask), self.selections, self.allowed, paged, self.refused)

    def compiled(self, field: Field, arguments: Arguments) -> Compiled:
        """The rows that a verb answers with, as SQL."""
        how: Any = field.how
        writer = self.writer()
        statement = writer.statement

        def size(ask: Ask) -> int:
            return entries_in(arguments, ask) if how.many else 1

        statement.sizes.append((size,))
        statement.pages = (size,)
        sql = named(writer, how, field)
        return Compiled(
            f"select {self.dialect.text(sql)}",
            tuple(statement.binders),
            tuple(statement.sizes),
            statement.slow,
            tuple(statement.weights.items()),
        )


class _Variables(Visitor):
    """The variables that a document reads anywhere but in the inputs of its verbs, whose values decide no SQL."""

    def __init__(self, inputs: frozenset[int]) -> None:
        super().__init__()
        self.inputs = inputs
        self.found: set[str] = set()

    def enter_argument(self, node: Any, *_: Any) -> VisitorAction:
        """Pass over the input of a verb."""
        return self.SKIP if id(node) in self.inputs else None

    def enter_variable(self, node: VariableNode, *_: Any) -> None:
        """Note it."""
        self.found.add(node.name.value)


def _deciding(prepared: Prepared) -> frozenset[str]:
    """The variables whose shape may decide how the answers are read."""
    roots = [one for one in prepared.operation.selection_set.selections if isinstance(one, FieldNode)]
    inputs = frozenset(id(one) for root in roots for one in root.arguments or ())
    visitor = _Variables(inputs)
    visit(prepared.operation.selection_set, visitor)
    for fragment in prepared.fragments.values():
        visit(fragment, visitor)
    return frozenset(visitor.found)


__all__ = ["Doing", "MutationPlan", "MutationPlanner"]
