"""By how many the counts become more or fewer: what transfers count for, taken from the counts or added to them.

Within a piece nothing changes, so it is one more on its first day and one fewer after its last. What is taken out and
added again cancels out; what is left is summed up by day, month and year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeVar

from models.vocabulary import Grain
from vendors.store.counting.pieces import (
    FIRST,
    LAST,
    Counted,
    Found,
    Piece,
    Run,
    State,
    pieces_outside,
    pieces_within,
    runs,
)

What = TypeVar("What")

ByDay = dict[int, list[int]]
"""The changes of two counts, by their day."""


class Change(NamedTuple):
    """By how many two counts become more or fewer over a day, a month or a year."""

    grain: str
    day: int
    """First of these days, as an ordinal."""
    one: int
    other: int


class Changes:
    """The changes of all counts."""

    def __init__(self) -> None:
        self._begun: defaultdict[State, int] = defaultdict(int)
        self._transfers: defaultdict[State, ByDay] = defaultdict(dict)
        self._codes: defaultdict[tuple[State, str], ByDay] = defaultdict(dict)
        self._findings: defaultdict[tuple[str, str], ByDay] = defaultdict(dict)

    def add(self, transfer: Counted, sign: int) -> None:
        """Count a transfer in with 1, and out with -1."""
        pieces = pieces_within(transfer)
        for first, last, state in pieces:
            if first == transfer.first:
                self._begun[state] += sign
            ended = sign if last == transfer.last else 0
            _change(self._transfers[state], first, last, sign, ended)
        if transfer.findings:
            if any(one.first < transfer.first or transfer.last < one.last for one in transfer.findings):
                pieces += pieces_outside(transfer)
            self._add_codes(transfer.findings, pieces, sign)
            self._add_findings(transfer.findings, sign)

    def _add_codes(self, findings: Sequence[Found], pieces: Sequence[Piece], sign: int) -> None:
        """Where a rule is broken, piece by piece."""
        for code, those in _parted(findings, lambda one: one.code):
            broken = runs(those)
            for number, (first, last) in enumerate(broken):
                ended = sign if _is_last_in_quarter(last, broken[number + 1 :]) else 0
                for begin, end, state in pieces:
                    if begin <= last and first <= end:
                        until = min(end, last)
                        by_day = self._codes[state, code]
                        _change(by_day, max(begin, first), until, sign, ended if until == last else 0)

    def _add_findings(self, findings: Sequence[Found], sign: int) -> None:
        """How many findings of a rule hold, and how many transfers have one."""
        for what, those in _parted(findings, lambda one: (one.code, one.severity)):
            by_day = self._findings[what]
            for one in those:
                _add(by_day, one.first, sign, 0)
                if one.last < LAST:
                    _add(by_day, one.last + 1, -sign, 0)
            for first, last in runs(those):
                _add(by_day, first, 0, sign)
                if last < LAST:
                    _add(by_day, last + 1, 0, -sign)

    def __len__(self) -> int:
        """How many days of how many counts it holds."""
        kept = (self._transfers.values(), self._codes.values(), self._findings.values())
        return sum(len(by_day) for one in kept for by_day in one)

    def of_transfers(self) -> Iterator[tuple[State, Change]]:
        """The changes of how many transfers stand how, and of how many ended; all that began, as of ever."""
        yield from _summed_up(self._transfers)
        for state, number in self._begun.items():
            if number:
                yield state, Change(Grain.EVER.value, FIRST, number, 0)

    def of_codes(self) -> Iterator[tuple[tuple[State, str], Change]]:
        """The changes of how many transfers break a rule and stand how, and of how many ended that in its quarter."""
        return _summed_up(self._codes)

    def of_findings(self) -> Iterator[tuple[tuple[str, str], Change]]:
        """The changes of how many findings of a rule and severity there are, and of how many transfers have one."""
        return _summed_up(self._findings)


def _change(by_day: ByDay, first: int, last: int, sign: int, ended: int) -> None:
    _add(by_day, first, sign, 0)
    if last < LAST:
        _add(by_day, last + 1, -sign, ended)


def _add(by_day: ByDay, day: int, one: int, other: int) -> None:
    sums = by_day.get(day)
    if sums is None:
        by_day[day] = [one, other]
    else:
        sums[0] += one
        sums[1] += other


def _parted(findings: Sequence[Found], by: Callable[[Found], What]) -> Iterable[tuple[What, list[Found]]]:
    parts: dict[What, list[Found]] = {}
    for one in findings:
        parts.setdefault(by(one), []).append(one)
    return parts.items()


def _is_last_in_quarter(last: int, later: Sequence[Run]) -> bool:
    """Whether the rule isn't broken again in the quarter of a run's last day."""
    return not later or _quarter_of(later[0][0]) != _quarter_of(last)


def _summed_up(changes: Mapping[What, ByDay]) -> Iterator[tuple[What, Change]]:
    for what, by_day in changes.items():
        for grain, first_of in _GRAINS:
            sums: ByDay = {}
            for day, (one, other) in by_day.items():
                _add(sums, first_of(day), one, other)
            for day, (one, other) in sums.items():
                if one or other:
                    yield what, Change(grain, day, one, other)


@lru_cache(maxsize=65536)  # the days on which anything changes are few, and asked for again and again
def _first_of_month(day: int) -> int:
    return date.fromordinal(day).replace(day=1).toordinal()


@lru_cache(maxsize=65536)
def _first_of_year(day: int) -> int:
    return date.fromordinal(day).replace(month=1, day=1).toordinal()


@lru_cache(maxsize=65536)
def _quarter_of(day: int) -> tuple[int, int]:
    of = date.fromordinal(day)
    return of.year, (of.month - 1) // 3


_GRAINS: Sequence[tuple[str, Callable[[int], int]]] = (
    (Grain.DAY.value, int),
    (Grain.MONTH.value, _first_of_month),
    (Grain.YEAR.value, _first_of_year),
)
