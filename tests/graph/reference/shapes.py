"""What documents select: drawn by hypothesis-graphql, which knows neither variables nor fragments nor merged fields.

It is shown the schema without arguments, unrolled to a depth: each type anew at each step from row to row, until rows
have leaves alone. Of a schema that goes round in circles it draws hardly more than a leaf, or far too much.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
    is_wrapping_type,
)
from hypothesis import strategies as st
from hypothesis_graphql import queries

from tests.graph.reference.executor import SCHEMA

ANYTHING = ("node", "nodes")
"""Root fields that lead to all types at once, so that hardly anything else would be drawn beside them."""


class _Unrolled:
    """The types of the schema, without arguments, each at as many levels as it is reached at."""

    def __init__(self, roots: Iterable[str], deep: int) -> None:
        self.roots, self.deep = frozenset(roots), deep
        self.made: dict[str, Any] = {}

    def schema(self) -> GraphQLSchema:
        """They, as a schema."""
        query = self.type(SCHEMA.query_type, 0)
        made = 0
        while made < len(self.made):  # asked for its fields, a type makes those that it leads to
            made = len(self.made)
            for one in list(self.made.values()):
                assert one.fields
        return GraphQLSchema(query, types=list(self.made.values()), assume_valid=True)

    def type(self, type_: Any, level: int) -> Any:
        """A type at a level; its name says both."""
        name = f"{type_.name}__{level}"
        if name not in self.made:
            if isinstance(type_, GraphQLInterfaceType):
                self.made[name] = GraphQLInterfaceType(name, lambda: self.fields(type_, level))
                for narrower in SCHEMA.get_implementations(type_).objects:
                    self.type(narrower, level)
            else:
                self.made[name] = GraphQLObjectType(
                    name, lambda: self.fields(type_, level), lambda: [self.type(one, level) for one in type_.interfaces]
                )
        return self.made[name]

    def fields(self, type_: Any, level: int) -> dict[str, GraphQLField]:
        """The fields of a type: of the root those that are wanted, of the last level leaves alone."""
        fields = {}
        for name, field in type_.fields.items():
            named: Any = get_named_type(field.type)
            below = level + (not _is_frame(type_.name) and not _is_frame(named.name))
            if is_leaf_type(named):
                fields[name] = GraphQLField(field.type)
            elif name in self.roots if type_ is SCHEMA.query_type else below <= self.deep:
                fields[name] = GraphQLField(_wrapped(field.type, self.type(named, below)))
        return fields


def _wrapped(type_: Any, named: Any) -> Any:
    """A type, as another one is wrapped up in lists and in what is never null."""
    return type(type_)(_wrapped(type_.of_type, named)) if is_wrapping_type(type_) else named


def _is_frame(name: str) -> bool:
    """Whether a type only leads to rows."""
    return name in {"Query", "PageInfo"} or name.endswith(("Connection", "Edge"))


NO_READING = frozenset({"mayProvide"})
"""What the gate answers is kept, so it is no question of the register; `tests/vendors/gate` draws its own."""


@cache
def shapes(*, anything: bool, deep: int) -> st.SearchStrategy[SelectionSetNode]:
    """The selections of a whole document: of `node` and `nodes`, or of all other root fields."""
    query: Any = SCHEMA.query_type
    roots = [name for name in query.fields if (name in ANYTHING) is anything and name not in NO_READING]
    return queries(_Unrolled(roots, deep).schema(), print_ast=_selections)


def _selections(document: DocumentNode) -> SelectionSetNode:
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode), "what is drawn is one question"
    return operation.selection_set


def type_named(unrolled: str) -> Any:
    """The type that was unrolled under that name."""
    return SCHEMA.type_map[unrolled.partition("__")[0]]
