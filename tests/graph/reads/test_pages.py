"""Lists: pages by cursor, in every order and from both ends; what cannot be a page is refused."""

from typing import Any

import pytest

from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of, stored

ORDERS = [
    ("services", "CODE", "code"),
    ("services", "NAME", "name"),
    ("purposes", "NAME", "name"),
    ("items", "CODE", "code"),
    ("items", "NAME", "name"),
    ("policies", "FROM", "from"),
    ("policies", "VERSION", "version"),
    ("consentTexts", "CODE", "code"),
    ("consentTexts", "FROM", "from"),
    ("consentTexts", "UNTIL", "until"),
    ("recipients", "CODE", "code"),
    ("recipients", "NAME", "name"),
    ("contracts", "CODE", "code"),
    ("contracts", "FROM", "from"),
    ("contracts", "UNTIL", "until"),
    ("transfers", "CODE", "code"),
    ("transfers", "FROM", "from"),
    ("transfers", "UNTIL", "until"),
    ("transfers", "RECIPIENT", "recipient { name }"),
    ("transfers", "VERDICT", "verdict"),
    ("deliveries", "AT", "at"),
    ("deliveries", "CODE", "code"),
    ("anonymisedReleases", "CREATED_PUBLISHED_ON", "createdPublishedOn"),
    ("anonymisedReleases", "PROVISION_PUBLISHED_ON", "provisionPublishedOn"),
    ("anonymisedReleases", "LABELLED_ON", "labelledOn"),
    ("findings", "FROM", "from"),
    ("findings", "UNTIL", "until"),
    ("findings", "CODE", "code"),
    ("lapses", "DAY", "day"),
    ("calendar", "DAY", "day"),
]


async def page(asked: Desk, root: str, arguments: str, field: str) -> dict[str, Any]:
    """One page of a list."""
    data = await asked.ask(
        f"{{ {root}({arguments}) {{ edges {{ cursor node {{ {field} transferId: __typename }} }} totalCount"
        " pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"
    )
    found: dict[str, Any] = data[root]
    return found


def decides(node: dict[str, Any], field: str) -> str:
    """What a row is put in order by: a value of its own, or the name beside it."""
    value = node[field.split(maxsplit=1)[0]]
    return value["name"] if isinstance(value, dict) else value or "9999-12-31"


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize(("root", "order", "field"), ORDERS)
async def test_pages_in_any_order_give_each_row_once(
    root: str, order: str, field: str, direction: str, asked: Desk
) -> None:
    """Forwards and backwards, small pages together are the one large page; open ends are the highest."""
    ordered = f"orderBy: {{field: {order}, direction: {direction}}}"
    whole = await page(asked, root, f"first: 100, {ordered}", field)
    cursors = [edge["cursor"] for edge in whole["edges"]]
    values = [decides(edge["node"], field) for edge in whole["edges"]]

    forwards: list[str] = []
    after = ""
    for _ in range(100):
        got = await page(asked, root, f"first: 7, {ordered}{after}", field)
        forwards += [edge["cursor"] for edge in got["edges"]]
        assert got["pageInfo"]["endCursor"] == got["edges"][-1]["cursor"]
        assert got["pageInfo"]["hasPreviousPage"] is bool(after)
        after = f', after: "{got["pageInfo"]["endCursor"]}"'
        if not got["pageInfo"]["hasNextPage"]:
            break
    backwards: list[str] = []
    before = ""
    for _ in range(100):
        got = await page(asked, root, f"last: 7, {ordered}{before}", field)
        backwards = [edge["cursor"] for edge in got["edges"]] + backwards
        assert got["pageInfo"]["hasNextPage"] is bool(before)
        before = f', before: "{got["pageInfo"]["startCursor"]}"'
        if not got["pageInfo"]["hasPreviousPage"]:
            break

    assert len(set(cursors)) == len(cursors) == whole["totalCount"]
    assert forwards == backwards == cursors
    assert values == sorted(values, reverse=direction == "DESC")


async def test_a_page_lies_between_its_cursors(asked: Desk) -> None:
    """`after` and `before` together, from either end; the first rows or the last of what lies between."""
    cursors = [edge["cursor"] for edge in (await page(asked, "transfers", "first: 100", "code"))["edges"]]
    between = f'after: "{cursors[2]}", before: "{cursors[9]}"'

    first = await page(asked, "transfers", f"first: 3, {between}", "code")
    last = await page(asked, "transfers", f"last: 3, {between}", "code")
    all_of_it = await page(asked, "transfers", between, "code")

    assert [edge["cursor"] for edge in first["edges"]] == cursors[3:6]
    assert [edge["cursor"] for edge in last["edges"]] == cursors[6:9]
    assert [edge["cursor"] for edge in all_of_it["edges"]] == cursors[3:9]


async def test_a_page_may_be_empty(asked: Desk) -> None:
    """`first: 0` asks for no rows, and hears whether there are any."""
    none = await page(asked, "transfers", "first: 0", "code")
    nobody = await page(asked, "transfers", 'filter: {code: ["nobody"]}', "code")

    assert (none["edges"], none["pageInfo"]["hasNextPage"]) == ([], True)
    assert none["pageInfo"]["startCursor"] is None
    assert (nobody["edges"], nobody["totalCount"], nobody["pageInfo"]["hasNextPage"]) == ([], 0, False)


async def test_fifty_rows_are_a_page_that_says_nothing(asked: Desk) -> None:
    """A list without `first` and `last` is a page too, never the whole table."""
    findings = await page(asked, "findings", "orderBy: {field: CODE}", "code")

    assert len(findings["edges"]) == min(50, findings["totalCount"])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: -1", "BAD_INPUT"),
        ("last: -1", "BAD_INPUT"),
        ("first: 101", "LIMIT_EXCEEDED"),
        ("last: 101", "LIMIT_EXCEEDED"),
        ("first: 1, last: 1", "BAD_INPUT"),
        ('after: "?"', "BAD_CURSOR"),
        ('after: ""', "BAD_CURSOR"),
        ('before: "00"', "BAD_CURSOR"),
        ('after: "5B5D"', "BAD_CURSOR"),
        ('after: "' + "5B" * 5000 + '"', "BAD_CURSOR"),
    ],
)
async def test_what_is_no_page_is_refused(arguments: str, code: str, asked: Desk) -> None:
    """Each with its code and the path of its field, whether written out or given as variables."""
    assert await asked.refused(f"{{ x: transfers({arguments}) {{ totalCount }} }}") == [(code, ("x",))]


async def test_a_variable_that_is_no_page_is_refused_by_a_kept_plan(asked: Desk) -> None:
    """A plan that answered before refuses a bad value all the same."""
    text = "query($n: Int, $c: String) { transfers(first: $n, after: $c) { nodes { code } } }"
    cursor = (await page(asked, "transfers", "first: 1", "code"))["pageInfo"]["endCursor"]
    await asked.ask(text, n=2, c=cursor)

    assert await asked.refused(text, n=-2, c=cursor) == [("BAD_INPUT", ("transfers",))]
    assert await asked.refused(text, n=200, c=cursor) == [("LIMIT_EXCEEDED", ("transfers",))]
    assert await asked.refused(text, n=2, c="?") == [("BAD_CURSOR", ("transfers",))]


async def test_a_cursor_belongs_to_a_filter_however_that_is_written(asked: Desk) -> None:
    """The order of its fields and what is null make no other filter; another day, code or part does."""
    text = "query ($f: TransferFilter, $c: String) { transfers(first: 1, filter: $f, after: $c) { edges { cursor } } }"
    data = await asked.ask(text, f={"not": {"code": ["x"], "foreign": None}, "on": "2026-01-01"})
    cursor = data["transfers"]["edges"][0]["cursor"]

    for same in (
        {"on": "2026-01-01", "not": {"code": ["x"]}},
        {"on": "2026-01-01", "or": None, "not": {"code": ["x"]}},
    ):
        assert await asked.ask(text, f=same, c=cursor)
    assert await asked.ask(
        f'{{ transfers(filter: {{on: "2026-01-01", not: {{code: "x"}}}}, after: "{cursor}") {{ totalCount }} }}'
    )
    for other in (
        {"on": "2026-01-02", "not": {"code": ["x"]}},
        {"on": "2026-01-01", "not": {"code": ["y"]}},
        {"on": "2026-01-01", "not": {"code": ["x"], "foreign": True}},
        {"on": "2026-01-01"},
        None,
    ):
        assert await asked.refused(text, f=other, c=cursor) == [("BAD_CURSOR", ("transfers",))]


async def test_a_cursor_is_good_for_its_own_list_and_order_alone(asked: Desk) -> None:
    """Taken into another order, direction, filter or list, it is refused rather than misunderstood."""
    cursor = (await page(asked, "transfers", "first: 1, filter: {foreign: null}", "code"))["pageInfo"]["endCursor"]
    assert await asked.ask(f'{{ transfers(filter: {{}}, after: "{cursor}") {{ totalCount }} }}')

    for root, arguments in (
        ("transfers", "filter: {foreign: true}, "),
        ("transfers", 'filter: {on: "2026-08-15"}, '),
        ("transfers", "orderBy: {field: FROM}, "),
        ("transfers", "orderBy: {field: CODE, direction: DESC}, "),
        ("contracts", ""),
    ):
        text = f'{{ {root}({arguments}after: "{cursor}") {{ totalCount }} }}'
        assert await asked.refused(text) == [("BAD_CURSOR", (root,))]


async def test_a_list_within_a_row_has_pages_of_its_own(asked: Desk) -> None:
    """Each recipient's transfers are paged by themselves; together they are all transfers."""
    data = await asked.ask(
        "{ recipients(first: 100) { nodes { code transfers(first: 1) { totalCount nodes { code recipient { code } }"
        " pageInfo { endCursor hasNextPage } } } } transfers { totalCount } }"
    )
    busy = next(node for node in data["recipients"]["nodes"] if node["transfers"]["totalCount"] > 1)

    rest = await asked.ask(
        "query($c: String!, $code: String!) { recipient(code: $code) { transfers(after: $c) { nodes { code } } } }",
        code=busy["code"],
        c=busy["transfers"]["pageInfo"]["endCursor"],
    )

    totals = [node["transfers"]["totalCount"] for node in data["recipients"]["nodes"]]
    assert sum(totals) == data["transfers"]["totalCount"]
    assert busy["transfers"]["nodes"][0]["recipient"]["code"] == busy["code"]
    assert busy["transfers"]["pageInfo"]["hasNextPage"] is True
    assert len(rest["recipient"]["transfers"]["nodes"]) == busy["transfers"]["totalCount"] - 1


async def test_rows_are_found_again_by_their_ids(asked: Desk) -> None:
    """`node`, `nodes` and the single fields give the same row; what is not there is null; what is no id is refused."""
    data = await asked.ask("{ transfers(first: 1) { nodes { id code } } contracts(first: 1) { nodes { id code } } }")
    transfer, contract = data["transfers"]["nodes"][0], data["contracts"]["nodes"][0]
    gone = "[" + '"Transfer",99999999' + "]"
    text = (
        "query($t: ID!, $c: ID!, $g: ID!, $code: String!) { a: node(id: $t) { __typename id ... on Transfer { code } }"
        " nodes(ids: [$c, $g, $t]) { __typename id } b: transfer(id: $t) { code } c: transfer(code: $code) { id }"
        ' d: node(id: $g) { id } e: transfer(id: $g) { id } f: transfer(code: "nobody") { id } }'
    )

    found = await asked.ask(text, t=transfer["id"], c=contract["id"], g=gone.encode().hex(), code=transfer["code"])

    assert found["a"] == {"__typename": "Transfer", "id": transfer["id"], "code": transfer["code"]}
    assert found["nodes"] == [
        {"__typename": "Contract", "id": contract["id"]},
        None,
        {"__typename": "Transfer", "id": transfer["id"]},
    ]
    assert (found["b"], found["c"]) == ({"code": transfer["code"]}, {"id": transfer["id"]})
    assert found["d"] is found["e"] is found["f"] is None
    assert await asked.refused('{ node(id: "12") { id } }') == [("BAD_INPUT", ("node",))]
    assert await asked.refused(f'{{ transfer(id: "{contract["id"]}") {{ id }} }}') == [("BAD_INPUT", ("transfer",))]
    assert await asked.refused("{ transfer { id } }") == [("BAD_INPUT", ("transfer",))]
    assert await asked.refused(
        "query($i: ID!, $c: String!) { transfer(id: $i, code: $c) { id } }", i=transfer["id"], c=transfer["code"]
    ) == [("BAD_INPUT", ("transfer",))]


async def test_pages_within_pages_are_counted_before_they_are_read(asked: Desk) -> None:
    """A question whose pages could have too many rows is refused, whatever they would have had."""
    text = (
        "{ recipients(first: 100) { nodes { contracts(first: 100) { nodes { transfers(first: 100)"
        " { nodes { code } } } } } } }"
    )

    assert (await asked.refused(text))[0][0] == "LIMIT_EXCEEDED"


async def test_an_order_tells_only_what_its_reader_may_know(asked: Desk) -> None:
    """Who does not read verdicts learns nothing of them by having transfers put in order by them."""
    asked.roles = frozenset({Role.RECORDER})
    text = "{ transfers(orderBy: {field: VERDICT}) { nodes { code } } }"

    assert await asked.refused(text) == [("FORBIDDEN", ("transfers", "orderBy", "field"))]
    assert await asked.ask("{ transfers(orderBy: {field: RECIPIENT}) { nodes { code } } }")


REGISTER = """
register: 1
operator: {name: 例}
services: [{code: s, name: 例}]
purposes: [{code: p, name: 例}]
items: [{code: i, name: 例}]
recipients:
  - {code: r1, name: 亜, kind: company, country: JP, changes: [{on: 2026-04-01, name: b}]}
  - {code: r2, name: ア, kind: company, country: JP, changes: [{on: 2026-04-01, name: ア社}]}
  - {code: r3, name: B, kind: company, country: JP, changes: [{on: 2026-04-01, name: 亜}]}
transfers:
"""


async def test_an_order_looks_at_the_day_of_the_filter(place: str) -> None:
    """Names of the day decide, in code points; equal ones by the order of recording, from either end."""
    transfers = "".join(
        f"  - {{code: t{number}, service: s, recipient: r{number % 3 + 1}, items: [i], purposes: [p],"
        " from: 2026-01-01, bases: []}\n"
        for number in range(1, 8)
    )
    await stored(place, register_of(REGISTER + transfers))
    for on, names in (("2026-03-31", {1: "亜", 2: "ア", 3: "B"}), ("2026-04-01", {1: "b", 2: "ア社", 3: "亜"})):
        there = sorted(range(1, 8), key=lambda number, names=names: (names[number % 3 + 1], number))  # type: ignore[misc]
        async with desk(place) as asked:
            for word, end in (("first", "after"), ("last", "before")):
                found: list[str] = []
                cursor = ""
                while len(found) < len(there):
                    given = f'{word}: 2, filter: {{on: "{on}"}}, orderBy: {{field: RECIPIENT}}{cursor}'
                    got = (await page(asked, "transfers", given, "code"))["edges"]
                    codes = [edge["node"]["code"] for edge in got]
                    found = found + codes if end == "after" else codes + found
                    cursor = f', {end}: "{got[-1 if end == "after" else 0]["cursor"]}"'
                assert found == [f"t{number}" for number in there]
