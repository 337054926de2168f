"""Filters of any shape choose what a reader of the register and its judgement would choose, on both engines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.vocabulary import BasisKind, ForeignMechanism, RuleCode, Severity, Verdict
from tests.graph.desk import TODAY, Desk
from vendors.demo.register import demo_register
from vendors.facts.contracts import ContractFacts
from vendors.findings import Span, TransferJudgement
from vendors.folding import folded, searched
from vendors.judgement import Judge
from vendors.register.entries.contract import Contract
from vendors.register.entries.part import Change
from vendors.register.entries.recipient import Recipient
from vendors.register.entries.transfer import Transfer

REGISTER = demo_register(TODAY)
JUDGE = Judge(REGISTER)
TRANSFERS = {one.code: one for one in REGISTER.transfers}
JUDGED: Mapping[str, TransferJudgement] = {code: JUDGE.transfer(code) for code in TRANSFERS}
RECIPIENTS: Mapping[str, Recipient] = {one.code: one for one in REGISTER.recipients}
CONTRACTS: Mapping[str, Contract] = {one.code: one for one in REGISTER.contracts}
ONE_DAY = timedelta(days=1)
DAYS = sorted(
    {TODAY}
    | {
        first + step * ONE_DAY
        for one in JUDGED.values()
        for first in (*(span.from_ for span in one.spans), *(finding.from_ for finding in one.findings))
        for step in (0, -1)
    }
)


def value(entry: Transfer | Recipient, name: str, day: date) -> Any:
    """What a field of an entry says on a day, its changes applied."""
    said = getattr(entry, name)
    changes: tuple[Change, ...] = tuple(entry.changes)
    for change in sorted(changes, key=lambda one: getattr(one, "on")):  # noqa: B009  # each kind of change has it
        if getattr(change, "on") <= day and name in change.changed:  # noqa: B009
            said = getattr(change, name)
    return said


@dataclass
class OnDay:
    """One transfer on a day."""

    transfer: Transfer
    day: date

    @property
    def span(self) -> Span | None:
        """What the judge says of that day, within the transfer's period."""
        return next((one for one in JUDGED[self.transfer.code].spans if _has(one.from_, one.until, self.day)), None)

    def holds(self, name: str, asked: Any) -> bool:
        """Whether a condition of a filter holds."""
        found: bool = getattr(self, f"_{name}")(asked)
        return found

    def _code(self, asked: list[str]) -> bool:
        return self.transfer.code in asked

    def _verdict(self, asked: list[str]) -> bool:
        return JUDGE.on(self.transfer.code, self.day).verdict in asked

    def _basis(self, asked: list[str]) -> bool:
        return self.span is not None and self.span.basis_kind in [BasisKind[word] for word in asked]

    def _withoutBasis(self, asked: bool) -> bool:  # noqa: N802  # as the filter calls it
        return self.span is not None and (self.span.basis is None) is asked

    def _foreign(self, asked: bool) -> bool:
        return JUDGE.on(self.transfer.code, self.day).foreign is asked

    def _declaredForeign(self, asked: bool) -> bool:  # noqa: N802
        return value(self.transfer, "foreign", self.day) is asked

    def _mechanism(self, asked: list[str]) -> bool:
        return self.span is not None and self.span.foreign_mechanism in asked

    def _recordRequired(self, asked: bool) -> bool:  # noqa: N802
        return JUDGE.on(self.transfer.code, self.day).record_required is asked

    def _recipient(self, asked: list[str]) -> bool:
        return self.transfer.recipient in asked

    def _country(self, asked: list[str]) -> bool:
        return value(RECIPIENTS[self.transfer.recipient], "country", self.day) in asked

    def _service(self, asked: list[str]) -> bool:
        return self.transfer.service in asked

    def _item(self, asked: list[str]) -> bool:
        return bool(set(value(self.transfer, "items", self.day)) & set(asked))

    def _purpose(self, asked: list[str]) -> bool:
        return bool(set(value(self.transfer, "purposes", self.day)) & set(asked))

    def _contract(self, asked: list[str]) -> bool:
        return self.span is not None and self.span.contract in asked

    def _contractEndsBefore(self, asked: str) -> bool:  # noqa: N802
        if self.span is None or self.span.contract is None:
            return False
        runs = ContractFacts(CONTRACTS[self.span.contract]).in_force
        ends = next(last for first, last in runs if first <= self.day.toordinal() <= last)
        return ends < date.fromisoformat(asked).toordinal()

    def _finding(self, asked: dict[str, Any]) -> bool:
        during = asked.get("during") or {"from": str(self.day), "until": str(self.day)}
        first, last = (date.fromisoformat(during[end]) for end in ("from", "until"))
        return any(
            (asked.get("code") is None or finding.code in asked["code"])
            and (asked.get("severity") is None or finding.severity == asked["severity"])
            and finding.from_ <= last
            and (finding.until is None or finding.until >= first)
            for finding in JUDGED[self.transfer.code].findings
        )

    def _activeDuring(self, asked: dict[str, str]) -> bool:  # noqa: N802
        first, last = (date.fromisoformat(asked[end]) for end in ("from", "until"))
        return self.transfer.from_ <= last and (self.transfer.until is None or self.transfer.until >= first)

    def _search(self, asked: str) -> bool:
        return folded(asked) in searched(self.transfer)

    def _changedSince(self, asked: str) -> bool:  # noqa: N802
        return asked < "2020"


def _has(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)


def chosen(transfer: Transfer, filter_: Mapping[str, Any], around: date = TODAY) -> bool:
    """Whether a filter chooses a transfer."""
    own = filter_.get("on")
    day = around if own is None else date.fromisoformat(own)
    for name, asked in filter_.items():
        if asked is None or name == "on":
            continue
        if name == "and":
            holds = all(chosen(transfer, part, day) for part in asked)
        elif name == "or":
            holds = any(chosen(transfer, part, day) for part in asked)
        elif name == "not":
            holds = not chosen(transfer, asked, day)
        else:
            holds = OnDay(transfer, day).holds(name, asked)
        if not holds:
            return False
    return True


def some(words: Any) -> st.SearchStrategy[list[str]]:
    """A few of these words, or none."""
    return st.lists(st.sampled_from(sorted(words)), max_size=3)


DAY = st.sampled_from([str(day) for day in DAYS])
FLAG = st.booleans()
RUN = st.tuples(DAY, DAY).map(lambda two: {"from": min(two), "until": max(two)})
TEXTS = sorted({text[at : at + 3] for one in REGISTER.transfers for text in searched(one).split("\n") for at in (0, 2)})
CONDITIONS: Mapping[str, st.SearchStrategy[Any]] = {
    "code": some(TRANSFERS),
    "verdict": some(word.value for word in Verdict),
    "basis": some(word.name for word in BasisKind),
    "withoutBasis": FLAG,
    "foreign": FLAG,
    "declaredForeign": FLAG,
    "mechanism": some(word.value for word in ForeignMechanism),
    "recordRequired": FLAG,
    "recipient": some(RECIPIENTS),
    "country": some({"JP", "US", "DE", "VN", "GB"}),
    "service": some(one.code for one in REGISTER.services),
    "item": some(one.code for one in REGISTER.items),
    "purpose": some(one.code for one in REGISTER.purposes),
    "contract": some(CONTRACTS),
    "contractEndsBefore": DAY,
    "finding": st.fixed_dictionaries(
        {},
        optional={
            "code": some(word.value for word in RuleCode),
            "severity": st.sampled_from([word.value for word in Severity]),
            "during": RUN,
        },
    ),
    "activeDuring": RUN,
    "search": st.sampled_from([*TEXTS, "", "ＴＯＫＹＯ", "no such text"]),
    "changedSince": st.sampled_from(["2019-12-31T23:59:59Z", "9999-01-01T00:00:00+09:00"]),
}


@st.composite
def filters(draw: st.DrawFn, deep: int = 3) -> dict[str, Any]:
    """A filter with a few conditions, some of them null, and parts that are filters themselves."""
    names = draw(st.lists(st.sampled_from(list(CONDITIONS)), max_size=2, unique=True))
    made: dict[str, Any] = {name: draw(st.one_of(CONDITIONS[name], CONDITIONS[name], st.none())) for name in names}
    if draw(st.integers(0, 3)) == 0:
        made["on"] = draw(DAY)
    if deep:
        for name in draw(st.lists(st.sampled_from(("and", "or", "not")), max_size=2, unique=True)):
            parts = st.lists(filters(deep=deep - 1), min_size=1, max_size=2)
            made[name] = draw(filters(deep=deep - 1) if name == "not" else parts)
    return made


def days_in(filter_: Any) -> int:
    """How many days a filter names."""
    if isinstance(filter_, dict):
        return sum((name == "on") + days_in(part) for name, part in filter_.items())
    return sum(map(days_in, filter_)) if isinstance(filter_, list) else 0


ASKED = "query ($f: TransferFilter) { transfers(first: 100, filter: $f) { totalCount nodes { code } } }"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filter_=filters().filter(lambda one: days_in(one) <= 8))
async def test_a_filter_chooses_what_a_reader_would_choose(filter_: dict[str, Any], asked: Desk) -> None:
    """Every condition, on the day of its own part, met and united and negated: the same transfers, and their number."""
    data = await asked.ask(ASKED, f=filter_)

    expected = sorted(code for code, transfer in TRANSFERS.items() if chosen(transfer, filter_))
    assert [node["code"] for node in data["transfers"]["nodes"]] == expected
    assert data["transfers"]["totalCount"] == len(expected)


@pytest.mark.parametrize("name", CONDITIONS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_each_condition_and_its_negation_part_all_transfers(name: str, data: st.DataObject, asked: Desk) -> None:
    """On any day: what a condition leaves out is what its negation chooses."""
    filter_ = {name: data.draw(CONDITIONS[name]), "on": data.draw(DAY)}

    found = [
        {node["code"] for node in (await asked.ask(ASKED, f=one))["transfers"]["nodes"]}
        for one in (filter_, {"not": filter_})
    ]

    assert found[0] == {code for code, transfer in TRANSFERS.items() if chosen(transfer, filter_)}
    assert found[0] | found[1] == set(TRANSFERS)
    assert not found[0] & found[1]
