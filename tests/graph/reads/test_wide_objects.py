"""Objects of any width: engines take 100 or 127 arguments to a function, a document asks for more fields than that."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from graph.limits import Limits
from tests.graph.desk import Desk, desk

WIDTHS = (48, 49, 50, 97, 300)


@pytest.fixture
async def wide(demo_place: str) -> AsyncIterator[Desk]:
    """A desk that lets documents have many aliases."""
    async with desk(demo_place, Limits(aliases=100_000, fields=100_000, tokens=100_000)) as asked:
        yield asked


def many(width: int, field: str) -> str:
    """The field, under so many names."""
    return " ".join(f"a{number}: {field}" for number in range(width))


@pytest.mark.parametrize("width", WIDTHS)
async def test_an_object_of_any_width_has_its_fields_in_their_order(width: int, wide: Desk) -> None:
    """Rows in a list and beside one, edges, the page's place, counts: each as wide as is asked, none of them lost."""
    objects: dict[str, tuple[str, list[Any]]] = {
        "transfers(first: 2) { nodes { PARTS } }": ("code", ["transfers", "nodes", 0]),
        "transfers(first: 2) { edges { node { recipient { PARTS } } } }": (
            "name",
            ["transfers", "edges", 0, "node", "recipient"],
        ),
        "transfers(first: 2) { edges { PARTS } }": ("cursor", ["transfers", "edges", 1]),
        "transfers(first: 2) { pageInfo { PARTS } }": ("endCursor", ["transfers", "pageInfo"]),
        "transfers(first: 2) { PARTS }": ("totalCount", ["transfers"]),
        "statistics { PARTS }": ("valid", ["statistics"]),
        "transfers(first: 1) { nodes { bases { PARTS } } }": ("kind", ["transfers", "nodes", 0, "bases", 0]),
        "recipients(first: 2) { nodes { transfers(first: 2) { nodes { PARTS } } } }": (
            "from",
            ["recipients", "nodes", 0, "transfers", "nodes", 0],
        ),
    }
    for text, (field, way) in objects.items():
        one = await wide.ask("{ " + text.replace("PARTS", field) + " }")
        data = await wide.ask("{ " + text.replace("PARTS", many(width, field)) + " }")

        for step in way:
            one, data = one[step], data[step]
        assert list(data.items()) == [(f"a{number}", one[field]) for number in range(width)]


async def test_wide_objects_hold_wide_objects(wide: Desk) -> None:
    """A hundred objects of a hundred fields in each of a list's rows, with texts, flags, days, lists and nulls."""
    parts = many(100, "name") + " " + many(60, "").replace("a", "k").replace(": ", ": storedIn ")
    text = "{ transfers(first: 3) { nodes { " + " ".join(f"r{n}: recipient {{ {parts} }}" for n in range(30)) + " } } }"

    data = await wide.ask(text)

    for node in data["transfers"]["nodes"]:
        assert len(node) == 30
        assert all(len(recipient) == 160 for recipient in node.values())
        assert len({str(recipient) for recipient in node.values()}) == 1


async def test_many_root_fields_are_answered_together(wide: Desk) -> None:
    """Each root field is a statement of its own; there may be as many as the limits allow."""
    data = await wide.ask("{ " + many(200, "transfers(first: 1) { totalCount }") + " }")

    assert list(data) == [f"a{number}" for number in range(200)]
    assert len({str(value) for value in data.values()}) == 1
