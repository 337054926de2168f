"""Worked examples: registers that a lawyer can read, and what has to be said of them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml

from models.vocabulary import RuleCode
from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.report.as_json import check_json
from vendors.report.check import check_ever, check_on

FOLDER = Path(__file__).resolve().parent / "scenarios"
SCENARIOS = sorted(FOLDER.glob("*.yaml"))
KEYS_OF_THE_HARNESS = frozenset({"scenario", "expect"})
FOREVER = date.max

Document = dict[str, Any]


@cache
def scenario(path: Path) -> Register:
    """A scenario's register."""
    return read_register(path.read_bytes(), KEYS_OF_THE_HARNESS)


@cache
def harness(path: Path) -> Mapping[str, Any]:
    """What a scenario is called and what is expected of it, with every value as it is written: `on` is a text."""
    document: Document = yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader)  # noqa: S506  # makes only texts, lists, mappings
    return {key: document[key] for key in KEYS_OF_THE_HARNESS}


@cache
def checked(path: Path, on: str | None) -> Document:
    """What `teikyo check --format json` says of a scenario, on a day or ever."""
    register = scenario(path)
    check = check_ever(register) if on is None else check_on(register, date.fromisoformat(on))
    document: Document = orjson.loads(check_json(check))
    return document


def said_of(path: Path, expected: Mapping[str, Any]) -> Document:
    """The entry of the answer that an expectation speaks of: a transfer or a delivery."""
    answer = checked(path, expected.get("on"))
    if "transfer" in expected:
        entries, code = answer["transfers"], expected["transfer"]
    else:
        entries, code = answer["deliveries"], expected["delivery"]
    entry: Document = next(entry for entry in entries if entry["code"] == code)
    return entry


def joined(findings: Iterable[Mapping[str, str]]) -> set[tuple[str, date, date]]:
    """The periods of findings, those of one code that touch or overlap as one; one that never ends, until forever."""
    periods: list[tuple[str, date, date]] = []
    for code, first, last in sorted(
        (one["code"], date.fromisoformat(one["from"]), date.fromisoformat(one.get("until") or FOREVER.isoformat()))
        for one in findings
    ):
        if periods and periods[-1][0] == code and first - timedelta(days=1) <= periods[-1][2]:
            periods[-1] = (code, periods[-1][1], max(last, periods[-1][2]))
        else:
            periods.append((code, first, last))
    return set(periods)


EXPECTATIONS = [
    pytest.param(path, expected, id=f"{path.stem}:{number}")
    for path in SCENARIOS
    for number, expected in enumerate(harness(path)["expect"], 1)
]


@pytest.mark.parametrize(("path", "expected"), EXPECTATIONS)
def test_a_scenario_is_judged_as_expected(path: Path, expected: Mapping[str, Any]) -> None:
    """Verdict, exact set of findings, record duty, mechanism and periods are those that the rulebook leads to."""
    said = said_of(path, expected)

    assert said["verdict"] == expected["verdict"]
    assert {finding["code"] for finding in said["findings"]} == set(expected["findings"])
    if "because" in expected:
        assert {finding["because"] for finding in said["findings"]} == set(expected["because"])
    if "record_required" in expected:
        assert said["record_required"] is (expected["record_required"] == "true")
    if "foreign_mechanism" in expected:
        assert said["foreign_mechanism"] == expected["foreign_mechanism"]
    if "periods" in expected:
        assert joined(said["findings"]) == joined(expected["periods"])


def test_every_rule_has_a_scenario() -> None:
    """There is no rule without a worked example in which it speaks, and one in which it does not."""
    spoken = {code for path in SCENARIOS for expected in harness(path)["expect"] for code in expected["findings"]}

    assert spoken == set(RuleCode)


def test_every_scenario_says_what_it_is_about() -> None:
    """A scenario has a title, a sentence for whoever reads the list."""
    titles = [harness(path)["scenario"]["title"] for path in SCENARIOS]

    assert len(set(titles)) == len(SCENARIOS)
    assert all(title.endswith(".") for title in titles)
