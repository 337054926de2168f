"""What changes over time: recipients, transfers and contracts as versions, each begun by what was recorded."""

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest

from tests.graph.desk import Desk, desk, register_of, stored
from vendors.facts.contracts import ContractFacts

REGISTER = """
register: 1
operator: {name: 例}
services: [{code: shop, name: 通販}]
purposes: [{code: ship, name: 配送}, {code: ads, name: 広告}]
items: [{code: email, name: メール}, {code: name, name: 氏名}]
recipients:
  - code: moved
    name: 旧社名
    kind: company
    country: JP
    address: 東京
    changes:
      - {on: 2025-04-01, name: 新社名, note: 合併, owner: 法務}
      - {on: 2025-07-01, country: US, address: null}
      - {on: 2025-04-01, representative: 山田, note: 代表交代}
    subprocessors: [{recipient: still, from: 2025-01-01, work: 印刷}]
  - {code: still, name: 不変, kind: company, country: JP}
contracts:
  - {code: second, recipient: moved, kind: outsourcing, from: 2025-01-01, until: 2025-12-31, renews: first}
  - {code: third, recipient: moved, kind: outsourcing, from: 2024-06-01, renews: second, terminated_on: 2026-06-30}
  - code: first
    recipient: moved
    kind: outsourcing
    signed_on: 2024-02-01
    from: 2024-01-01
    until: 2024-12-31
    terms: [audit, safeguards]
    confidentiality: {survives_months: 12}
    amendments:
      - {on: 2024-07-01, adds: [incident_notice], removes: [audit], until: 2024-06-15, note: 第一変更}
      - {on: 2024-09-01, until: 2025-03-31, items: [email], confidentiality: null, owner: 総務}
      - {on: 2024-10-01, adds: [safeguards], note: 確認のみ}
  - {code: alone, recipient: still, kind: provision, from: 2024-01-01, auto_renews: {months: 12}, until: 2024-12-31}
  - {code: late, recipient: still, kind: provision, signed_on: 2025-06-01, from: 2025-01-01, until: 2025-03-31}
transfers:
  - code: t
    service: shop
    recipient: moved
    contract: first
    items: [email, name]
    purposes: [ship]
    from: 2024-03-01
    foreign: false
    changes:
      - {on: 2025-01-01, contract: second, items: [email], note: 更新}
      - {on: 2025-06-01, contract: null, foreign: true, own_use: true, purposes: [ads, ship]}
    bases: [{kind: outsourcing}]
"""


@pytest.fixture
async def asked(place: str) -> AsyncIterator[Desk]:
    """A desk over the register above."""
    await stored(place, register_of(REGISTER))
    async with desk(place) as made:
        yield made


async def test_a_recipient_has_a_version_for_each_day_of_change(asked: Desk) -> None:
    """From the beginning on, with what each change replaced; changes of one day are one, their notes together."""
    fields = "from until changed name kind country address representative foreign note owner"
    data = await asked.ask(
        f'{{ recipient(code: "moved") {{ versions {{ {fields} }} }}'
        ' still: recipient(code: "still") { versions { from until changed name } } }'
    )

    first: dict[str, Any] = {
        "from": None,
        "until": "2025-03-31",
        "changed": [],
        "name": "旧社名",
        "kind": "COMPANY",
        "country": "JP",
        "address": "東京",
        "representative": None,
        "foreign": False,
        "note": None,
        "owner": None,
    }
    renamed = first | {
        "from": "2025-04-01",
        "until": "2025-06-30",
        "changed": ["NAME", "REPRESENTATIVE"],
        "name": "新社名",
        "representative": "山田",
        "note": "代表交代\n合併",
        "owner": "法務",
    }
    moved = renamed | {
        "from": "2025-07-01",
        "until": None,
        "changed": ["ADDRESS", "COUNTRY"],
        "country": "US",
        "address": None,
        "foreign": True,
        "note": None,
        "owner": None,
    }
    assert data["recipient"]["versions"] == [first, renamed, moved]
    assert data["still"]["versions"] == [{"from": None, "until": None, "changed": [], "name": "不変"}]


async def test_a_transfer_has_a_version_for_each_day_of_change(asked: Desk) -> None:
    """Whole values of what is recorded; null where a change made something absent."""
    data = await asked.ask(
        """{ transfer(code: "t") { versions {
          from until changed recordedContract { code } declaredForeign ownUse mixed items { code }
          purposes { code } note
        } } }"""
    )

    nothing = {"ownUse": None, "mixed": None, "note": None}
    assert data["transfer"]["versions"] == [
        nothing
        | {
            "from": None,
            "until": "2024-12-31",
            "changed": [],
            "recordedContract": {"code": "first"},
            "declaredForeign": False,
            "items": [{"code": "email"}, {"code": "name"}],
            "purposes": [{"code": "ship"}],
        },
        nothing
        | {
            "from": "2025-01-01",
            "until": "2025-05-31",
            "changed": ["CONTRACT", "ITEMS"],
            "recordedContract": {"code": "second"},
            "declaredForeign": False,
            "items": [{"code": "email"}],
            "purposes": [{"code": "ship"}],
            "note": "更新",
        },
        nothing
        | {
            "from": "2025-06-01",
            "until": None,
            "changed": ["CONTRACT", "FOREIGN", "OWN_USE", "PURPOSES"],
            "recordedContract": None,
            "declaredForeign": True,
            "items": [{"code": "email"}],
            "purposes": [{"code": "ads"}, {"code": "ship"}],
            "ownUse": True,
        },
    ]


async def test_a_contract_has_a_version_for_each_amendment_with_what_it_says(asked: Desk) -> None:
    """What it adds, removes and replaces as recorded, and what holds from then; one that changes nothing too."""
    data = await asked.ask(
        """{ contract(code: "first") { versions {
          from until changed adds removes contractUntil terms confidentiality { survivesMonths } items { code }
          purposes { code } note owner
        } } }"""
    )

    signed = {
        "from": None,
        "until": "2024-06-30",
        "changed": [],
        "adds": [],
        "removes": [],
        "contractUntil": "2024-12-31",
        "terms": ["AUDIT", "SAFEGUARDS"],
        "confidentiality": {"survivesMonths": 12},
        "items": None,
        "purposes": None,
        "note": None,
        "owner": None,
    }
    shortened = signed | {
        "from": "2024-07-01",
        "until": "2024-08-31",
        "changed": ["UNTIL"],
        "adds": ["INCIDENT_NOTICE"],
        "removes": ["AUDIT"],
        "contractUntil": "2024-06-15",
        "terms": ["INCIDENT_NOTICE", "SAFEGUARDS"],
        "note": "第一変更",
    }
    extended = shortened | {
        "from": "2024-09-01",
        "until": "2024-09-30",
        "changed": ["CONFIDENTIALITY", "ITEMS", "UNTIL"],
        "adds": [],
        "removes": [],
        "contractUntil": "2025-03-31",
        "confidentiality": None,
        "items": [{"code": "email"}],
        "note": None,
        "owner": "総務",
    }
    confirmed = extended | {
        "from": "2024-10-01",
        "until": None,
        "changed": [],
        "adds": ["SAFEGUARDS"],
        "note": "確認のみ",
        "owner": None,
    }
    assert data["contract"]["versions"] == [signed, shortened, extended, confirmed]


async def test_a_contract_is_in_force_on_the_days_on_which_the_law_reads_it_so(asked: Desk) -> None:
    """Signing, amendments, renewals and termination counted, on both sides of each first and last day."""
    register = register_of(REGISTER)
    facts = {contract.code: ContractFacts(contract).in_force for contract in register.contracts}

    data = await asked.ask("{ contracts { nodes { code daysInForce { from until } } } }")

    found = {
        node["code"]: [(run["from"], run["until"]) for run in node["daysInForce"]]
        for node in data["contracts"]["nodes"]
    }
    assert found == {
        "alone": [("2024-01-01", None)],
        "first": [("2024-02-01", "2024-06-30"), ("2024-09-01", "2025-03-31")],
        "late": [],
        "second": [("2025-01-01", "2025-12-31")],
        "third": [("2024-06-01", "2026-06-30")],
    }
    ends = {end for runs in facts.values() for run in runs for end in run}
    for day in sorted({near for end in ends for near in (end - 1, end, end + 1)}):
        if day > date.max.toordinal():
            continue
        on = date.fromordinal(day).isoformat()
        nodes = await asked.ask("query($on: Date) { contracts { nodes { code inForce(on: $on) } } }", on=on)
        assert {node["code"]: node["inForce"] for node in nodes["contracts"]["nodes"]} == {
            code: day in runs for code, runs in facts.items()
        }


async def test_a_chain_of_renewals_is_the_same_from_each_of_its_contracts(asked: Desk) -> None:
    """In the order of renewal, which is not that of days; a contract that renews nothing is a chain by itself."""
    data = await asked.ask("{ contracts { nodes { code renews { code } renewedBy { code } renewalChain { code } } } }")

    chains = {node["code"]: [one["code"] for one in node["renewalChain"]] for node in data["contracts"]["nodes"]}
    assert chains == {
        "alone": ["alone"],
        "first": ["first", "second", "third"],
        "late": ["late"],
        "second": ["first", "second", "third"],
        "third": ["first", "second", "third"],
    }
    middle = next(node for node in data["contracts"]["nodes"] if node["code"] == "second")
    assert (middle["renews"], middle["renewedBy"]) == ({"code": "first"}, [{"code": "third"}])


async def test_a_sub_processor_knows_who_entrusts_it(asked: Desk) -> None:
    """Seen from both ends, it is one re-entrustment."""
    seen = "recipient { code } entrustedBy { code } work from"
    data = await asked.ask(
        f'{{ to: recipient(code: "still") {{ subprocessors {{ {seen} }} subprocessorOf {{ {seen} }} }}'
        f' by: recipient(code: "moved") {{ subprocessors {{ {seen} }} subprocessorOf {{ {seen} }} }} }}'
    )

    one = {"recipient": {"code": "still"}, "entrustedBy": {"code": "moved"}, "work": "印刷", "from": "2025-01-01"}
    assert data == {
        "to": {"subprocessors": [], "subprocessorOf": [one]},
        "by": {"subprocessors": [one], "subprocessorOf": []},
    }
