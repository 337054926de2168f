"""How large a question may be: depth, aliases, directives and fields, weighed in one pass that remembers fragments.

A fragment is weighed once, however often it is spread, so a document whose fragments each spread the next twice costs
no more than its length (its weight doubles, its weighing doesn't). Unknown and circular fragments weigh nothing here;
other rules of GraphQL refuse them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_location,
)

from graph.reads.refusals import Code, Refused


@dataclass(frozen=True)
class Limits:
    """The most that one request may ask."""

    depth: int = 15
    aliases: int = 60
    directives: int = 60
    fields: int = 1000
    repeats: int = 200
    """Fields that are asked for again beside themselves: GraphQL compares each with each."""
    tokens: int = 4000
    rows: int = 20_000
    """Rows on all its pages, if each is full."""
    seconds: float = 20.0
    """How long the database may work for it."""
    body: int = 1_048_576
    """Bytes of a request's body."""
    answer: int = 2**26
    """Signs of an answer, whose rows may hold long texts and long lists."""


@dataclass
class Weight:
    """What a selection set asks for, its fragments spread out."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    repeats: int = 0
    keys: set[str] = field(default_factory=set)
    """The response keys of the selection set itself."""

    def add(self, other: "Weight", *, deeper: bool = False) -> None:
        """Take another selection set's weight on top; `deeper` where it lies below a field of this one."""
        self.depth = max(self.depth, other.depth + deeper)
        self.aliases += other.aliases
        self.directives += other.directives
        self.fields += other.fields
        self.repeats += other.repeats
        if not deeper:
            self.repeats += len(self.keys & other.keys)
            self.keys |= other.keys


_SAYS = {
    "depth": (
        "It is {asked} levels deep; at most {most} are answered.",
        "深さが {asked} 段あります。{most} 段までです。",
    ),
    "aliases": (
        "It has {asked} aliases; at most {most} are answered.",
        "別名が {asked} 個あります。{most} 個までです。",
    ),
    "directives": (
        "It has {asked} directives; at most {most} are answered.",
        "ディレクティブが {asked} 個あります。{most} 個までです。",
    ),
    "fields": (
        "It asks for {asked} fields; at most {most} are answered.",
        "フィールドが {asked} 個あります。{most} 個までです。",
    ),
    "repeats": (
        "It asks for fields that are asked for already, {asked} times; at most {most} are answered.",
        "同じフィールドの繰り返しが {asked} 回あります。{most} 回までです。",
    ),
}
_LONGEST_NUMBER = 10**9


class Scales:
    """Weighs the operations of one document."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._weighed: dict[str, Weight] = {}

    def operation(self, operation: OperationDefinitionNode) -> Weight:
        """What an operation asks for."""
        weight = self._selections(operation.selection_set)
        weight.directives += len(operation.directives or ())
        return weight

    def _selections(self, selections: SelectionSetNode) -> Weight:
        weight = Weight()
        for node in selections.selections:
            weight.directives += len(node.directives or ())
            if isinstance(node, FragmentSpreadNode):
                weight.add(self._fragment(node.name.value))
            elif isinstance(node, FieldNode):
                key = (node.alias or node.name).value
                weight.repeats += key in weight.keys
                weight.keys.add(key)
                weight.add(self._field(node), deeper=True)
            else:
                weight.add(self._selections(getattr(node, "selection_set")))  # noqa: B009  # an inline fragment
        return weight

    def _field(self, node: FieldNode) -> Weight:
        below = self._selections(node.selection_set) if node.selection_set else Weight()
        weight = Weight(below.depth, below.aliases, below.directives, below.fields + 1, below.repeats)
        if node.alias:
            weight.aliases += 1
        if node.name.value in {"__schema", "__type"}:
            weight.depth = 0  # tools ask the schema for types of types of types; GraphQL's own rule bounds that
        return weight

    def _fragment(self, name: str) -> Weight:
        if name not in self._weighed:
            self._weighed[name] = Weight()  # what a circle comes back to
            definition = self._fragments.get(name)
            if definition is not None:
                self._weighed[name] = self._selections(definition.selection_set)
        return self._weighed[name]


def exceeded(document: DocumentNode, limits: Limits) -> list[Refused]:
    """Every limit that an operation of the document goes beyond."""
    scales = Scales(document)
    refused = []
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        weight = scales.operation(operation)
        for name, (en, ja) in _SAYS.items():
            asked, most = getattr(weight, name), getattr(limits, name)
            if asked > most:
                shown = str(asked) if asked < _LONGEST_NUMBER else f"{_LONGEST_NUMBER}+"
                where = get_location(operation.loc.source, operation.loc.start) if operation.loc else None
                refused.append(
                    Refused(
                        Code.LIMIT_EXCEEDED,
                        en.format(asked=shown, most=most),
                        ja.format(asked=shown, most=most),
                        locations=[(where.line, where.column)] if where else [],
                    )
                )
    return refused
