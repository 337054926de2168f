"""The variables of an operation, coerced as GraphQL says.

What they are is worked out once. Where each is one value that is there (no list, no object, no default), graphql-core
is asked for that value alone; where that comes to nothing it is asked for all of them, and says what is wrong.
"""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema, OperationDefinitionNode, Undefined, get_named_type, is_leaf_type, is_list_type
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import (
    VariableValues,
    VariableValuesOrErrors,
    VariableValueSource,
    get_variable_values,
)
from graphql.type import get_nullable_type
from graphql.utilities import coerce_input_value


class Variables:
    """The variables of one operation."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self.definitions = operation.variable_definitions or ()
        self.plain = _plain([get_variable_signature(schema, one) for one in self.definitions])
        """What they are where each is one value without a default; else `None`."""

    def coerced(self, given: Mapping[str, Any], most_errors: int) -> VariableValuesOrErrors:
        """Their values for a request, or what is wrong with them."""
        values = self._one_by_one(given)
        if values is None:
            return get_variable_values(self._schema, self.definitions, dict(given), max_errors=most_errors)
        return values

    def _one_by_one(self, given: Mapping[str, Any]) -> VariableValues | None:
        """Their values where each is plain and right."""
        if self.plain is None:
            return None
        sources: dict[str, VariableValueSource] = {}
        coerced: dict[str, Any] = {}
        for one in self.plain:
            value = given.get(one.name)
            right = Undefined if value is None else coerce_input_value(value, one.type)
            if right is Undefined:
                return None
            sources[one.name], coerced[one.name] = VariableValueSource(one, value), right
        return VariableValues(sources, coerced)


def _plain(signatures: list[Any]) -> list[GraphQLVariableSignature] | None:
    """The variables, if each of them is one value without a default."""
    for one in signatures:
        if not isinstance(one, GraphQLVariableSignature) or one.default is not None:
            return None
        if is_list_type(get_nullable_type(one.type)) or not is_leaf_type(get_named_type(one.type)):
            return None
    return signatures
