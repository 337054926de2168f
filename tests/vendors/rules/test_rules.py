"""The list of rules as a whole: complete, in order, and each able to say what it is."""

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from models.vocabulary import RuleCode, Severity
from vendors.register.entries.part import Part
from vendors.register.entries.register import Register
from vendors.rules import RULE_SET, RULES
from vendors.rules.readings import READINGS
from vendors.rules.rule import Rule

ROOT = Path(__file__).resolve().parents[3]
PROCESS = {35, 39, 40}
"""The rules that read process, not the register file."""
CITATION = re.compile(r"(APPI \d+(\(\d+\))?(\([ivx]+\))?|Policy \d(\(\d\)\d?)?|Rule \d+(\(\d\))?|Guideline \d(-\d+)+)")

by_code = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def parts_within(annotation: Any) -> Iterator[type[Part]]:
    """The mappings of the file that a type holds, however it is wrapped."""
    if inspect.isclass(annotation) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from parts_within(argument)


def test_every_rule_of_the_rulebook_that_reads_the_register_is_there_once_and_in_order() -> None:
    """Rules 1 to 42, without the three that read process."""
    assert [rule.number for rule in RULES] == [number for number in range(1, 43) if number not in PROCESS]
    assert [rule.code for rule in RULES] == list(RuleCode)


@by_code
def test_a_rule_says_in_both_languages_what_is_broken_and_what_cures_it(rule: Rule) -> None:
    """Titles and cures are there, and the Japanese ones are Japanese."""
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

    assert japanese.search(rule.title_ja)
    assert japanese.search(rule.cure_ja)
    assert rule.title_en
    assert rule.cure_en
    assert not japanese.search(rule.title_en + rule.cure_en)


@by_code
def test_a_rule_cites_what_it_rests_on(rule: Rule) -> None:
    """Each citation has the form that people look it up by."""
    assert rule.cites
    assert all(CITATION.fullmatch(citation) for citation in rule.cites)


@by_code
def test_a_rule_is_law_since_one_of_the_days_on_which_the_act_changed(rule: Rule) -> None:
    """2005-04-01, 2017-05-30 or 2022-04-01; none has been repealed."""
    assert rule.since in {date(2005, 4, 1), date(2017, 5, 30), date(2022, 4, 1)}
    assert rule.until is None
    assert rule.since.toordinal() in rule.days
    assert rule.since.toordinal() - 1 not in rule.days


@by_code
def test_a_rule_asks_something_and_says_how_severe_it_is(rule: Rule) -> None:
    """At least one function, each with the promise in its docstring; at least one severity."""
    asked = [rule.over, rule.of_consent, rule.at_delivery, rule.of_record]

    assert any(asked)
    assert all(inspect.getdoc(function) for function in asked if function is not None)
    assert set(rule.severities) <= set(Severity)
    assert rule.severities


@by_code
def test_a_rule_names_fields_of_the_register_that_exist(rule: Rule) -> None:
    """`reads` is for people who ask what a finding depends on, so it may not name what is not there."""
    for path in rule.reads:
        parts: set[type[Part]] = {Register}
        for key in path.split("."):
            fields = [
                field for part in parts for name, field in part.model_fields.items() if (field.alias or name) == key
            ]
            assert fields, f"{path}: no {key}"
            parts = {part for field in fields for part in parts_within(field.annotation)}


RESTING_ON = {
    "WITHDRAWAL": {4},
    "EXPIRY": {12},
    "APPROVAL": {17},
    "INFORMATION": {29},
    "UNKNOWN_REASON": {29},
    "LEGAL_ENTITY": {18, 22, 27, 28, 29, 30, 31, 41, 42},
    "JAPAN_BUSINESS": {18, 22, 27, 28, 29, 30, 31, 41, 42},
    "SIGNATURE": {11, 12, 20, 21},
    "LIMITS": {15, 19, 31, 32},
    "ANNIVERSARY": {15, 31, 34},
}
"""Every reading that counsel has yet to confirm, with the rules that rest on it."""


def test_debatable_rules_are_those_that_the_rulebook_leaves_to_counsel() -> None:
    """Each reading is carried by the rules that rest on it and by no other, and a rule with one is debatable."""
    found = {one.code: {rule.number for rule in RULES if one in rule.readings} for one in READINGS}

    assert found == RESTING_ON
    assert {rule.number for rule in RULES if rule.debatable} == set().union(*RESTING_ON.values())


@by_code
def test_a_rule_that_reads_a_place_or_a_limit_carries_the_reading_of_it(rule: Rule) -> None:
    """Whoever adds a rule that asks where somebody is, or counts the operator's days or months, has to say so."""
    codes = {one.code for one in rule.readings}

    assert ("recipients.country" in rule.reads) == ("LEGAL_ENTITY" in codes)
    assert ("recipients.japan_business" in rule.reads) == ("JAPAN_BUSINESS" in codes)
    assert any(field.startswith("limits.") for field in rule.reads) == ("LIMITS" in codes)


def test_a_reading_says_in_both_languages_what_is_debatable() -> None:
    """Japanese in Japanese, English in English; each code once."""
    japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

    assert len({one.code for one in READINGS}) == len(READINGS)
    for one in READINGS:
        assert japanese.search(one.ja)
        assert one.ja.endswith("。")
        assert not japanese.search(one.en)
        assert one.en.endswith(".")


def test_the_rule_set_has_one_id_on_every_run() -> None:
    """`sha256:` and a digest that another process comes to as well, so that a stored judgement can be compared."""
    program = "from vendors.rules import RULE_SET; print(RULE_SET)"

    elsewhere = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONHASHSEED": "7"},
    )

    assert re.fullmatch(r"sha256:[0-9a-f]{64}", RULE_SET)
    assert elsewhere.stdout.strip() == RULE_SET


def test_the_law_reads_no_clock() -> None:
    """A rule that looked at a clock would answer otherwise tomorrow for the same day."""
    law = [*(ROOT / "vendors" / "rules").glob("*.py"), *(ROOT / "vendors" / "facts").glob("*.py")]
    law += [
        *(ROOT / "vendors" / "judging").glob("*.py"),
        ROOT / "vendors" / "judgement.py",
        ROOT / "vendors" / "periods.py",
    ]
    clock = re.compile(r"\.(today|now|utcnow)\(|^(import|from) (time|os|random|secrets)\b", re.MULTILINE)

    found = [path.name for path in law if clock.search(path.read_text(encoding="utf-8"))]

    assert found == []
