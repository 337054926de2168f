"""Services, purposes and items: listed, found by code, and with the transfers that have to do with them."""

from collections.abc import AsyncIterator

import pytest

from models.vocabulary import Role
from tests.graph.desk import Desk, desk, register_of, stored

REGISTER = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販 Shop, owner: 営業部}, {code: app, name: アプリ}, {code: idle, name: shop 50%_off}]
purposes: [{code: ship, name: 配送, note: 毎日}, {code: ads, name: 広告}, {code: law, name: 法令対応}]
items:
  - {code: address, name: 住所}
  - {code: health, name: 病歴, sensitive: true}
  - {code: usage, name: 利用統計, kind: statistical, sensitive: false}
  - {code: list, name: 名簿, source: opt_out}
recipients: [{code: carrier, name: 運送, kind: company, country: JP}]
transfers:
  - {code: t1, service: shop, recipient: carrier, items: [address], purposes: [ship], from: 2024-01-01,
     bases: [], changes: [{on: 2025-01-01, items: [health]}, {on: 2026-01-01, purposes: [law], items: [address]}]}
  - {code: t2, service: shop, recipient: carrier, items: [health], purposes: [ship, law], from: 2024-01-01, bases: []}
  - {code: t3, service: app, recipient: carrier, items: [usage], purposes: [ship], from: 2024-01-01, bases: []}
"""


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def codes(asked: Desk, root: str, given: str) -> list[str]:
    """The codes of a list under a filter."""
    data = await asked.ask(f"{{ {root}(filter: {{{given}}}) {{ totalCount nodes {{ code }} }} }}")
    assert data[root]["totalCount"] == len(data[root]["nodes"])
    return [node["code"] for node in data[root]["nodes"]]


async def test_each_is_found_by_its_code_with_all_that_is_recorded(asked: Desk) -> None:
    """All as recorded; a flag that is not recorded is null, one that is `false` is no."""
    data = await asked.ask(
        '{ service(code: "shop") { name note owner } purpose(code: "ship") { name note owner }'
        ' item(code: "health") { name sensitive kind source } list: item(code: "list") { sensitive source }'
        ' usage: item(code: "usage") { sensitive kind } nothing: service(code: "SHOP") { code } }'
    )

    assert data == {
        "service": {"name": "通販 Shop", "note": None, "owner": "営業部"},
        "purpose": {"name": "配送", "note": "毎日", "owner": None},
        "item": {"name": "病歴", "sensitive": True, "kind": "PERSONAL", "source": "PRINCIPAL"},
        "list": {"sensitive": None, "source": "OPT_OUT"},
        "usage": {"sensitive": False, "kind": "STATISTICAL"},
        "nothing": None,
    }


async def test_each_is_found_again_by_its_id(asked: Desk) -> None:
    """A list's ids lead back by `node` and by the single field, to the same thing."""
    data = await asked.ask(
        "{ services(first: 1) { nodes { id } } purposes(first: 1) { nodes { id } } items(first: 1) { nodes { id } } }"
    )
    service, purpose, item = (data[root]["nodes"][0]["id"] for root in ("services", "purposes", "items"))

    found = await asked.ask(
        "query($s: ID!, $p: ID!, $i: ID!) { nodes(ids: [$s, $p, $i]) { __typename ... on Service { code }"
        " ... on Purpose { code } ... on Item { code } } service(id: $s) { code } purpose(id: $p) { code }"
        " item(id: $i) { code } }",
        s=service,
        p=purpose,
        i=item,
    )

    assert found == {
        "nodes": [
            {"__typename": "Service", "code": "app"},
            {"__typename": "Purpose", "code": "ads"},
            {"__typename": "Item", "code": "address"},
        ],
        "service": {"code": "app"},
        "purpose": {"code": "ads"},
        "item": {"code": "address"},
    }


@pytest.mark.parametrize(
    ("root", "given", "expected"),
    [
        ("services", 'code: ["shop", "nobody"]', ["shop"]),
        ("services", 'search: "SHOP"', ["idle", "shop"]),
        ("services", 'search: "50%_"', ["idle"]),
        ("services", 'search: "ア"', ["app"]),
        ("services", "code: []", []),
        ("purposes", 'search: "広告"', ["ads"]),
        ("purposes", 'code: ["law", "ads"]', ["ads", "law"]),
        ("items", "sensitive: true", ["health"]),
        ("items", "sensitive: false", ["address", "list", "usage"]),
        ("items", "kind: [STATISTICAL, ANONYMISED]", ["usage"]),
        ("items", "source: [OPT_OUT]", ["list"]),
        ("items", 'search: "名", kind: [PERSONAL]', ["list"]),
        ("items", "search: null", ["address", "health", "list", "usage"]),
    ],
)
async def test_lists_are_narrowed_by_all_that_is_given(root: str, given: str, expected: list[str], asked: Desk) -> None:
    """Codes, parts of the name in any script, and what an item is; `%` and `_` are themselves."""
    assert await codes(asked, root, given) == expected


async def test_each_knows_the_transfers_that_have_to_do_with_it(asked: Desk) -> None:
    """A service those from it; an item and a purpose those of any day, each once, and those of one day by filter."""
    page = "{ totalCount nodes { code } }"
    data = await asked.ask(
        f"""query($on: Date, $law: [String!], $address: [String!]) {{
          service(code: "shop") {{ transfers {page} }}
          purpose(code: "law") {{ transfers {page} then: transfers(filter: {{on: $on, purpose: $law}}) {page} }}
          item(code: "address") {{ transfers {page} then: transfers(filter: {{on: $on, item: $address}}) {page} }}
        }}""",
        on="2025-06-01",
        law=["law"],
        address=["address"],
    )

    def found(page: dict[str, object]) -> tuple[object, list[str]]:
        nodes = page["nodes"]
        assert isinstance(nodes, list)
        return page["totalCount"], [node["code"] for node in nodes]

    assert found(data["service"]["transfers"]) == (2, ["t1", "t2"])
    assert found(data["purpose"]["transfers"]) == (2, ["t1", "t2"])
    assert found(data["purpose"]["then"]) == (1, ["t2"])
    assert found(data["item"]["transfers"]) == (1, ["t1"])
    assert found(data["item"]["then"]) == (0, [])


async def test_who_may_not_read_the_register_reads_none_of_it(asked: Desk) -> None:
    """A dashboard reads the catalogue; an administrator of tokens is refused each of its lists and fields."""
    text = '{ services { nodes { code } } purpose(code: "ship") { name } items { totalCount } }'
    await Desk(asked.answers, frozenset({Role.DASHBOARD})).ask(text)

    refused = await Desk(asked.answers, frozenset({Role.ADMIN})).refused(text)

    assert {path[0] for code, path in refused if code == "FORBIDDEN"} == {"services", "purpose", "items"}
