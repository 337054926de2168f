"""What GraphQL says of a transfer is what the judge says of it, on every day on which something changes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.graph.desk import desk, scenario, stored
from vendors.findings import DeliveryFinding, DeliveryJudgement, Finding, Span, TransferJudgement
from vendors.judgement import Judge

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
WITH_DELIVERIES = [path for path in SCENARIOS if "\ndeliveries:" in path.read_text(encoding="utf-8")]
ONE_DAY = timedelta(days=1)
ASKED = """
query ($on: Date) {
  transfers(first: 100) {
    nodes {
      code
      verdict(on: $on) foreign(on: $on) foreignMechanism(on: $on) recordRequired(on: $on)
      contract(on: $on) { code }
      findings(on: $on) { code severity because from until about }
    }
  }
}
"""


def days_of_change(judgement: TransferJudgement) -> set[date]:
    """The first and last days of everything that is said, and the days just outside."""
    days: set[date] = set()
    everything: list[Span | Finding] = [*judgement.spans, *judgement.findings]
    for said in everything:
        days |= {said.from_, said.from_ - ONE_DAY} if said.from_ > date.min else {said.from_}
        if said.until is not None:
            days |= {said.until, said.until + ONE_DAY}
    return days


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
async def test_every_answer_for_a_day_is_the_judge_s(path: Path, place: str) -> None:
    """Verdict, foreign, mechanism, record duty, contract and findings: on both sides of each day of change."""
    register = scenario(path)
    judge = Judge(register)
    judgements = {transfer.code: judge.transfer(transfer.code) for transfer in register.transfers}
    await stored(place, register)

    async with desk(place) as asked:
        for day in sorted(set().union(*map(days_of_change, judgements.values()))):
            data = await asked.ask(ASKED, on=day)

            for node in data["transfers"]["nodes"]:
                answer = judge.on(node["code"], day)
                span = next((s for s in judgements[node["code"]].spans if _has(s.from_, s.until, day)), None)
                assert node["verdict"] == answer.verdict
                assert node["foreign"] == answer.foreign
                assert node["foreignMechanism"] == (answer.foreign_mechanism if span else None)
                assert node["recordRequired"] == answer.record_required
                assert (node["contract"] or {}).get("code") == (span.contract if span else None)
                assert sorted(node["findings"], key=str) == sorted(
                    (
                        {
                            "code": finding.code,
                            "severity": finding.severity,
                            "because": finding.because,
                            "from": finding.from_.isoformat(),
                            "until": finding.until.isoformat() if finding.until else None,
                            "about": finding.about,
                        }
                        for finding in answer.findings
                    ),
                    key=str,
                )


def _has(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)


@pytest.mark.parametrize("path", SCENARIOS[::6], ids=lambda path: path.stem)
async def test_all_that_is_ever_said_is_the_judge_s(path: Path, place: str) -> None:
    """`findings(ever: true)` and `spans` are the whole judgement, in its order of days."""
    register = scenario(path)
    judge = Judge(register)
    await stored(place, register)

    async with desk(place) as asked:
        data = await asked.ask(
            "{ transfers { nodes { code spans { from until verdict foreign foreignMechanism basis { kind } }"
            " findings(ever: true) { code from until } } } }"
        )

    for node in data["transfers"]["nodes"]:
        judgement = judge.transfer(node["code"])
        assert node["spans"] == [
            {
                "from": span.from_.isoformat(),
                "until": span.until.isoformat() if span.until else None,
                "verdict": span.verdict,
                "foreign": span.foreign,
                "foreignMechanism": span.foreign_mechanism,
                "basis": {"kind": span.basis_kind.name} if span.basis_kind else None,
            }
            for span in judgement.spans
        ]
        assert sorted((f["code"], f["from"], f["until"]) for f in node["findings"]) == sorted(
            (f.code, f.from_.isoformat(), f.until.isoformat() if f.until else None) for f in judgement.findings
        )


@pytest.mark.parametrize("path", WITH_DELIVERIES, ids=lambda path: path.stem)
async def test_what_is_said_of_each_delivery_on_a_day_is_the_judge_s(path: Path, place: str) -> None:
    """Verdict, record duty, what it breaks, and of its record what holds: on both sides of each day of change."""
    register = scenario(path)
    judge = Judge(register)
    judgements = {delivery.code: judge.delivery(delivery.code) for delivery in register.deliveries}
    await stored(place, register)

    async with desk(place) as asked:
        for day in sorted(set().union(*map(days_of_record, judgements.values()))):
            data = await asked.ask(
                "query ($on: Date) { deliveries(first: 100) { nodes { code on verdict recordRequired"
                " findings(on: $on) { code severity because about subjects from until } } } }",
                on=day,
            )

            assert len(data["deliveries"]["nodes"]) == len(judgements)
            for node in data["deliveries"]["nodes"]:
                judged = judgements[node["code"]]
                assert node["on"] == judged.on.isoformat()
                assert (node["verdict"], node["recordRequired"]) == (judged.verdict, judged.record_required)
                assert node["findings"] == [
                    {
                        "code": finding.code,
                        "severity": finding.severity,
                        "because": finding.because,
                        "about": finding.about,
                        "subjects": finding.subjects,
                        "from": finding.from_.isoformat() if finding.from_ else None,
                        "until": finding.until.isoformat() if finding.until else None,
                    }
                    for finding in judged.findings
                    if _is_said(finding, day)
                ]


def days_of_record(judgement: DeliveryJudgement) -> set[date]:
    """The day of a delivery, the first and last days of what is said of its record, and the days just outside."""
    days = {judgement.on}
    for said in judgement.findings:
        if said.from_ is not None:
            days |= {said.from_, said.from_ - ONE_DAY}
        if said.until is not None:
            days |= {said.until, said.until + ONE_DAY}
    return days


def _is_said(finding: DeliveryFinding, day: date) -> bool:
    return finding.from_ is None or _has(finding.from_, finding.until, day)
