"""Look-ups: trusted questions for which there is nothing left to do but to fill in the variables.

Such a question asks for one row, or for one list without pages; what its statement is given is variables, each one
plain value. Where a value is missing, null or wrong, the question goes the way of all others, which says what is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import GraphQLBoolean, GraphQLError, GraphQLScalarType, OperationType, get_named_type, is_scalar_type

from graph.reads.asked import Ask, Given
from graph.reads.cost import cost
from graph.reads.dialect import Dialect
from graph.reads.plans import Plan, Prepared
from graph.reads.variables import Variables


@dataclass(frozen=True)
class Lookup:
    """A question that is asked by its variables alone."""

    key: str
    """The response key of its one root field."""
    sql: str
    given: Sequence[tuple[str, GraphQLScalarType]]
    """The variables in the order in which the statement is given them, each with its type."""
    cost: int
    dialect: Dialect

    def values(self, variables: Mapping[str, Any]) -> list[object] | None:
        """What the statement is given for a request; `None` where a value is not at once right."""
        values = []
        for name, type_ in self.given:
            value = variables.get(name)
            if value is None:
                return None
            right = _right(type_, self.dialect, value) if type(value) is str else _coerced(type_, self.dialect, value)
            if right is None:
                return None
            values.append(right)
        return values


def _coerced(type_: GraphQLScalarType, dialect: Dialect, value: object) -> object:
    """What the statement is given for a value; `None` where that is not at once right."""
    try:
        right = type_.coerce_input_value(value)
    except (GraphQLError, TypeError, ValueError):
        return None
    return None if isinstance(right, str) and "\0" in right else dialect.value(right)


_right = lru_cache(1_000)(_coerced)
"""The same for a text: the same days and codes are asked for over and over."""


def lookup_of(prepared: Prepared, variables: Variables, plan: Plan, ask: Ask, dialect: Dialect) -> Lookup | None:
    """The look-up that a planned question is, or `None` where it is more than that."""
    if prepared.operation.operation is not OperationType.QUERY or plan.slow or plan.paged or len(plan.rows) != 1:
        return None
    ((key, compiled),) = plan.rows.items()
    # What has another type may decide the SQL itself, as a flag or a word does.
    types = {
        one.name: named
        for one in variables.plain or ()
        if is_scalar_type(named := get_named_type(one.type)) and named is not GraphQLBoolean
    }
    given = [one.variable if isinstance(one, Given) else None for one in compiled.binders]
    if plan.keys != (key,) or len(types) < len(variables.definitions) or types.keys() != set(given):
        return None
    filled = [(name, types[name]) for name in given if name is not None]
    return Lookup(key, compiled.sql, filled, cost(plan, ask), dialect)
