"""Documents are answered as a slow, plain reading of the register and of its judge answers them."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import get_named_type, is_leaf_type

from tests.graph.desk import TODAY, desk
from tests.graph.everything import everything
from tests.graph.places import ENGINES
from tests.graph.reference.asking import HOLDER, NO_LIMITS, ROLES
from tests.graph.reference.engine import Engine
from tests.graph.reference.executor import SCHEMA, Reference
from tests.graph.reference.holdings import Holdings
from tests.graph.reference.recording import recorded_twice
from tests.graph.reference.world import World

PAGING = "__typename totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor }"
REGISTER = everything()


@pytest.fixture(scope="module", params=ENGINES)
def both(request: pytest.FixtureRequest) -> tuple[str, Reference]:
    """A database with something of everything, on each engine in turn, and the reference over the same."""
    place: str = request.getfixturevalue(f"reference_{request.param}")
    recorded = recorded_twice(place)
    return place, Reference(World(REGISTER, TODAY, recorded.moments, recorded.events), HOLDER)


def whole(type_name: str, deep: int) -> str:
    """Every field of a type that needs no arguments; of the first three rows of each list within a row."""
    type_: Any = SCHEMA.type_map[type_name]
    parts = ["__typename"]
    for name, field in type_.fields.items():
        named = get_named_type(field.type)
        if is_leaf_type(named):
            parts.append(name)
        elif name != "edges" and deep:
            parts.append(f"{name}{'(first: 3)' if 'first' in field.args else ''} {whole(named.name, deep - 1)}")
    return f"{{ {' '.join(parts)} }}"


def documents() -> Iterator[str]:
    """For each root field that needs no arguments, whatever is two steps away."""
    query: Any = SCHEMA.query_type
    for name, field in query.fields.items():
        type_name = get_named_type(field.type).name
        if "subject" in field.args:
            node = whole(type_name.removesuffix("Connection"), 2)
            yield f'{{ {name}(subject: "c-1001") {{ {PAGING} nodes {node} }} }}'
        elif "delivery" in field.args:
            for delivery in REGISTER.deliveries:
                if delivery.subjects:
                    node = whole(type_name.removesuffix("Connection"), 2)
                    yield f'{{ {name}(delivery: "{delivery.code}") {{ {PAGING} nodes {node} }} }}'
        elif "first" in field.args:
            node = whole(type_name.removesuffix("Connection"), 2)
            yield f"{{ {name}(first: 100) {{ {PAGING} nodes {node} }} }}"
        elif name in {"operator", "statistics", "viewer"}:
            yield f"{{ {name} {whole(type_name, 2)} }}"


@pytest.mark.parametrize("text", list(documents()), ids=lambda text: text.split()[1].partition("(")[0])
async def test_every_field_says_what_the_register_and_its_judge_say(text: str, both: tuple[str, Reference]) -> None:
    """All rows of all lists with all their fields, in their order, their counts, and what stands around each."""
    place, reference = both
    expected = reference.answer(text, {})
    assert not expected.errors

    async with desk(place, NO_LIMITS, roles=ROLES) as asked:
        await Engine(asked).compare(text, {}, expected)


COUNTED = """
query ($on: Date, $filter: TransferFilter) {
  statistics(on: $on, filter: $filter, by: [BASIS, VERDICT]) {
    recorded transfers valid invalid notAProvision inactive foreign domestic recordRequired groupCount
    byVerdict { verdict transfers }
    byBasis { basis transfers }
    byMechanism { mechanism transfers }
    byService { service transfers invalid }
    findings { code severity findings transfers }
    groups { basis verdict transfers }
    series(every: MONTH, by: [BASIS, COUNTRY]) { on basis country transfers }
  }
}
"""
ALL: dict[str, Any] = {"not": {"code": []}}
"""A filter that chooses everything, so that the kept counts are of no use."""


@pytest.mark.parametrize("filter_", [None, ALL], ids=["kept", "filtered"])
async def test_counts_are_those_of_the_judge_on_every_day(
    filter_: dict[str, Any] | None, both: tuple[str, Reference]
) -> None:
    """On days on which something changes, and those beside them; of as many, what is not recorded comes first."""
    place, reference = both

    async with desk(place, roles=ROLES) as asked:
        for day in Holdings(reference.world).days[::4]:
            variables = {"on": day, "filter": filter_}
            await Engine(asked).compare(COUNTED, variables, reference.answer(COUNTED, variables))


APART = 'on: "2026-03-14", during: {from: "2026-05-16", until: "2026-12-15"}'
FAR_BESIDE = " ".join(
    f'a{day}: contract(on: "2026-08-{day:02}") {{ code until(on: "2026-09-{day:02}") terms }}'
    f' b{day}: foreign(on: "2026-08-{day:02}") c{day}: recipient {{ name(on: "2026-07-{day:02}") }}'
    for day in range(1, 21)
)
ONCE_ANSWERED_OTHERWISE = [
    # Days that end before they begin are no days.
    '{ transfers(filter: {activeDuring: {from: "2026-08-16", until: "2026-08-14"}}) { totalCount } }',
    '{ transfers(filter: {finding: {during: {from: "2026-08-16", until: "2026-08-14"}}}) { totalCount } }',
    '{ policies(filter: {during: {from: "2026-08-16", until: "2026-08-14"}}) { totalCount } }',
    # Nor are a day and days that do not have it.
    f"{{ findings(filter: {{{APART}, foreign: true}}) {{ totalCount }} }}",
    f"{{ findings(filter: {{{APART}, foreign: false}}) {{ totalCount }} }}",
    # A value that nothing asks for has no type in PostgreSQL.
    "{ findings(first: 2) { pageInfo { __typename } } }",
    # SQLite joins 64 tables and no more.
    f"{{ transfers(first: 100) {{ nodes {{ code {FAR_BESIDE} }} }} }}",
    # What is wrong with its arguments is told of a field that needs them.
    '{ statistics(quarters: {from: "2026Q5"}) { transfers } }',
    '{ statistics(quarters: {from: "2026Q5"}) { transfers groupCount groups { transfers } } }',
    '{ statistics { transfers series(from: "2026-08-16", until: "2026-08-14") { transfers } } }',
]


@pytest.mark.parametrize("text", ONCE_ANSWERED_OTHERWISE)
async def test_what_was_once_answered_otherwise(text: str, both: tuple[str, Reference]) -> None:
    """Faults that were found beside the reference do not come back."""
    place, reference = both

    async with desk(place, roles=ROLES) as asked:
        await Engine(asked).compare(text, {}, reference.answer(text, {}))


FILTERED = [
    "{on: $on, or: [{verdict: [VALID]}, {foreign: true}, {declaredForeign: false}]}",
    "{or: [{on: $on, basis: [OUTSOURCING, CONSENT]}, {on: $other, foreign: true}]}",
    "{not: {on: $other, verdict: [VALID]}}",
    "$filter",
]
READ = (
    "code a: verdict(on: $on) b: verdict(on: $other) c: foreign(on: $on) d: declaredForeign(on: $on)"
    " basis(on: $on) { kind }"
)
BESIDE = (
    "code findings(on: $on) { code } recipient { name(on: $on) other: name(on: $other) } contract(on: $other) { code }"
)


@pytest.mark.parametrize("order", ["{field: RECIPIENT, direction: DESC}", "{field: VERDICT}", "{field: FROM}"])
@pytest.mark.parametrize("pages", ["first: 5", "last: 5", "first: 0"])
@pytest.mark.parametrize("where", FILTERED)
async def test_what_a_list_is_narrowed_and_put_in_order_by_reads_the_same_when_it_is_asked_for(
    where: str, pages: str, order: str, both: tuple[str, Reference]
) -> None:
    """What is looked up for the filter or the order, on one day, is not mistaken for that of another day or field."""
    place, reference = both
    declared = "$on: Date!, $other: Date!" + (", $filter: TransferFilter!" if where == "$filter" else "")
    given = f"{pages}, filter: {where}, orderBy: {order}"
    text = (
        f"query ({declared}) {{ transfers({given}) {{ {PAGING} nodes {{ {READ} }} edges {{ node {{ {BESIDE} }} }} }} }}"
    )
    variables: dict[str, Any] = {"on": "2026-08-15", "other": "2025-03-31"}
    if where == "$filter":
        variables["filter"] = {"on": "2025-03-31", "verdict": ["VALID", "INVALID"], "foreign": False}
    expected = reference.answer(text, variables)
    assert not expected.errors

    async with desk(place, roles=ROLES) as asked:
        await Engine(asked).compare(text, variables, expected)
