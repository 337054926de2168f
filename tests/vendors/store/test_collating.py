"""Texts come in one order wherever they are kept, whatever order a PostgreSQL database was made with."""

from collections.abc import Iterator

import pytest

from tests.graph.desk import desk, register_of, stored
from tests.servers import new_database
from vendors.store.address import address
from vendors.store.database import opened
from vendors.store.migrating import migrate

NAMES = ("b", "B", "a", "A", "ア", "あ", "ー", "亜", "é", "z", "ｱ", "1", "10", "𠮷")


@pytest.fixture
def japanese_url(postgres_server: str) -> Iterator[str]:
    """The URL of a new database that orders texts as Japanese readers would."""
    with new_database(postgres_server, "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'ja'") as url:
        yield url


@pytest.mark.postgres
async def test_a_japanese_database_orders_by_code_points_too(japanese_url: str) -> None:
    """Lists come in SQLite's order, page by page, and the database itself would have had another."""
    items = ", ".join(f'{{code: i{place}, name: "{name}"}}' for place, name in enumerate(NAMES))
    async with opened(address(japanese_url)) as database:
        await migrate(database)
        assert (await database.rows("SELECT 'a' < 'B' AS otherwise"))[0]["otherwise"]
    await stored(japanese_url, register_of(f"register: 1\noperator: {{name: 例}}\nitems: [{items}]"))

    found: list[str] = []
    async with desk(japanese_url) as asked:
        text = "query ($c: String) { items(first: 3, after: $c, orderBy: {field: NAME}) { nodes { name } pageInfo {"
        cursor = None
        while len(found) < len(NAMES):
            data = (await asked.ask(f"{text} endCursor }} }} }}", c=cursor))["items"]
            found += [node["name"] for node in data["nodes"]]
            cursor = data["pageInfo"]["endCursor"]

    assert found == sorted(NAMES)
