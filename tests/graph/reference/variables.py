"""Values as a document writes them: as literals, or as variables that stand for the whole or for a part."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    IntValueNode,
    ListTypeNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    NonNullTypeNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    is_list_type,
    is_non_null_type,
)

from tests.graph.reference.choices import Choices

Part = Callable[[Any, Any], ValueNode]
"""Writes a part of a value, of that type."""


def literal(value: Any, type_: Any, part: Part | None = None) -> ValueNode:
    """A value of a type as a literal; its parts too, unless `part` writes them."""
    part = part or literal
    if is_non_null_type(type_):
        return literal(value, type_.of_type, part)
    if value is None:
        return NullValueNode()
    if is_list_type(type_):
        if not isinstance(value, list):
            return literal(value, type_.of_type, part)
        return ListValueNode(values=tuple(part(one, type_.of_type) for one in value))
    if isinstance(type_, GraphQLInputObjectType):
        fields = ((name, part(one, type_.fields[name].type)) for name, one in value.items())
        return ObjectValueNode(
            fields=tuple(ObjectFieldNode(name=NameNode(value=name), value=one) for name, one in fields)
        )
    if isinstance(value, bool):
        return BooleanValueNode(value=value)
    if isinstance(value, int):
        return IntValueNode(value=str(value))
    return EnumValueNode(value=value) if isinstance(type_, GraphQLEnumType) else StringValueNode(value=value)


def _type_node(type_: Any) -> Any:
    if is_non_null_type(type_):
        return NonNullTypeNode(type=_type_node(type_.of_type))
    if is_list_type(type_):
        return ListTypeNode(type=_type_node(type_.of_type))
    return NamedTypeNode(name=NameNode(value=type_.name))


class Variables:
    """The variables of one document: some given, some null, some left to their defaults, some not given at all."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.given: dict[str, Any] = {}
        self._known: dict[str, tuple[Any, Any]] = {}
        self._said: dict[str, str] = {}

    def written(self, value: Any, type_: Any) -> ValueNode:
        """A value of a type, wherever it stands: as a literal, as a variable, or with variables in it."""
        if self.choices.rarely(4):
            return VariableNode(name=NameNode(value=self._variable(value, type_)))
        return literal(value, type_, self.written)

    def _variable(self, value: Any, type_: Any) -> str:
        said = json.dumps([str(type_), value])
        if said in self._said:
            return self._said[said]
        name = self._said[said] = f"v{len(self._known)}"
        how = self.choices.number(4)
        default = literal(value, type_) if how == 4 and value is not None else None
        declared = type_.of_type if is_non_null_type(type_) and default is not None else type_
        self._known[name] = (_type_node(declared), default)
        if default is None and (value is not None or how > 1 or is_non_null_type(type_)):
            self.given[name] = value
        return name

    def definitions(self) -> Iterator[VariableDefinitionNode]:
        """They, as a document declares them."""
        for name, (type_node, default) in self._known.items():
            variable = VariableNode(name=NameNode(value=name))
            yield VariableDefinitionNode(variable=variable, type=type_node, default_value=default, directives=())
