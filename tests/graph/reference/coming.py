"""Lapses and the calendar: what begins, ends and is due, looked for entry by entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any

from graph.types.words import CalendarKind
from models.vocabulary import RuleCode
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import every, one
from tests.graph.reference.refusing import BAD_INPUT, BEYOND_LIMIT
from tests.graph.reference.world import World
from vendors.periods import as_date, months_after

DUE = {
    RuleCode.RETURN_ERASURE_OVERDUE: "RETURN_DUE",
    RuleCode.SUPERVISION_OVERDUE: "REVIEW_DUE",
    RuleCode.EQUIV_CHECK_OVERDUE: "MEASURES_CHECK_DUE",
}
"""What is due on the day before a rule is broken."""


@dataclass
class Row:
    """A lapse, or an entry of the calendar."""

    day: Any
    kind: str
    number: int
    whose: Any = None
    contract: Any = None
    finding: Any = None
    delivery: Any = None
    consent_text: Any = None
    policy: Any = None
    of: Any = None

    @property
    def recipient(self) -> Any:
        """The recipient, also by the contract or the transfer."""
        return self.of or next((one.recipient() for one in (self.whose, self.contract) if one), None)


class Lapse(Row):
    """Something that begins to be wrong."""

    def transfer(self) -> Any:
        """Whose provision it touches."""
        return self.whose


class CalendarEntry(Row):
    """Something that stands in the calendar."""

    @property
    def transfer(self) -> Any:
        """The transfer that it concerns."""
        return self.whose


def after(day: date, days: int) -> date:
    """So many days after a day, or the last of the calendar."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def lapses(world: World, asked: Mapping[str, Any]) -> Connection:
    """What begins to be wrong after a day, and until another."""
    day, until, within = asked.get("on") or world.today, asked.get("until"), asked.get("within")
    within = 90 if within is None else within
    wrong = (until < day) if until is not None else not 0 <= within <= 3660
    last = until or after(day, min(max(within, 0), 3660))
    rows = [row for row in _all_lapses(world) if day < row.day <= last]
    return Connection(world, "Lapse", rows, asked, [BAD_INPUT] if wrong else ())


def _all_lapses(world: World) -> list[Any]:
    if "Lapse" not in world.nodes:
        found = [
            Lapse(row.from_, "FINDING", row.number * 2, row.transfer(), finding=row) for row in every(world, "Finding")
        ]
        for place, ((before, earlier), (code, later)) in enumerate(pairwise(world.spans), 2):
            if before == code and earlier.contract is not None and later.contract is None:
                transfer, ended = one(world, "Transfer", code), one(world, "Contract", earlier.contract)
                found.append(Lapse(later.from_, "CONTRACT", place * 2 + 1, transfer, ended))
        world.nodes["Lapse"] = found
    return world.nodes["Lapse"]


def calendar(world: World, asked: Mapping[str, Any]) -> Connection:
    """What stands on the days from one to another."""
    first: date = asked.get("from") or world.today
    last: date = asked.get("until") or after(first, 90)
    wrong = [BAD_INPUT] if last < first else [BEYOND_LIMIT] if (last - first).days >= 1100 else []
    found = () if wrong else (*_recorded(world), *_overdue(world), *_notices(world, last))
    rows = [row for row in found if row.day is not None and first <= row.day <= last]
    return Connection(world, "CalendarEntry", rows, asked, wrong)


def _row(day: Any, kind: str, number: int, **named: Any) -> CalendarEntry:
    return CalendarEntry(day, kind, number * 16 + list(CalendarKind).index(CalendarKind(kind)), **named)


def _recorded(world: World) -> Iterator[CalendarEntry]:
    """What is recorded with its day, or said of a transfer from a day on."""
    number = count(1)
    for contract in sorted(every(world, "Contract"), key=lambda row: row.code):
        for _, last in contract.runs():
            yield _row(last, "CONTRACT_ENDS", next(number), contract=contract)
    number = count(1)
    for recipient in every(world, "Recipient"):
        for measures in recipient.entry.equivalent_measures:
            yield _row(measures.until, "MEASURES_END", next(number), of=recipient)
    for text in every(world, "ConsentText"):
        yield _row(text.until, "CONSENT_TEXT_ENDS", text.number, consent_text=text)
    for policy in every(world, "Policy"):
        yield _row(policy.from_, "POLICY_BEGINS", policy.number, policy=policy)
    for row in every(world, "Transfer"):
        yield _row(row.from_, "TRANSFER_BEGINS", row.number, whose=row)
        yield _row(row.until, "TRANSFER_ENDS", row.number, whose=row)
    for row in every(world, "Finding"):
        yield _row(row.from_, "FINDING_BEGINS", row.number, whose=row.transfer(), finding=row)
        yield _row(row.until, "FINDING_ENDS", row.number, whose=row.transfer(), finding=row)


def _overdue(world: World) -> Iterator[CalendarEntry]:
    """What is due: the day before it is said to be overdue."""
    for row in every(world, "Finding"):
        if row.code in DUE and row.from_ > date.min:
            noun, _, code = row.about.partition(".")
            contract = one(world, "Contract", code) if noun == "contracts" else None
            named = {"whose": row.transfer(), "contract": contract, "finding": row}
            yield _row(row.from_ - timedelta(days=1), DUE[row.code], row.number, **named)
    number = count(1)
    for delivery in every(world, "Delivery"):
        for finding in delivery.judged.findings:
            place = next(number)
            if finding.code is RuleCode.RECORD_MISSING and finding.from_:
                due = finding.from_ - timedelta(days=1)
                yield _row(due, "RECORD_DUE", place, whose=delivery.transfer(), delivery=delivery)


def _notices(world: World, last: date) -> Iterator[CalendarEntry]:
    """The last day of notice of each term of a contract that renews itself, as its amendments have it on that day."""
    for contract in every(world, "Contract"):
        renewal = contract.entry.auto_renews
        for version in contract.versions() if renewal else ():
            until = version.contract_until()
            for term in count() if until else ():
                end = as_date(months_after(until.toordinal(), term * renewal.months))
                if end is None:
                    break
                day = end.toordinal() - (renewal.notice_days or 0)
                if day > min(last, version.until or last).toordinal():
                    break
                ended = contract.terminated_on is not None and end >= contract.terminated_on
                if not ended and day >= (version.from_ or date.min).toordinal():
                    yield _row(date.fromordinal(day), "NOTICE_DUE", contract.number, contract=contract)
