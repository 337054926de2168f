"""Requests that schemathesis makes of the schema alone, with words put into them that there are: so they go far."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import schemathesis
from graphql import REMOVE, ArgumentNode, Node, ObjectFieldNode, StringValueNode, Visitor, parse, print_ast, visit
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok

import graph

SCHEMA = Path(graph.__file__).with_name("schema.graphql")
OFTEN = 0.85
"""How often a text is one that there is."""
DAYS = "days"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@cache
def operations() -> Sequence[Any]:
    """Every field of the queries and of the mutations."""
    schema = schemathesis.graphql.from_path(SCHEMA)
    return [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def for_each_of(operation: Any, number: int, begin: str, ask: Callable[[Any, Random], None]) -> None:
    """Make so many requests of a field, and ask each; where one fails, the shortest that fails is told."""

    @seed(begin)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), chance=st.randoms(use_true_random=False))
    def asked(case: Any, chance: Random) -> None:
        ask(case, chance)

    asked()


def with_words(text: str, words: Mapping[str, Sequence[str]], chance: Random) -> str:
    """The document with many of its texts replaced.

    `words` are those of each argument, days under `DAYS`, and any under "". A key of a verb stays as it is.
    """
    return print_ast(visit(parse(text), _Replacing(words, chance)))


class _Replacing(Visitor):
    def __init__(self, words: Mapping[str, Sequence[str]], chance: Random) -> None:
        super().__init__()
        self._words = words
        self._chance = chance

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> Any:
        """Mostly nobody has seen a revision: one made up ends every verb before it has begun."""
        return REMOVE if node.name.value == "revision" and self._chance.random() < OFTEN else None

    def enter_string_value(self, node: StringValueNode, *place: Any) -> StringValueNode | None:
        ancestors: Sequence[Node | Sequence[Node]] = place[-1]
        names = [one.name.value for one in ancestors if isinstance(one, ArgumentNode | ObjectFieldNode)]
        if self._chance.random() > OFTEN or names[-1:] == ["idempotencyKey"]:
            return None
        is_day = _DAY.fullmatch(node.value) is not None
        known = self._words[DAYS] if is_day else self._words.get(names[-1] if names else "") or self._words[""]
        return StringValueNode(value=self._chance.choice(known))


def texts_in(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a document of JSON, with the name that it stands under."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from texts_in(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one, name)
