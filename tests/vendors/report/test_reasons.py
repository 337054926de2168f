import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from models.vocabulary import RuleCode
from vendors.register.read import read_register
from vendors.report import phrases
from vendors.report.check import check_ever, check_on
from vendors.report.document import Check, Told
from vendors.report.reasons.explained import REASONS
from vendors.report.words import Lang

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
JAPANESE = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def reasons(check: Check, lang: Lang) -> Iterator[tuple[Told, str]]:
    """Every finding of a check with the sentence that says why."""
    for transfer in check.transfers:
        yield from ((told, phrases.why(check, transfer, told, lang)) for told in transfer.findings)
    for delivery in check.deliveries:
        yield from ((told, phrases.why_at(check, delivery, told, lang)) for told in delivery.findings)
    for lapse in check.lapses.coming if check.lapses else ():
        yield lapse.told, phrases.why_lapse(check, lapse, lang)


def checks(path: Path) -> Iterator[Check]:
    """A scenario ever, and on the days around each on which a finding begins or ends."""
    register = read_register(path.read_bytes(), frozenset({"scenario", "expect"}))
    ever = check_ever(register)
    yield ever
    told = [told for transfer in ever.transfers for told in transfer.findings]
    edges = {edge for one in told for edge in (one.from_, one.until) if edge is not None}
    for day in sorted({edge + timedelta(days=by) for edge in edges for by in (-1, 0, 1)}):
        yield check_on(register, day, day + timedelta(days=400))


def test_every_rule_has_words() -> None:
    """There is no rule of which a lawyer would read only the code."""
    assert set(REASONS) == set(RuleCode)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_finding_of_every_scenario_says_why_in_both_languages(path: Path) -> None:
    """Sentences are whole: they end, hold no gap and no slot, and are in the language that was asked for."""
    for check in checks(path):
        for told, said in reasons(check, "en"):
            assert said.endswith("."), (told.rule.code, said)
            assert "  " not in said
            assert not set("{}") & set(said)
            assert "None" not in said
            assert not JAPANESE.search(said.replace("要配慮個人情報", "")), said
        for told, said in reasons(check, "ja"):
            assert said.endswith("。"), (told.rule.code, said)
            assert not set("{}") & set(said)
            assert "None" not in said
            assert JAPANESE.search(said), said


def why(name: str, on: str, code: RuleCode, lang: Lang = "en") -> str:
    """Why a finding of a scenario holds on a day."""
    path = next(path for path in SCENARIOS if path.stem.startswith(name))
    register = read_register(path.read_bytes(), frozenset({"scenario", "expect"}))
    found = reasons(check_on(register, date.fromisoformat(on)), lang)
    return next(said for told, said in found if told.rule.code is code)


@pytest.mark.parametrize(
    ("name", "on", "code", "sentence"),
    [
        (
            "02",
            "2027-04-10",
            RuleCode.CONTRACT_EXPIRED,
            (
                "The contract “Delivery agreement” with Hayate Express K.K. has 2027-03-31 as its last day, and "
                "neither a renewal nor an extension is in force."
            ),
        ),
        (
            "04",
            "2026-06-01",
            RuleCode.FOREIGN_NO_MECHANISM,
            (
                "Acme Inc. is abroad (United States): no designated country, and neither equivalent measures nor "
                "consent to provision abroad is recorded."
            ),
        ),
        (
            "34",
            "2026-05-31",
            RuleCode.CONTRACT_TERMS_INCOMPLETE,
            "The contract “letters” with Oso Express K.K. lacks: audit.",
        ),
        (
            "35",
            "2025-03-05",
            RuleCode.SUPERVISION_OVERDUE,
            "Tanada Desk K.K. was last screened or reviewed on 2024-02-29, more than 12 months ago.",
        ),
        (
            "27",
            "2026-07-01",
            RuleCode.CONSENT_AFTER_TRANSFER,
            "2 persons agreed only at the hand-over of 2026-07-01 09:00 or after it.",
        ),
        (
            "33",
            "2026-04-09",
            RuleCode.CONTRACT_MISSING,
            "For the outsourcing to Tanada Desk K.K., no contract is named.",
        ),
        (
            "10",
            "2026-07-31",
            RuleCode.FOREIGN_INFO_NOT_GIVEN,
            "What the texts in use do not tell — research-v1: that country's system.",
        ),
    ],
)
def test_a_reason_names_what_the_register_records(name: str, on: str, code: RuleCode, sentence: str) -> None:
    """Whom it is about, which contract, which day: what a lawyer would otherwise have to look up."""
    assert why(name, on, code) == sentence


def test_a_recipient_has_the_name_of_the_day() -> None:
    """A company that was renamed later is called what it was called."""
    register = read_register(
        b"""
register: 1
operator: {name: Mizunara K.K.}
services: [{code: app, name: App}]
purposes: [{code: support, name: Support}]
items: [{code: name, name: Name}]
policies: [{version: "1", from: 2020-01-01, purposes: [support]}]
recipients:
  - {code: desk, name: Old Desk K.K., kind: company, country: JP, screenings: [2026-01-01],
     changes: [{on: 2026-07-01, name: New Desk K.K.}]}
transfers:
  - {code: help, service: app, recipient: desk, items: [name], purposes: [support], from: 2026-04-01,
     bases: [{kind: outsourcing}]}
"""
    )

    before = [said for _, said in reasons(check_on(register, date(2026, 6, 30)), "en")]
    after = [said for _, said in reasons(check_on(register, date(2026, 7, 1)), "en")]

    assert before == ["For the outsourcing to Old Desk K.K., no contract is named."]
    assert after == ["For the outsourcing to New Desk K.K., no contract is named."]
