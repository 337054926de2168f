"""A document that is answered otherwise, made smaller as long as it still is: what nobody wants to do by hand."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.graph.reference.executor import SCHEMA

Fails = Callable[[str], Awaitable[bool]]
"""Whether a document, with the variables that it had, is still answered otherwise."""


async def reduced(text: str, fails: Fails) -> str:
    """The document without all that can be left out; each part is tried, the larger ones first."""
    smaller = True
    while smaller:
        smaller = False
        for shorter in list(_shorter(parse(text))):
            if len(shorter) < len(text) and not validate(SCHEMA, parse(shorter)) and await fails(shorter):
                text, smaller = shorter, True
                break
    return text


def given_to(text: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the variables that a document still has."""
    return {name: value for name, value in variables.items() if f"${name}" in text}


def _shorter(document: DocumentNode) -> Iterator[str]:
    """The document without one of its parts, and without what nothing needs any more."""
    places = _Places()
    visit(document, places)
    for removed in places.found:
        yield print_ast(_without_unused(visit(document, _Without(removed))))


class _Places(Visitor):
    """Everything that may be left out: selections, arguments, conditions, and fields and places of their values."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Node] = []

    def enter(self, node: Node, *_: Any) -> None:
        for many in ("selections", "arguments", "directives", "fields", "values"):
            self.found += getattr(node, many, None) or ()


class _Without(Visitor):
    """Leaves a node out; where it was the last of its selections, whatever they are of, too."""

    def __init__(self, removed: Node) -> None:
        super().__init__()
        self.removed = removed

    def enter(self, node: Node, *_: Any) -> Any:
        return self.REMOVE if node is self.removed else None


def _without_unused(document: DocumentNode) -> DocumentNode:
    """A document without variables and fragments that it no longer needs."""
    while True:
        used = _Used()
        visit(document, used)
        smaller: DocumentNode = visit(document, _Unused(used.names))
        if print_ast(smaller) == print_ast(document):
            return smaller
        document = smaller


class _Used(Visitor):
    """The names of the variables and fragments that are used somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_variable(self, node: VariableNode, _: Any, parent: Any, *__: Any) -> None:
        if not isinstance(parent, VariableDefinitionNode):
            self.names.add(node.name.value)

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self.names.add(node.name.value)


class _Unused(Visitor):
    """Leaves out what is not used, and selections of nothing."""

    def __init__(self, used: set[str]) -> None:
        super().__init__()
        self.used = used

    def leave(self, node: Node, *_: Any) -> Any:
        if isinstance(node, FragmentDefinitionNode) and node.name.value not in self.used:
            return self.REMOVE
        if isinstance(node, VariableDefinitionNode) and node.variable.name.value not in self.used:
            return self.REMOVE
        below = getattr(node, "selection_set", None)
        if (
            isinstance(below, SelectionSetNode)
            and not below.selections
            and not isinstance(node, OperationDefinitionNode)
        ):
            return self.REMOVE
        return None
