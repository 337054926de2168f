"""Documents of every shape are answered as graphql-core would answer them, key by key and in its order."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from graphql import build_schema, execute_sync, parse, validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.limits import Limits
from graph.schema import definition
from tests.graph.desk import Desk, desk

REFERENCE = build_schema(definition())
EVERYTHING = """
{
  __typename
  transfers(first: 100) {
    __typename
    totalCount
    pageInfo { __typename hasNextPage hasPreviousPage startCursor endCursor }
    edges { __typename cursor node { ...T } }
    nodes { ...T }
  }
}
fragment T on Transfer {
  __typename id code from until verdict foreign declaredForeign foreignMechanism note
  service { __typename id code name }
  recipient { __typename id code name country kind screenings storedIn }
  items { __typename code name sensitive kind }
  contract { __typename code kind terms confidentiality { __typename survivesMonths bindsStaff } }
  bases {
    __typename kind from until
    foreignConsent { __typename code expressed }
    ... on ConsentBasis { texts { __typename code expressed } }
    ... on MergerBasis { instrument { __typename code kind } effectiveOn withinBusiness }
    ... on GovernmentCooperationBasis { requester affair }
    ... on OtherLawBasis { ground statute }
  }
  basis { __typename kind ... on OtherLawBasis { ground statute } ... on ConsentBasis { texts { __typename code } } }
  findings { __typename code severity from until }
}
"""
LEAVES = {
    "Transfer": ("id", "code", "from", "until", "verdict", "foreign", "declaredForeign", "note", "__typename"),
    "Service": ("id", "code", "name", "__typename"),
    "Recipient": ("id", "code", "name", "country", "kind", "screenings", "storedIn", "__typename"),
    "Item": ("code", "name", "sensitive", "kind", "__typename"),
    "Finding": ("code", "severity", "from", "until", "__typename"),
    "LegalBasis": ("kind", "from", "until", "__typename"),
    "OtherLawBasis": ("ground", "statute", "kind", "__typename"),
    "GovernmentCooperationBasis": ("requester", "affair", "__typename"),
    "ConsentBasis": ("kind", "__typename"),
    "ConsentText": ("code", "expressed", "__typename"),
}
INNER = {
    "Transfer": {
        "service": "Service",
        "recipient": "Recipient",
        "items": "Item",
        "findings": "Finding",
        "bases": "LegalBasis",
    },
    "LegalBasis": {"foreignConsent": "ConsentText"},
    "ConsentBasis": {"texts": "ConsentText"},
}
NARROWER = {
    "LegalBasis": ("LegalBasis", "OtherLawBasis", "GovernmentCooperationBasis", "ConsentBasis"),
    "Transfer": ("Transfer", "Node"),
    "Service": ("Service", "Node"),
}
LEAVES["Node"] = ("id",)
CONDITIONS = ("", "", " @include(if: $yes)", " @skip(if: $yes)", " @include(if: $no)", " @skip(if: false)")


@pytest.fixture
async def demo(demo_place: str) -> AsyncIterator[Desk]:
    """A desk over the demo register that weighs no question."""
    async with desk(demo_place, Limits(aliases=10**5, directives=10**5, fields=10**5)) as asked:
        yield asked


async def reference(demo: Desk, text: str, tree: dict[str, Any], variables: dict[str, Any]) -> Any:
    """What graphql-core answers over everything that there is, read beforehand."""
    document = parse(text)
    assert validate(REFERENCE, document) == []
    result = execute_sync(REFERENCE, document, root_value=tree, variable_values=variables)
    assert not result.errors, result.errors
    return result.data


DOCUMENTS = [
    "{ transfers { nodes { code } } }",
    "{ a: transfers { nodes { x: code y: code code } } b: transfers { totalCount } }",
    "{ transfers { nodes { code } } transfers { nodes { recipient { name } } } }",
    "{ __typename transfers { __typename nodes { __typename t: __typename } } }",
    (
        "query { ...A ...B } fragment A on Query { transfers { nodes { code } } } "
        "fragment B on Query { transfers { nodes { ...C } totalCount } } fragment C on Transfer { from code }"
    ),
    "{ transfers { nodes { ... { code } ... on Transfer { from } ... on Node { id } } } }",
    "{transfers {nodes {bases {kind ...on ConsentBasis {texts {code}} ...on MergerBasis {effectiveOn}}}}}",
    (
        "{ transfers { nodes { bases { ...X } basis { ...X } } } } fragment X on LegalBasis { k: kind ...Y } "
        "fragment Y on OtherLawBasis { ground statute }"
    ),
    "query($yes: Boolean!) { transfers @include(if: $yes) { nodes { code @skip(if: $yes) from } } }",
    "query($no: Boolean = false) { transfers @skip(if: $no) { nodes { code @include(if: $no) from } } }",
    "{ transfers { pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } } } }",
    "{ transfers { nodes { contract { code kind terms confidentiality { survivesMonths bindsStaff } } } } }",
    "query Named { transfers { nodes { verdict foreign foreignMechanism declaredForeign note } } }",
]


@pytest.mark.parametrize("text", DOCUMENTS)
async def test_a_document_is_answered_as_graphql_core_answers_it(text: str, demo: Desk) -> None:
    """Aliases, fragments, merged keys, narrowed types and conditions give the same data, in the same order."""
    variables = {"yes": True} if "$yes" in text else {}
    tree = await demo.ask(EVERYTHING)

    answered = await demo.ask(text, None, **variables)

    expected = await reference(demo, text, tree, variables)
    assert orjson.dumps(answered) == orjson.dumps(expected)


@st.composite
def selections(draw: st.DrawFn, type_: str, depth: int = 3) -> str:
    """A selection set on a type: fields under several names, fragments within fragments, conditions."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        condition = draw(st.sampled_from(CONDITIONS))
        kind = draw(st.sampled_from(["leaf", "leaf", "inner", "narrowed", "plain"])) if depth else "leaf"
        if kind == "inner" and type_ in INNER:
            name = draw(st.sampled_from(sorted(INNER[type_])))
            alias = draw(st.sampled_from(["", "", f"in{name}: "]))
            below = draw(selections(INNER[type_][name], depth - 1))
            parts.append(f"{alias}{name}{condition} {below}")
        elif kind == "narrowed" and type_ in NARROWER:
            narrower = draw(st.sampled_from(NARROWER[type_]))
            parts.append(f"... on {narrower}{condition} {draw(selections(narrower, depth - 1))}")
        elif kind == "plain":
            parts.append(f"...{condition} {draw(selections(type_, depth - 1))}")
        else:
            name = draw(st.sampled_from(LEAVES[type_]))
            alias = draw(st.sampled_from(["", "", f"an{name.strip('_')}: "]))
            parts.append(f"{alias}{name}{condition}")
    return "{ " + " ".join(parts) + " }"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(selection=selections("Transfer"))
async def test_a_document_of_any_shape_is_answered_as_graphql_core_answers_it(selection: str, demo: Desk) -> None:
    """The same, of documents that nobody thought of."""
    text = (
        f"query($yes: Boolean!, $no: Boolean!) {{ transfers(first: 100) {{ nodes {selection} a: nodes {selection} }} "
    )
    text += "x: __typename @skip(if: $yes) y: __typename @include(if: $no) }"
    variables = {"yes": True, "no": False}
    tree = await demo.ask(EVERYTHING)

    answered = await demo.ask(text, None, **variables)

    expected = await reference(demo, text, tree, variables)
    assert orjson.dumps(answered) == orjson.dumps(expected)
