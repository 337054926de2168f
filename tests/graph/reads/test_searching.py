"""Entries found by a text in any of their fields, and by the moment at which they were recorded."""

import asyncio
from datetime import UTC, datetime
from typing import Any

from tests.graph.desk import Desk, desk, register_of, stored

REGISTER = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販 Shop, note: "100%_確実 \\\\"}, {code: app, name: アプリ, owner: 営業部 山田}]
purposes: [{code: ship, name: 配送}]
items: [{code: address, name: 住所}]
recipients:
  - {code: carrier, name: ｶﾞﾙﾌ運送, kind: company, country: JP, address: 東京都港区１－２}
  - {code: mailer, name: ＭＡＩＬ Straße, kind: company, country: DE, changes: [{on: 2025-04-01, name: Mailer 新}]}
contracts:
  - {code: k1, recipient: mailer, kind: outsourcing, title: 業務委託契約, from: 2024-01-01, note: Signed By Yamada}
transfers:
  - {code: t1, service: shop, recipient: carrier, items: [address], purposes: [ship], from: 2024-01-01, bases: []}
  - {code: t2, service: app, recipient: mailer, items: [address], purposes: [ship], from: 2024-01-01, contract: k1,
     bases: [{kind: outsourcing, from: 2024-01-01, note: 委託の覚書}]}
"""
FOUND = [
    ("services", "shop", ["shop"]),
    ("services", "SHOP", ["shop"]),
    ("services", "ＳＨＯＰ", ["shop"]),
    ("services", "通販\u3000shop", ["shop"]),
    ("services", "山田", ["app"]),
    ("services", "%", ["shop"]),
    ("services", "%_確", ["shop"]),
    ("services", "_", ["shop"]),
    ("services", "\\", ["shop"]),
    ("services", "ｱﾌﾟﾘ", ["app"]),
    ("services", "あぷり", []),
    ("services", "", ["app", "shop"]),
    ("services", "x" * 60_000, []),
    ("recipients", "ガルフ", ["carrier"]),
    ("recipients", "港区1-2", ["carrier"]),
    ("recipients", "mail", ["mailer"]),
    ("recipients", "STRASSE", ["mailer"]),
    ("recipients", "新", ["mailer"]),
    ("recipients", "mailerstrasse", []),
    ("contracts", "委託", ["k1"]),
    ("contracts", "yamada", ["k1"]),
    ("contracts", "outsourcing", []),
    ("transfers", "覚書", ["t2"]),
    ("transfers", "k1", ["t2"]),
    ("transfers", "ADDRESS", ["t1", "t2"]),
    ("items", "住", ["address"]),
    ("purposes", "' or 1 = 1 --", []),
]


async def codes(asked: Desk, root: str, given: dict[str, Any]) -> list[str]:
    """The codes of a list under a filter."""
    type_ = f"{root[:-1].title()}Filter"
    data = await asked.ask(f"query ($f: {type_}) {{ {root}(filter: $f) {{ totalCount nodes {{ code }} }} }}", f=given)
    assert data[root]["totalCount"] == len(data[root]["nodes"])
    return [node["code"] for node in data[root]["nodes"]]


async def test_a_text_is_found_in_any_field_whatever_its_width_and_case(place: str) -> None:
    """Names of any day, notes, addresses and codes; both engines find the same, and no sign means anything else."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as asked:
        for root, text, there in FOUND:
            assert (text, await codes(asked, root, {"search": text})) == (text, there)
            every = set(await codes(asked, root, {}))
            assert set(await codes(asked, root, {"not": {"search": text}})) == every - set(there)


CORRECTED = REGISTER.replace("通販 Shop", "通販").replace("purposes: [{", "purposes: [{code: new, name: 新}, {", 1)


async def test_what_changed_since_a_moment_is_what_was_recorded_or_corrected(place: str) -> None:
    """Importing the same again is no change; a corrected entry is new, and the others keep their moment."""
    register = register_of(REGISTER)
    before = datetime.now(UTC)
    await stored(place, register)
    async with desk(place) as asked:
        first = await asked.ask("{ services { nodes { code changedAt } } transfers { nodes { code changedAt } } }")
        await asyncio.sleep(0.002)
        between = datetime.now(UTC)
        await stored(place, register)
        again = await asked.ask("{ services { nodes { code changedAt } } transfers { nodes { code changedAt } } }")
        await stored(place, register_of(CORRECTED))
        after = datetime.now(UTC)
        last = await asked.ask("{ services { nodes { code changedAt } } transfers { nodes { code changedAt } } }")

        assert first == again
        moments = {node["changedAt"] for nodes in first.values() for node in nodes["nodes"]}
        assert len(moments) == 1
        assert before <= datetime.fromisoformat(next(iter(moments))) <= between
        assert last["transfers"] == first["transfers"]
        assert last["services"]["nodes"][0] == first["services"]["nodes"][0]
        moment = last["services"]["nodes"][1]["changedAt"]
        assert between <= datetime.fromisoformat(moment) <= after

        for root, since, there in [
            ("services", before.isoformat(), ["app", "shop"]),
            ("services", between.isoformat(), ["shop"]),
            ("services", moment, ["shop"]),
            ("services", after.isoformat(), []),
            ("purposes", between.isoformat(), ["new"]),
            ("transfers", between.isoformat(), []),
            ("transfers", "0001-01-01T00:00:00Z", ["t1", "t2"]),
            ("transfers", "9999-12-31T23:59:59Z", []),
        ]:
            assert await codes(asked, root, {"changedSince": since}) == there


async def test_another_zone_is_the_same_moment(place: str) -> None:
    """A moment is a moment, however its zone is written; without a zone it is none, and is refused."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as asked:
        data = await asked.ask("{ services { nodes { changedAt } } }")
        moment = datetime.fromisoformat(data["services"]["nodes"][0]["changedAt"])
        tokyo = moment.isoformat().replace("+00:00", "Z")

        assert await codes(asked, "services", {"changedSince": tokyo}) == ["app", "shop"]
        assert data["services"]["nodes"][0]["changedAt"].endswith("+00:00")
        text = "query ($since: DateTime) { services(filter: {or: [{changedSince: $since}]}) { nodes { code } } }"
        for since in ("2026-08-15T09:00:00", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59-09:00"):
            assert await asked.refused(text, since=since) == [
                ("BAD_INPUT", ("services", "filter", "or", 0, "changedSince"))
            ]
        assert [code for code, _ in await asked.refused(text, since="yesterday")] == ["BAD_INPUT"]
