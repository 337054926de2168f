"""Filters combine: `and`, `or` and `not` over everything that a filter can ask, each part on its own day."""

from typing import Any

import pytest

from graph.schema import core
from models.vocabulary import Role
from tests.graph.desk import Desk

LISTS = ("transfers", "contracts", "recipients", "findings")


async def codes(asked: Desk, filter_: dict[str, Any], root: str = "transfers") -> set[str]:
    """What a list holds under a filter: codes, or ids where there are none."""
    type_ = root[:1].upper() + root[1:-1] + "Filter"
    name = "id" if root == "findings" else "code"
    data = await asked.ask(
        f"query ($f: {type_}) {{ {root}(first: 100, filter: $f) {{ nodes {{ {name} }} }} }}", f=filter_
    )
    found = [node[name] for node in data[root]["nodes"]]
    assert len(set(found)) == len(found)
    return set(found)


PARTS: dict[str, list[dict[str, Any]]] = {
    "transfers": [
        {"foreign": True},
        {"verdict": ["INVALID"]},
        {"on": "2026-01-01", "basis": ["CONSENT"]},
        {"finding": {"severity": "BLOCKING"}},
        {},
    ],
    "contracts": [
        {"confidentiality": True},
        {"kind": ["OUTSOURCING"]},
        {"withTerm": ["RETURN_ERASURE"], "on": "2020-01-01"},
    ],
    "recipients": [{"foreign": True}, {"countryKnown": False}, {"kind": ["COMPANY"]}],
    "findings": [{"severity": "BLOCKING"}, {"on": "2026-08-15"}, {"because": "ABSENT"}, {"foreign": True}],
}


@pytest.mark.parametrize("root", LISTS)
async def test_and_or_and_not_are_what_they_are_of_sets(root: str, asked: Desk) -> None:
    """A part of a filter chooses what it chooses alone; parts meet, unite and are taken away like sets."""
    everything = await codes(asked, {}, root)
    alone = [await codes(asked, part, root) for part in PARTS[root]]

    for one, first in zip(PARTS[root], alone, strict=True):
        assert await codes(asked, {"not": one}, root) == everything - first
        assert await codes(asked, {"not": {"not": one}}, root) == first
        for other, second in zip(PARTS[root], alone, strict=True):
            assert await codes(asked, {"or": [one, other]}, root) == first | second
            assert await codes(asked, {"and": [one, other]}, root) == first & second
            assert await codes(asked, {"not": {"or": [one, other]}}, root) == everything - first - second
            assert await codes(asked, {"and": [{"not": one}], "or": [other]}, root) == second - first


async def test_a_part_looks_at_the_day_of_the_filter_around_it(asked: Desk) -> None:
    """`on` holds for all parts that name none; a part's own holds for it and for those within it."""
    was = await codes(asked, {"on": "2024-01-10", "verdict": ["INACTIVE"]})
    now = await codes(asked, {"verdict": ["INACTIVE"]})
    assert was != now

    assert await codes(asked, {"on": "2024-01-10", "or": [{"verdict": ["INACTIVE"]}]}) == was
    assert await codes(asked, {"on": "2024-01-10", "or": [{"on": "2026-08-15", "verdict": ["INACTIVE"]}]}) == now
    assert await codes(asked, {"not": {"on": "2024-01-10", "and": [{"not": {"verdict": ["INACTIVE"]}}]}}) == was
    assert (
        await codes(asked, {"and": [{"on": "2024-01-10", "verdict": ["INACTIVE"]}, {"verdict": ["INACTIVE"]}]})
        == was & now
    )


async def test_the_number_of_parts_makes_another_plan_and_their_words_do_not(asked: Desk) -> None:
    """A plan knows how many parts there are and what each asks; codes, days and texts are values."""
    text = "query ($f: TransferFilter) { transfers(filter: $f) { nodes { code } } }"
    counters = asked.answers.planner.counters

    async def made(filter_: dict[str, Any]) -> int:
        before = counters.misses
        await asked.ask(text, f=filter_)
        return counters.misses - before

    assert await made({"or": [{"code": ["A"]}, {"on": "2026-01-01"}]}) == 1
    assert await made({"or": [{"code": ["B", "C"]}, {"on": "2025-01-01"}]}) == 0
    assert await made({"or": [{"code": ["A"]}]}) == 1
    assert await made({"or": [{"code": ["A"]}, {"code": ["A"]}]}) == 1
    assert await made({"or": [{"code": ["A"]}, {"not": {"on": "2026-01-01"}}]}) == 1
    assert await made({"or": [{"code": ["A"]}, {"on": None}]}) == 1


async def test_the_parts_may_be_written_into_the_document(asked: Desk) -> None:
    """Literals and variables in the parts of a filter choose alike, even mixed."""
    told = await codes(asked, {"or": [{"foreign": True}, {"verdict": ["INVALID"]}], "not": {"code": ["none"]}})

    written = await asked.ask(
        "query ($v: [Verdict!], $none: [String!]) { transfers(first: 100, filter: {or: [{foreign: true},"
        " {verdict: $v}], not: {code: $none}}) { nodes { code } } }",
        v=["INVALID"],
        none=["none"],
    )

    assert {node["code"] for node in written["transfers"]["nodes"]} == told


ASKED = "query ($f: TransferFilter) { transfers(filter: $f) { nodes { code } } }"


async def test_nothing_to_choose_from_is_refused(asked: Desk) -> None:
    """An empty `or` would silently choose nothing, or everything; an empty `and` asks for nothing."""
    assert await asked.refused(ASKED, f={"or": []}) == [("BAD_INPUT", ("transfers", "filter", "or"))]
    assert await asked.refused(ASKED, f={"and": [{"not": {"or": []}}]}) == [
        ("BAD_INPUT", ("transfers", "filter", "and", 0, "not", "or"))
    ]
    assert await codes(asked, {"and": [], "or": None, "not": None}) == await codes(asked, {})


async def test_rights_are_asked_of_every_part(asked: Desk) -> None:
    """Who may not read verdicts does not learn them by asking `not`; the refusal says where he asked."""
    asked.roles = frozenset({Role.RECORDER})

    refused = await asked.refused(ASKED, f={"or": [{"code": ["A"]}, {"not": {"verdict": ["VALID"]}}], "basis": []})

    assert sorted(refused) == [
        ("FORBIDDEN", ("transfers", "filter", "basis")),
        ("FORBIDDEN", ("transfers", "filter", "or", 1, "not", "verdict")),
    ]
    assert await codes(asked, {"not": {"code": ["none"]}})


def nested(deep: int) -> dict[str, Any]:
    """A filter with that many `not` in each other."""
    filter_: dict[str, Any] = {"code": ["A"]}
    for _ in range(deep):
        filter_ = {"not": filter_}
    return filter_


async def test_a_filter_has_its_limits(asked: Desk) -> None:
    """Depth, conditions and days are bounded, and everything up to the bound is answered."""
    limits = [
        ([nested(6)], nested(7)),
        ([{"or": [{"code": ["A"]}] * 30}], {"or": [{"code": ["A"]}] * 31}),
        ([{"or": [{}] * 60}], {"or": [{}] * 61}),
        (
            [{"or": [{"on": f"2026-01-0{day}", "foreign": True, "basis": ["CONSENT"]} for day in range(1, 9)]}],
            {"or": [{"on": f"2026-01-0{day}"} for day in range(1, 10)]},
        ),
    ]
    for answered, beyond in limits:
        for filter_ in answered:
            await codes(asked, filter_)
        assert [code for code, _ in await asked.refused(ASKED, f=beyond)] == ["LIMIT_EXCEEDED"]


@pytest.mark.parametrize("deep", [100, 200, 400, 800, 5000])
async def test_no_depth_breaks_the_service(deep: int, asked: Desk) -> None:
    """However deep a filter is nested, in variables or in the document, the answer is that it is too deep."""
    if deep < 1000:  # no JSON reader hands on more
        assert [code for code, _ in await asked.refused(ASKED, f=nested(deep))] == ["LIMIT_EXCEEDED"]
    literal = "{not: " * deep + "{}" + "}" * deep

    refused = await asked.refused(f"{{ transfers(filter: {literal}) {{ nodes {{ code }} }} }}")

    assert [code for code, _ in refused] == ["LIMIT_EXCEEDED"]


def test_every_filter_combines() -> None:
    """Whoever learned to combine one filter can combine all of them."""
    filters = {name: type_.fields for name, type_ in core().type_map.items() if name.endswith("Filter")}  # type: ignore[attr-defined]

    assert filters
    assert [name for name, fields in filters.items() if not {"and", "or", "not"} <= fields.keys()] == []
