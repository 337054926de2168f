"""Which fields of an object a document selects, as GraphQL's CollectFields says."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLAbstractType,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    SelectionNode,
    SelectionSetNode,
    is_abstract_type,
)
from graphql.execution.values import VariableValues, get_directive_values

Collected = dict[str, list[FieldNode]]
"""The nodes of each response key, in the order in which the keys first appear."""


class Selections:
    """The selections of one document, for one set of variables."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: VariableValues
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.variables = variables

    def of(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode | None]) -> Collected:
        """The fields that these selection sets, merged, select of an object of that type."""
        found: Collected = {}
        spread: set[str] = set()
        for one in sets:
            if one is not None:
                self._collect(type_, one, found, spread)
        return found

    def below(self, type_: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Collected:
        """The fields that the nodes of one response key select of the object that they answer with."""
        return self.of(type_, (node.selection_set for node in nodes))

    def _collect(
        self, type_: GraphQLObjectType, selections: SelectionSetNode, found: Collected, spread: set[str]
    ) -> None:
        for node in selections.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                found.setdefault((node.alias or node.name).value, []).append(node)
                continue
            fragment: Any = node
            if isinstance(node, FragmentSpreadNode):
                if node.name.value in spread:
                    continue
                spread.add(node.name.value)
                fragment = self.fragments[node.name.value]
            condition = fragment.type_condition
            if condition is None or self._applies(condition.name.value, type_):
                self._collect(type_, fragment.selection_set, found, spread)

    def _applies(self, condition: str, type_: GraphQLObjectType) -> bool:
        named = self.schema.type_map[condition]
        if named is type_:
            return True
        return is_abstract_type(named) and self.schema.is_sub_type(_abstract(named), type_)

    def _included(self, node: SelectionNode) -> bool:
        if not node.directives:
            return True
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        if skip is not None and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return include is None or bool(include["if"])


def _abstract(named: Any) -> GraphQLAbstractType:
    abstract: GraphQLAbstractType = named
    return abstract
