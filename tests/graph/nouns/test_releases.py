"""Publications about anonymised information: what each names, and when it was published and labelled."""

from collections.abc import AsyncIterator

import pytest

from tests.graph.desk import Desk, desk, register_of, stored

REGISTER = """
register: 1
operator: {name: 例}
items: [{code: usage, name: 履歴, kind: anonymised}, {code: place, name: 位置, kind: anonymised}]
recipients:
  - {code: lab, name: 大学, kind: academic, country: JP}
  - {code: market, name: 市場, kind: company, country: JP}
anonymised_releases:
  - {items: [usage, place], recipients: [lab, market], created_published_on: 2025-01-10,
     provision_published_on: 2025-02-01, method: 暗号化, labelled_on: 2025-02-02, note: 第一回, owner: 分析室}
  - {items: [usage], recipients: [market], created_published_on: 2025-03-01}
  - {items: [place], recipients: [lab], provision_published_on: 2024-12-01}
"""
WHOLE = "items { code } recipients { code } createdPublishedOn provisionPublishedOn method labelledOn note owner"


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def test_a_publication_says_what_it_names_and_when(asked: Desk) -> None:
    """By the day of publication on making; what has no such day comes last, and what is not recorded is null."""
    nodes = (await asked.ask(f"{{ anonymisedReleases {{ nodes {{ {WHOLE} }} }} }}"))["anonymisedReleases"]["nodes"]

    nothing = dict.fromkeys(("createdPublishedOn", "provisionPublishedOn", "method", "labelledOn", "note", "owner"))
    assert nodes == [
        {
            "items": [{"code": "place"}, {"code": "usage"}],
            "recipients": [{"code": "lab"}, {"code": "market"}],
            "createdPublishedOn": "2025-01-10",
            "provisionPublishedOn": "2025-02-01",
            "method": "暗号化",
            "labelledOn": "2025-02-02",
            "note": "第一回",
            "owner": "分析室",
        },
        nothing
        | {"items": [{"code": "usage"}], "recipients": [{"code": "market"}], "createdPublishedOn": "2025-03-01"},
        nothing | {"items": [{"code": "place"}], "recipients": [{"code": "lab"}], "provisionPublishedOn": "2024-12-01"},
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('item: ["place"]', ["2025-01-10", None]),
        ('recipient: ["market"]', ["2025-01-10", "2025-03-01"]),
        ('createdPublished: {from: "2025-01-10", until: "2025-02-28"}', ["2025-01-10"]),
        ('provisionPublished: {from: "2024-01-01", until: "2024-12-31"}', [None]),
        ("labelled: true", ["2025-01-10"]),
        ("labelled: false", ["2025-03-01", None]),
        ('item: ["usage"], recipient: ["lab"]', ["2025-01-10"]),
    ],
)
async def test_publications_are_found_by_all_that_is_given(given: str, expected: list[str | None], asked: Desk) -> None:
    """By what they name, by the days of publication, and by whether they were labelled."""
    data = await asked.ask(
        f"{{ anonymisedReleases(filter: {{{given}}}) {{ totalCount nodes {{ createdPublishedOn }} }} }}"
    )

    assert [node["createdPublishedOn"] for node in data["anonymisedReleases"]["nodes"]] == expected
    assert data["anonymisedReleases"]["totalCount"] == len(expected)


async def test_a_publication_is_found_by_its_id(asked: Desk) -> None:
    """By `anonymisedRelease` and by `node`."""
    data = await asked.ask("{ anonymisedReleases(first: 1) { nodes { id } } }")

    found = await asked.ask(
        "query($i: ID!) { anonymisedRelease(id: $i) { note } node(id: $i) { ... on AnonymisedRelease { note } } }",
        i=data["anonymisedReleases"]["nodes"][0]["id"],
    )

    assert found == {"anonymisedRelease": {"note": "第一回"}, "node": {"note": "第一回"}}
