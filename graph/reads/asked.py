"""What one request asks with: its variables, the day that is today, and the arguments of each field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLError,
    GraphQLField,
    ListValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
    print_ast,
)
from graphql.execution.values import VariableValues, get_argument_values

from graph.allowance import Account
from graph.reads.refusals import Code, Refused

Path = tuple[str | int, ...]


@dataclass
class Ask:
    """One request, as far as a plan wants to know it."""

    variables: VariableValues
    today: date
    account: Account | None = None
    """What it is paid from."""
    seen: "dict[Arguments, Mapping[str, Any]]" = field(default_factory=dict)
    """The arguments worked out so far, by field."""
    lasting: "dict[Arguments, Mapping[str, Any]]" = field(default_factory=dict)
    """The same of fields whose arguments hang on nothing but the words of the document."""


_MOST_LASTING = 1000


def _variables(node: ValueNode) -> Iterator[str]:
    if isinstance(node, VariableNode):
        yield node.name.value
    elif isinstance(node, ListValueNode):
        for value in node.values:
            yield from _variables(value)
    elif isinstance(node, ObjectValueNode):
        for part in node.fields:
            yield from _variables(part.value)


def _named(parts: Iterable[ArgumentNode | ObjectFieldNode] | None, name: str | int) -> ValueNode | None:
    return next((part.value for part in parts or () if part.name.value == name), None)


def _holds_nul(value: object) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, Mapping):
        return any(map(_holds_nul, value.values()))
    return isinstance(value, list) and any(map(_holds_nul, value))


class Arguments:
    """The arguments of one field of a document: known once where no variable is in them, else for each request."""

    def __init__(self, definition: GraphQLField, node: FieldNode, path: Path) -> None:
        self.definition = definition
        self.node = node
        self.path = path
        given: tuple[ArgumentNode, ...] = tuple(node.arguments or ())
        names = {name for one in given for name in _variables(one.value)}
        self.constant = not names
        self._lasts = all(name.isdigit() for name in names)  # lifted literals: see `graph.reads.literals`
        self._known: Mapping[str, Any] | None = None

    def of(self, ask: Ask) -> Mapping[str, Any]:
        """Their values, coerced as GraphQL says; absent ones have their default, or are not there."""
        if self._known is not None:
            return self._known
        seen = ask.lasting if self._lasts else ask.seen
        values = seen.get(self)
        if values is None:
            try:
                values = get_argument_values(self.definition, self.node, ask.variables)
            except GraphQLError as error:
                raise Refused(
                    Code.BAD_INPUT,
                    error.message,
                    f"引数が正しくありません: {error.message}",
                    self.path,
                    at=tuple(error.positions or ()),
                ) from error
            if _holds_nul(values):
                raise Refused(
                    Code.BAD_INPUT,
                    "A text holds the character NUL, which no text of the register has.",
                    "文字列に NUL 文字が含まれています。台帳の文字列には使われません。",
                    self.path,
                )
            if self.constant:
                self._known = values
            else:
                if len(seen) >= _MOST_LASTING:
                    seen.clear()
                seen[self] = values
        return values

    def written(self, path: Path) -> tuple[str, Path]:
        """How the document writes the value at a path of arguments and input fields, and what of the path leads on.

        Equal texts with equal paths are equal values in one request. Empty where the document writes no such argument.
        """
        node: ValueNode | None = _named(self.node.arguments, path[0])
        for place, step in enumerate(path[1:], 1):
            below = _named(node.fields, step) if isinstance(node, ObjectValueNode) else None
            if node is None or below is None:
                return print_ast(node) if node is not None else "", path[place:]
            node = below
        return print_ast(node) if node is not None else "", ()

    def day(self, ask: Ask, name: str = "on") -> date:
        """The day that an argument gives, or today."""
        day = self.of(ask).get(name)
        return day if isinstance(day, date) else ask.today

    def at(self, ask: Ask, path: Path) -> Any:
        """The value at a path of arguments, input fields and places in lists, or `None` where it leads nowhere."""
        value: Any = self.of(ask)
        for step in path:
            if isinstance(value, Mapping):
                value = value.get(step)
            else:
                value = value[step] if isinstance(value, list) and isinstance(step, int) else None
        return value


def shape(value: object) -> object:
    """What of a value may decide the SQL: flags, words, and what is there, in lists of objects too.

    Never a text, a number, a day, or a list of such or of words: however long it is, it is one parameter.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return tuple((name, shape(part)) for name, part in value.items())
    if isinstance(value, list) and any(isinstance(part, Mapping) for part in value):
        return tuple(shape(part) for part in value)
    return "given"
