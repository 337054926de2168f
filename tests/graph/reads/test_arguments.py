"""The arguments of a field are what this request gives, whatever the one before it gave."""

from typing import Any

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse
from graphql.execution.values import VariableValues

from graph.reads.asked import Arguments, Ask
from graph.reads.variables import Variables
from graph.schema import core
from tests.graph.desk import TODAY

DOCUMENT = (
    "query ($n: Int, $c: [String!], $t: String) { services(first: $n, filter: {code: $c, search: $t}) { totalCount } }"
)
GIVEN: tuple[dict[str, Any], ...] = (
    {},
    {"n": None},
    {"n": 3},
    {"n": 3, "c": None},
    {"n": 3, "c": []},
    {"n": 3, "c": ["a"]},
    {"n": 3, "t": "a"},
    {"n": 3, "t": None},
)


def asked() -> tuple[Arguments, Variables]:
    """The arguments of the document's one field, as a plan holds them; and its variables."""
    operation = parse(DOCUMENT).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    (node,) = operation.selection_set.selections
    assert isinstance(node, FieldNode)
    query = core().query_type
    assert query is not None
    return Arguments(query.fields["services"], node, ("services",)), Variables(core(), operation)


def of(arguments: Arguments, variables: Variables, given: dict[str, Any]) -> Any:
    """Their values for a request with these variables."""
    values = variables.coerced(given, 1)
    assert isinstance(values, VariableValues)
    return arguments.of(Ask(values, TODAY))


@pytest.mark.parametrize("before", GIVEN, ids=str)
def test_absent_null_and_given_are_told_apart_after_each_other(before: dict[str, Any]) -> None:
    """And what is the same again is the same."""
    for given in GIVEN:
        arguments, variables = asked()
        of(arguments, variables, before)

        assert of(arguments, variables, given) == of(*asked(), given)
        assert of(arguments, variables, given) == of(*asked(), given)


@pytest.mark.parametrize("large", [{"t": "a" * 10_000}, {"c": ["a" * 10_000]}], ids=["a text", "a list"])
def test_nothing_large_is_kept_beyond_its_request(large: dict[str, Any]) -> None:
    """A plan outlasts its requests, and what it takes is reckoned when it is made."""
    arguments, variables = asked()

    of(arguments, variables, large)

    assert "a" * 10_000 not in str(vars(arguments))
