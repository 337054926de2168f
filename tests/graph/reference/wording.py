"""Documents as people and programs write them: aliases, fields said twice, fragments of all kinds, conditions.

What is selected is drawn before; here it is worded: arguments are put in, and nothing that would be no valid document.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLBoolean,
    GraphQLNonNull,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    print_ast,
)

from tests.graph.reference.arguments import Arguments
from tests.graph.reference.choices import Choices
from tests.graph.reference.executor import SCHEMA
from tests.graph.reference.shapes import type_named
from tests.graph.reference.variables import Variables

FLAG = GraphQLNonNull(GraphQLBoolean)


@dataclass(frozen=True)
class Question:
    """A document with its variables, and the documents whose answers hold its cursors."""

    text: str
    variables: dict[str, Any]
    before: tuple[str, ...]


class Wording:
    """Words one document."""

    def __init__(self, choices: Choices, arguments: Arguments) -> None:
        self.choices, self.arguments = choices, arguments
        self.variables = Variables(choices)
        self.fragments: list[FragmentDefinitionNode] = []
        self.numbers = count(1)

    def question(self, shape: SelectionSetNode) -> Question:
        """A document that selects this."""
        selected = SelectionSetNode(selections=self.selections(SCHEMA.query_type, shape))
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=NameNode(value="Asked"),
            variable_definitions=tuple(self.variables.definitions()),
            directives=(),
            selection_set=selected,
        )
        definitions = (operation, *self.fragments)
        text = print_ast(DocumentNode(definitions=definitions[:: -1 if self.choices.rarely(2) else 1]))
        return Question(text, self.variables.given, tuple(self.arguments.before))

    def selections(self, type_: Any, shape: SelectionSetNode) -> tuple[SelectionNode, ...]:
        """What is selected of a type."""
        made: list[SelectionNode] = []
        for node in shape.selections:
            if isinstance(node, InlineFragmentNode):
                assert node.type_condition is not None, "hypothesis-graphql narrows types with it, and nothing else"
                narrower = type_named(node.type_condition.name.value)
                made.append(_inline(narrower.name, self.selections(narrower, node.selection_set)))
            else:
                assert isinstance(node, FieldNode), "it draws no spreads"
                made += self.fields(type_, node)
        if self.choices.rarely(5):
            alias = self._alias() if self.choices.rarely(3) else None
            made.insert(self.choices.number(len(made)), FieldNode(name=NameNode(value="__typename"), alias=alias))
        return tuple(self.wrapped(type_, made))

    def fields(self, type_: Any, node: FieldNode) -> Iterator[FieldNode]:
        """A field; maybe in two parts that are merged, maybe again with other arguments."""
        name = node.name.value
        field = type_.fields[name]
        again = self.choices.rarely(8)
        for alias in (self._alias() if self.choices.rarely(8) else node.alias, *([self._alias()] if again else [])):
            said = self.arguments.of(type_.name, name, field)
            arguments = tuple(
                ArgumentNode(name=NameNode(value=key), value=self.variables.written(value, field.args[key].type))
                for key, value in said.items()
            )
            named: Any = get_named_type(field.type)
            below = None if node.selection_set is None else self.selections(named, node.selection_set)
            for part in self.parts(below):
                yield FieldNode(
                    name=NameNode(value=name),
                    alias=alias,
                    arguments=arguments,
                    directives=self.conditions(12),
                    selection_set=None if part is None else SelectionSetNode(selections=part),
                )

    def parts(self, below: tuple[SelectionNode, ...] | None) -> list[tuple[SelectionNode, ...] | None]:
        """What is selected below a field, now and then in two overlapping parts; a leaf now and then twice."""
        if not self.choices.rarely(8):
            return [below]
        if below is None:
            return [None, None]
        at = self.choices.number(len(below) - 1)
        return [below[: at + 1], below[at:]]

    def wrapped(self, type_: Any, made: list[SelectionNode]) -> list[SelectionNode]:
        """Selections of which some stand in a fragment."""
        if not self.choices.rarely(4):
            return made
        first = self.choices.number(len(made) - 1)
        last = first + self.choices.number(len(made) - 1 - first)
        within = tuple(made[first : last + 1])
        return [*made[:first], *self.fragment(type_, within), *made[last + 1 :]]

    def fragment(self, type_: Any, within: tuple[SelectionNode, ...]) -> Iterator[SelectionNode]:
        """These selections in a fragment: inline or by name, of that type, of an interface around it, or of none."""
        interfaces = [one.name for one in getattr(type_, "interfaces", ())]
        how = self.choices.number(4)
        if how == 0:
            yield _inline(None, within, self.conditions(3))
        elif how == 1 or (how == 2 and not interfaces):
            yield _inline(type_.name, within, self.conditions(3))
        elif how == 2:
            yield _inline(self.choices.one(interfaces), (_inline(type_.name, within),), self.conditions(3))
        else:
            name = NameNode(value=f"F{len(self.fragments)}")
            condition = NamedTypeNode(name=NameNode(value=type_.name))
            self.fragments.append(
                FragmentDefinitionNode(
                    name=name, type_condition=condition, selection_set=SelectionSetNode(selections=within)
                )
            )
            for _ in range(how - 2):
                yield FragmentSpreadNode(name=name, directives=self.conditions(3))

    def conditions(self, one_in: int) -> tuple[DirectiveNode, ...]:
        """`@skip` or `@include`, or both, by a literal or a variable; mostly none of them."""
        if not self.choices.rarely(one_in):
            return ()
        made = []
        for name in self.choices.one((("skip",), ("include",), ("skip", "include"))):
            value = self.variables.written(self.choices.rarely(2), FLAG)
            argument = ArgumentNode(name=NameNode(value="if"), value=value)
            made.append(DirectiveNode(name=NameNode(value=name), arguments=(argument,)))
        return tuple(made)

    def _alias(self) -> NameNode:
        return NameNode(value=f"a{next(self.numbers)}")


def _inline(
    condition: str | None, within: tuple[SelectionNode, ...], directives: tuple[DirectiveNode, ...] = ()
) -> InlineFragmentNode:
    named = None if condition is None else NamedTypeNode(name=NameNode(value=condition))
    return InlineFragmentNode(
        type_condition=named, directives=directives, selection_set=SelectionSetNode(selections=within)
    )
