"""What is not recorded is never fine: every fact that speaks for a transfer, forgotten in turn, in real situations."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import orjson
import pytest

from models.vocabulary import Severity, Verdict
from tests.good_facts import GOOD_FACTS, good_facts, without
from vendors.demo.register import demo_register
from vendors.findings import DeliveryJudgement, Judgement, TransferJudgement
from vendors.judgement import judge
from vendors.register.documents import register_document
from vendors.register.entries.register import Register
from vendors.register.read import read_register

SITUATIONS = sorted(Path(__file__).resolve().parents[1].joinpath("scenarios").glob("*.yaml"))
DEMO = "demo"
FOREVER = date.max
ONE_DAY = timedelta(days=1)

Outcome = tuple[str, str, str]
"""The list of the fact, its key, and whether it was missed: `better`, `worse` or `same`."""


def situation(name: str) -> Register:
    """A worked example, or the demo."""
    if name == DEMO:
        return demo_register(date(2026, 11, 24))
    return read_register((SITUATIONS[0].parent / f"{name}.yaml").read_bytes(), frozenset({"scenario", "expect"}))


def edges(judged: TransferJudgement) -> set[date]:
    """The days on which what is said of it may begin to be different."""
    return {
        day
        for finding in judged.findings
        for day in (finding.from_, *((finding.until + ONE_DAY,) if finding.until not in {None, FOREVER} else ()))
    } | {span.from_ for span in judged.spans}


def invalid(judged: TransferJudgement, day: date) -> bool | None:
    """Whether it does not stand on the day; `None` where that is not asked."""
    span = next((one for one in judged.spans if one.from_ <= day <= (one.until or FOREVER)), None)
    if span is None or span.verdict is Verdict.NOT_A_PROVISION:
        return None
    return span.verdict is Verdict.INVALID


def warned(judged: TransferJudgement, day: date) -> bool:
    """Whether a warning holds on the day."""
    return any(one.severity is Severity.WARNING and one.holds_on(day) for one in judged.findings)


def compared(before: Judgement, after: Judgement) -> Iterator[str]:
    """Whether what changed is better without the fact, or worse."""
    for was, now in zip(before.transfers, after.transfers, strict=True):
        for day in edges(was) | edges(now) if was != now else ():
            verdicts = invalid(was, day), invalid(now, day)
            if verdicts == (True, False):
                yield "better"
            elif verdicts in {(False, True), (None, True)} or (
                verdicts[0] is verdicts[1] and warned(now, day) > warned(was, day)
            ):
                yield "worse"
    for made, remade in zip(before.deliveries, after.deliveries, strict=True):
        if made != remade:
            yield from _at_delivery(made, remade)


def _at_delivery(made: DeliveryJudgement, remade: DeliveryJudgement) -> Iterator[str]:
    if made.verdict is Verdict.INVALID and remade.verdict is Verdict.VALID:
        yield "better"
    elif made.verdict is Verdict.VALID and remade.verdict is Verdict.INVALID:
        yield "worse"


@cache
def outcomes(name: str) -> frozenset[Outcome]:
    """What comes of forgetting each good fact of a situation, one at a time."""
    register = situation(name)
    document = orjson.loads(orjson.dumps(register_document(register)))
    before = judge(register)
    return frozenset(
        (fact[0], fact[2], outcome)
        for fact in good_facts(document)
        for outcome in compared(before, judge(Register.model_validate(without(document, fact))))
    )


ASKED_IN_ITS_PLACE = {"39-due-diligence-first": {("bases", "instrument")}}
"""Without an instrument the rulebook goes on to ask for the agreement on due diligence (21), and no more for whether
the use stays within the business (20): where that is not recorded either, the signed instrument is no good one."""

NAMES = [DEMO, *(path.stem for path in SITUATIONS)]


@pytest.mark.parametrize("name", NAMES)
def test_no_forgotten_fact_makes_anything_stand(name: str) -> None:
    """Neither a transfer on any day nor a delivery stands for want of a fact with which it did not."""
    better = {(where, key) for where, key, outcome in outcomes(name) if outcome == "better"}

    assert better == ASKED_IN_ITS_PLACE.get(name, set())


def test_every_fact_that_speaks_for_a_transfer_is_missed_somewhere() -> None:
    """For each there is a situation that stood, or went unwarned, with it, and does not without."""
    missed = {(where, key) for name in NAMES for where, key, outcome in outcomes(name) if outcome == "worse"}

    assert missed == {(where, key) for where, keys in GOOD_FACTS.items() for key in keys}
