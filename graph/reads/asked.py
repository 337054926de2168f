"""What one request asks with: its variables, the day that is today, and the arguments of each field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    named: Sequence[str] = ()
    """The rows that a verb answers with, by what names them."""
    lasting: "dict[Arguments, Mapping[str, Any]]" = field(default_factory=dict)
    """The same of fields whose arguments hang on nothing but the words of the document."""


_MOST_LASTING = 1000
_ABSENT = object()
"""In place of a variable that is not there. GraphQL's own `Undefined` equals null, which is something else."""
_SHORT = 100
"""Letters of a text that is kept from one request to the next."""


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


def _is_short(value: object) -> bool:
    """Whether it may be kept: a plan outlasts its requests, so what it keeps of one has to be little."""
    return not isinstance(value, list | dict) and not (isinstance(value, str) and len(value) > _SHORT)


def _holds_nul(values: Iterable[object]) -> bool:
    for value in values:
        if isinstance(value, str):
            if "\0" in value:
                return True
        elif isinstance(value, dict | list) and _holds_nul(value.values() if isinstance(value, dict) else value):
            return True
    return False


class Arguments:
    """The arguments of one field of a document: known once where no variable is in them, else for each request."""

    def __init__(self, definition: GraphQLField, node: FieldNode, path: Path) -> None:
        self.definition = definition
        self.node = node
        self.path = path
        given: tuple[ArgumentNode, ...] = tuple(node.arguments or ())
        names = {name for one in given for name in _variables(one.value)}
        self.constant = not names
        self._names = tuple(names)
        self._last: tuple[list[Any], Mapping[str, Any]] | None = None
        self._lasts = all(name.isdigit() for name in names)  # lifted literals: see `graph.reads.literals`
        self._known: Mapping[str, Any] | None = None
        bare = [(one.name.value, one.value.name.value) for one in given if isinstance(one.value, VariableNode)]
        outer = {name: definition.args[name].out_name or name for name, _ in bare}
        self.bare = {outer[name]: variable for name, variable in bare} if len(bare) == len(given) else {}
        """Where all that is given is variables: the variable of each argument, by its name."""
        self._rest: Mapping[str, Any] | None = None
        """What the arguments are that are not given; known once they were worked out with these variables."""

    def of(self, ask: Ask) -> Mapping[str, Any]:
        """Their values, coerced as GraphQL says; absent ones have their default, or are not there."""
        if self._known is not None:
            return self._known
        seen = ask.lasting if self._lasts else ask.seen
        values = seen.get(self)
        if values is None:
            values = self._of_variables(ask.variables)
            if len(seen) >= _MOST_LASTING:
                seen.clear()
            seen[self] = values
        return values

    def _of_variables(self, variables: VariableValues) -> Mapping[str, Any]:
        """Their values with these variables; known where they are what they were the last time: mostly one day."""
        given = [variables.coerced.get(name, _ABSENT) for name in self._names]
        if self._last is not None and self._last[0] == given:
            return self._last[1]
        values = self._all_given(variables.coerced) or self._worked_out(variables)
        if _holds_nul(values.values()):
            raise Refused(
                Code.BAD_INPUT,
                "A text holds the character NUL, which no text of the register has.",
                "文字列に NUL 文字が含まれています。台帳の文字列には使われません。",
                self.path,
            )
        if self.constant:
            self._known = values
        if all(map(_is_short, given)):
            self._last = given, values
        return values

    def _all_given(self, coerced: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Their values where all that the document gives is variables, and each of these is there and not null."""
        if self._rest is None:
            return None
        values = dict(self._rest)
        for name, variable in self.bare.items():
            value = coerced.get(variable)
            if value is None:
                return None
            values[name] = value
        return values

    def _worked_out(self, variables: VariableValues) -> Mapping[str, Any]:
        try:
            values = get_argument_values(self.definition, self.node, variables)
        except GraphQLError as error:
            raise Refused(
                Code.BAD_INPUT,
                error.message,
                f"引数が正しくありません: {error.message}",
                self.path,
                at=tuple(error.positions or ()),
            ) from error
        if self.bare and all(variables.coerced.get(variable) is not None for variable in self.bare.values()):
            self._rest = {name: value for name, value in values.items() if name not in self.bare}
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


@dataclass(frozen=True)
class Given:
    """What a statement is given of a field's arguments: the value at a path, or today where there is none."""

    arguments: Arguments
    path: Path
    or_today: bool = False

    def __call__(self, ask: Ask) -> object:
        """The value for a request."""
        value = self.arguments.at(ask, self.path)
        return ask.today if value is None and self.or_today else value

    @property
    def variable(self) -> str | None:
        """The variable that is the value, where the document gives the field nothing but variables."""
        return self.arguments.bare.get(str(self.path[0])) if len(self.path) == 1 else None


def shape(value: object) -> object:
    """What of a value may decide the SQL: flags, words, and what is there, in lists of objects too.

    Never a text, a number, a day, or a list of such or of words: however long it is, it is one parameter.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return tuple([(name, shape(part)) for name, part in value.items()])
    if isinstance(value, list) and any(isinstance(part, dict) for part in value):
        return tuple([shape(part) for part in value])
    return "given"
