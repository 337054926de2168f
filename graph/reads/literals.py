"""Literals: what a document writes out where it could have used a variable, lifted out of it.

`transfer(code: "a")` and `transfer(code: "b")` are one document with two values: they have the same *pattern*, the text
with a mark for each number and each text in it, and equal marks for equal values, for whether two values are equal
decides whether fields can be merged. Of documents with one pattern the first is parsed and validated; its literals
become variables that no document can name, and the others bring nothing but their values, each of which is
checked as validation would check it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FloatValueNode,
    GraphQLError,
    GraphQLSchema,
    IntValueNode,
    NameNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Undefined,
    VariableNode,
    Visitor,
    VisitorAction,
    parse_const_value,
    visit,
)
from graphql.utilities import coerce_input_literal

from graph.reads.rows import READ, Computed

_LITERAL = re.compile(
    r'"""[^"\\]*(?:(?:\\(?:""")?|"(?!""))[^"\\]*)*(?:""")?'  # a block, in which only three quotes end it
    r'|"[^"\\\n\r]*(?:\\.[^"\\\n\r]*)*"?'  # one without an end is taken too, so that it is looked at once alone
    r"|#[^\n\r]*"  # a comment: nothing in it is a literal
    r"|(?<![0-9A-Za-z_.$@])-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z_.])"
)
_MARK = "\0"
"""Stands in a pattern for a literal; in a document it can stand nowhere but in a comment."""
_WHOLE = re.compile(r"-?[0-9]+\Z")
_PLAIN = re.compile(r'"[^\\\x00-\x1f"]*"\Z')

MOST = 400
"""A document with more literals is taken as it stands."""

Value = StringValueNode | IntValueNode | FloatValueNode


@dataclass(frozen=True)
class Literal:
    """A literal as a document writes it."""

    raw: str
    start: int
    """Its offset."""

    @property
    def kind(self) -> str:
        """What it is, for the pattern."""
        if self.raw[0] != '"':
            return "i" if _WHOLE.match(self.raw) else "f"
        return "b" if self.raw.startswith('"""') else "s"

    def node(self) -> Value:
        """What GraphQL reads there; raises `GraphQLError` where it is no literal."""
        if self.raw[0] != '"':
            return IntValueNode(value=self.raw) if self.kind == "i" else FloatValueNode(value=self.raw)
        if _PLAIN.match(self.raw):
            return StringValueNode(value=self.raw[1:-1])
        node: Any = parse_const_value(self.raw)
        return StringValueNode(value=node.value, block=node.block)


@dataclass(frozen=True)
class Written:
    """A document as it is written: its pattern, and its literals in their order."""

    pattern: str
    literals: tuple[Literal, ...]
    nodes: tuple[Value, ...]


def written(text: str) -> Written | None:
    """The document's pattern and its literals; `None` where it has none to lift, or is not worth it."""
    if _MARK in text:
        return None
    literals: list[Literal] = []
    nodes: list[Value] = []
    pieces: list[str] = []
    marks: dict[tuple[str, str], int] = {}
    end = 0
    try:
        for found in _LITERAL.finditer(text):
            raw = found[0]
            if raw[0] == "#":
                continue
            if len(literals) == MOST:
                return None
            one = Literal(raw, found.start())
            node = one.node()
            mark = marks.setdefault((one.kind, node.value), len(marks))
            pieces += (text[end : one.start], f"{_MARK}{one.kind}{mark}{_MARK}")
            end = found.end()
            literals.append(one)
            nodes.append(node)
    except GraphQLError:
        return None
    return Written("".join((*pieces, text[end:])), tuple(literals), tuple(nodes)) if literals else None


@dataclass(frozen=True)
class Slots:
    """Which literals of a pattern became variables, of which types; the others stand as they are."""

    lifted: Mapping[int, tuple[str, Any]]
    """By the place among the literals: the variable's name and type."""
    first: Written
    """The document that was parsed and validated."""

    def values(self, written: Written) -> dict[str, Any] | None:
        """The values of the variables in another document; `None` where one is wrong there, or it differs elsewhere."""
        values: dict[str, Any] = {}
        for place, node in enumerate(written.nodes):
            slot = self.lifted.get(place)
            if slot is None:
                if written.literals[place].raw != self.first.literals[place].raw:
                    return None
            elif slot[0] not in values:
                value = coerce_input_literal(node, slot[1])
                if value is Undefined:
                    return None
                values[slot[0]] = value
        return values

    def offset(self, written: Written, at: int) -> int:
        """Where in another document stands what in the first stands at that offset."""
        moved = at
        for mine, its in zip(self.first.literals, written.literals, strict=True):
            if mine.start >= at:
                break
            moved += len(its.raw) - len(mine.raw)
        return moved


def lifted(schema: GraphQLSchema, document: DocumentNode, written: Written) -> tuple[DocumentNode, Slots]:
    """The document with variables for the literals that fields are read by, and which they are."""
    types = TypeInfo(schema)
    visitor = _Lifting(types, written)
    changed: DocumentNode = visit(document, TypeInfoVisitor(types, visitor))
    return changed, Slots(visitor.lifted, written)


class _Lifting(Visitor):
    """Puts variables in the place of literals, wherever a field that is read by SQL takes them.

    A directive's stay, for they decide what is asked; so do defaults of variables, which are values already.
    """

    def __init__(self, types: TypeInfo, written: Written) -> None:
        super().__init__()
        self.types = types
        self.places = {one.start: place for place, one in enumerate(written.literals)}
        self.written = written
        self.lifted: dict[int, tuple[str, Any]] = {}
        self._names: dict[tuple[object, str], str] = {}

    def enter_directive(self, *_: Any) -> VisitorAction:
        """Leave it as it is."""
        return self.SKIP

    def enter_variable_definition(self, *_: Any) -> VisitorAction:
        """Leave it as it is."""
        return self.SKIP

    def enter_string_value(self, node: StringValueNode, *_: Any) -> VariableNode | None:
        """Lift it."""
        return self._variable(node)

    def enter_int_value(self, node: IntValueNode, *_: Any) -> VariableNode | None:
        """Lift it."""
        return self._variable(node)

    def enter_float_value(self, node: FloatValueNode, *_: Any) -> VariableNode | None:
        """Lift it."""
        return self._variable(node)

    def _variable(self, node: Value) -> VariableNode | None:
        field, type_ = self.types.get_field_def(), self.types.get_input_type()
        place = self.places.get(node.loc.start) if node.loc else None
        if place is None or type_ is None or field is None or not _is_read(field):
            return None
        one = self.written.nodes[place]
        key = ((self.written.literals[place].kind, one.value), str(type_))
        name = self._names.setdefault(key, str(len(self._names)))
        self.lifted[place] = (name, type_)
        return VariableNode(name=NameNode(value=name, loc=node.loc), loc=node.loc)


def _is_read(field: Any) -> bool:
    definition = field.extensions.get("strawberry-definition")
    return definition is not None and not isinstance(definition.metadata.get(READ), Computed | None)
