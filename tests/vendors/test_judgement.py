"""What holds of every judgement, whatever the register: tried on generated ones."""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import orjson
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models.vocabulary import RuleCode, Severity, Verdict
from tests.good_facts import good_facts, without
from tests.registers import registers
from vendors.findings import DayAnswer, Finding, Span, TransferJudgement
from vendors.judgement import Judge, judge
from vendors.register.documents import Document, register_document
from vendors.register.entries.register import Register
from vendors.register.read import read_register

generated = settings(max_examples=100, deadline=None)
ONE_DAY = timedelta(days=1)
DATES = re.compile(r"from|until|on|at|.*_(on|at|from)")
LISTS_OF_DATES = frozenset({"screenings", "reviews", "equivalent_checks"})


def edges(judgement: TransferJudgement) -> list[date]:
    """Every day on which something that is said of the transfer begins or ends, and its neighbours."""
    said: list[Finding | Span] = [*judgement.findings, *judgement.spans]
    starts = {one.from_ for one in said}
    ends = {one.until for one in said if one.until is not None}
    days = {
        day + step for day in starts | ends for step in (-ONE_DAY, timedelta(), ONE_DAY) if date.min < day < date.max
    }
    return sorted(days)


def parts(document: Any) -> Iterator[Document]:
    """Every mapping within a document, itself included."""
    if isinstance(document, dict):
        yield document
    for value in document.values() if isinstance(document, dict) else document if isinstance(document, list) else ():
        yield from parts(value)


def copy(register: Register) -> Document:
    """The register as plain data of its own."""
    document: Document = orjson.loads(orjson.dumps(register_document(register)))
    return document


def read(document: Document) -> Register:
    """The register that a document stands for, through the front door."""
    return read_register(orjson.dumps(document))


@generated
@given(registers())
def test_spans_cover_the_transfer_s_period_without_gap_or_overlap(register: Register) -> None:
    """From its first day to its last, each day has one span, and neighbours differ."""
    for transfer, judged in zip(
        sorted(register.transfers, key=lambda one: one.code), judge(register).transfers, strict=True
    ):
        first, *_, last = (*judged.spans, judged.spans[-1])

        assert judged.code == transfer.code
        assert (first.from_, last.until) == (transfer.from_, transfer.until)
        for before, after in zip(judged.spans, judged.spans[1:], strict=False):
            assert before.until is not None
            assert before.until + ONE_DAY == after.from_


@generated
@given(registers())
def test_the_answer_for_a_day_is_that_of_the_periods(register: Register) -> None:
    """On every edge: the findings are those whose period holds the day, and the verdict follows from them."""
    whole = Judge(register)
    for transfer in register.transfers:
        judged = whole.transfer(transfer.code)
        for day in edges(judged):
            answer = whole.on(transfer.code, day)

            assert answer.findings == tuple(finding for finding in judged.findings if finding.holds_on(day))
            blocked = any(finding.severity is Severity.BLOCKING for finding in answer.findings)
            within = transfer.from_ <= day and (transfer.until is None or day <= transfer.until)
            if not within:
                assert answer.verdict is Verdict.INACTIVE
                assert {finding.code for finding in answer.findings} <= {RuleCode.RETURN_ERASURE_OVERDUE}
            elif answer.verdict is Verdict.NOT_A_PROVISION:
                assert answer.findings == ()
            else:
                assert answer.verdict is (Verdict.INVALID if blocked else Verdict.VALID)


@generated
@given(registers())
def test_what_holds_on_a_day_does_not_depend_on_what_other_days_say(register: Register) -> None:
    """Changes of a recipient or a transfer, resolved to what they say on a day, give the same answer for that day."""
    whole = Judge(register)
    for transfer in register.transfers:
        for day in edges(whole.transfer(transfer.code))[:5]:
            on_that_day = Judge(resolved(register, day))

            assert said(on_that_day.on(transfer.code, day)) == said(whole.on(transfer.code, day))


def said(answer: DayAnswer) -> tuple[Any, ...]:
    """What an answer says of its day; since when and until when is another matter."""
    findings = {(finding.code, finding.severity, finding.about) for finding in answer.findings}
    return answer.verdict, answer.foreign, answer.foreign_mechanism, answer.record_required, findings


def resolved(register: Register, day: date) -> Register:
    """The register with what recipients and transfers are on that day as what they always are."""
    document = copy(register)
    for entry in (*document.get("recipients", ()), *document.get("transfers", ())):
        kept = []
        for change in sorted(entry.pop("changes", ()), key=lambda change: str(change["on"])):
            if "contract" in change:  # which chains it has run under is a matter of all its days
                kept.append({"on": change["on"], "contract": change["contract"]})
            if change["on"] <= day.isoformat():
                entry.update(
                    {key: value for key, value in change.items() if key not in {"on", "contract", "note", "owner"}}
                )
        if kept:
            entry["changes"] = kept
    return Register.model_validate(document)


@generated
@given(registers(), st.randoms(use_true_random=False))
def test_entries_in_any_order_judge_alike(register: Register, chance: random.Random) -> None:
    """The order of entries, and of what is in them, never matters."""
    document = copy(register)
    for part in parts(document):
        for value in part.values():
            if isinstance(value, list):
                chance.shuffle(value)

    assert judge(read(document)) == judge(register)


@generated
@given(registers(), st.sampled_from([4, 28]))
def test_shifting_every_date_by_whole_years_shifts_every_period(register: Register, years: int) -> None:
    """Away from the rules' own dates nothing depends on which year it is; four years keep the leap days in place."""
    later = shifted(copy(register), 20)
    years_named = {int(text[:4]) for text in dates(later)}
    assume(years_named and min(years_named) > 2022 and max(years_named) < 2060)

    judged = judge(Register.model_validate(later))
    judged_later = judge(Register.model_validate(shifted(later, years)))

    assert [periods_of(one, years) for one in judged.transfers] == [
        periods_of(one, 0) for one in judged_later.transfers
    ]
    assert [(one.verdict, codes(one.findings)) for one in judged.deliveries] == [
        (one.verdict, codes(one.findings)) for one in judged_later.deliveries
    ]


def codes(findings: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """The codes with the persons that they touch."""
    return [(finding.code, finding.subjects) for finding in findings]


def dates(document: Document) -> Iterator[str]:
    """Every date and moment in a document."""
    for part in parts(document):
        for key, value in part.items():
            if isinstance(value, str) and DATES.fullmatch(key):
                yield value
            elif key in LISTS_OF_DATES:
                yield from value


def shifted(document: Document, years: int) -> Document:
    """The document with all its dates so many years later."""
    moved: Document = orjson.loads(orjson.dumps(document))
    for part in parts(moved):
        for key, value in part.items():
            if isinstance(value, str) and DATES.fullmatch(key):
                part[key] = later_by(value, years)
            elif key in LISTS_OF_DATES:
                part[key] = [later_by(one, years) for one in value]
    return moved


def later_by(text: str, years: int) -> str:
    """A date or moment so many years later."""
    return f"{int(text[:4]) + years:04}{text[4:]}"


def periods_of(judgement: TransferJudgement, years: int) -> list[tuple[Any, ...]]:
    """Findings and spans with their days so many years later."""

    def move(day: date | None) -> str | None:
        return None if day is None else later_by(day.isoformat(), years)

    return [
        *(
            (one.code, one.severity, one.because, one.about, move(one.from_), move(one.until))
            for one in judgement.findings
        ),
        *(
            (one.verdict, one.basis, one.contract, one.foreign_mechanism, move(one.from_), move(one.until))
            for one in judgement.spans
        ),
    ]


@generated
@given(registers(), st.data())
def test_a_missing_fact_never_judges_better_than_the_same_fact_present(register: Register, data: st.DataObject) -> None:
    """Forgetting a fact that speaks for a transfer makes no day VALID that was INVALID with it."""
    document = copy(register)
    facts = [fact for fact in good_facts(document) if fact[2] != "instrument"]  # without one, rule 21 is asked instead
    assume(facts)
    before = Judge(register)

    after = Judge(Register.model_validate(without(document, data.draw(st.sampled_from(facts)))))

    for transfer in register.transfers:
        days = sorted({*edges(before.transfer(transfer.code)), *edges(after.transfer(transfer.code))})
        for day in days:
            was, now = before.on(transfer.code, day).verdict, after.on(transfer.code, day).verdict
            assert not (was is Verdict.INVALID and now is Verdict.VALID), (transfer.code, day)


@generated
@given(registers())
def test_judging_twice_says_the_same(register: Register) -> None:
    """A judgement is a function of register and rule set, and progress is told to the end."""
    told: list[tuple[int, int]] = []

    first = judge(register)
    second = judge(register, lambda done, whole: told.append((done, whole)))

    assert first == second
    whole = len(register.transfers) + len(register.deliveries)
    assert told == [(done, whole) for done in range(1, whole + 1)]


def test_what_ends_on_the_calendar_s_last_day_is_judged_to_the_end() -> None:
    """9999-12-31 is written for "forever" by many; no day after it is spoken of."""
    register = Register.model_validate(
        {
            "register": 1,
            "operator": {"name": "x"},
            "services": [{"code": "s", "name": "s"}],
            "recipients": [{"code": "r", "name": "r", "kind": "company", "country": "JP"}],
            "contracts": [
                {"code": "c", "recipient": "r", "kind": "outsourcing", "from": "2026-01-01", "until": "9999-12-31"}
            ],
            "transfers": [
                {
                    "code": "t",
                    "service": "s",
                    "recipient": "r",
                    "contract": "c",
                    "items": [],
                    "purposes": [],
                    "from": "2026-01-01",
                    "bases": [{"kind": "outsourcing", "until": "9999-12-31"}],
                }
            ],
        }
    )

    (judged,) = judge(register).transfers

    assert [(span.from_, span.until, span.contract) for span in judged.spans] == [(date(2026, 1, 1), None, "c")]
    assert all(finding.from_ <= date.max for finding in judged.findings)


def test_return_is_asked_from_the_first_day_under_the_contract() -> None:
    """A contract that ended before anything was given under it owes nothing until something is."""
    register = Register.model_validate(
        {
            "register": 1,
            "operator": {"name": "x"},
            "services": [{"code": "s", "name": "s"}],
            "recipients": [{"code": "r", "name": "r", "kind": "company", "country": "JP"}],
            "contracts": [
                {"code": "c", "recipient": "r", "kind": "outsourcing", "from": "2018-01-01", "until": "2018-12-31"}
            ],
            "transfers": [
                {
                    "code": "t",
                    "service": "s",
                    "recipient": "r",
                    "contract": "c",
                    "items": [],
                    "purposes": [],
                    "from": "2020-01-01",
                    "until": "2020-06-30",
                    "bases": [{"kind": "outsourcing"}],
                }
            ],
        }
    )

    found = [one for one in judge(register).transfers[0].findings if one.code is RuleCode.RETURN_ERASURE_OVERDUE]

    assert [(one.from_, one.until) for one in found] == [(date(2020, 1, 1), None)]
