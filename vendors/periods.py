"""Inclusive periods of days, and values that change from a day on.

A day is a proleptic Gregorian ordinal (`date.toordinal`), because a judgement does little else than compare days and
step to the next one. `BEGINNING` and `FOREVER` stand for "from the beginning" and "open-ended"; both lie beyond every
date.
"""

import calendar
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

BEGINNING = 0
FOREVER = 10_000_000
_LAST_DATE = date.max.toordinal()

Run = tuple[int, int]
T = TypeVar("T")
S = TypeVar("S")


class Periods(tuple[Any, ...]):  # of `Run`; but were that said here, mypy would have `in` ask for a run
    """A set of days, as runs in order that neither overlap nor touch; `periods` makes them so. Immutable.

    A judgement does little but join and compare such sets, and nearly all are single runs. Hence the tuple, which is
    made, empty, equal and walked at the interpreter's own speed, and the answers below for one run beside another.
    """

    __slots__ = ()

    if TYPE_CHECKING:

        def __iter__(self) -> Iterator[Run]: ...

    def __contains__(self, day: int) -> bool:  # type: ignore[override]  # of a set of days, a day is asked for
        """Whether the day is one of them."""
        for first, last in self:  # noqa: SIM110  # `any` makes a generator, and this is asked most of all
            if first <= day <= last:
                return True
        return False

    def __and__(self, other: "Periods") -> "Periods":
        """The days in both."""
        if not self or not other:
            return NEVER
        many, one = (other, self) if len(self) == 1 else (self, other)
        if len(one) == 1:
            start, end = one[0]
            first, last = many[0][0], many[-1][1]
            if start <= first and last <= end:
                return many
            if len(many) == 1:
                return one if first <= start and end <= last else run(max(first, start), min(last, end))
        both = []
        i = j = 0
        while i < len(many) and j < len(one):
            (first, last), (start, end) = many[i], one[j]
            if first <= end and start <= last:
                both.append((max(first, start), min(last, end)))
            if last <= end:
                i += 1
            else:
                j += 1
        return Periods(both)

    def __or__(self, other: "Periods") -> "Periods":
        """The days in either."""
        if not self:
            return other
        if not other or other is self:
            return self
        return periods((*self, *other))

    def __invert__(self) -> "Periods":
        """Every other day: the gaps, with the days before the first run and after the last."""
        gaps = []
        start = BEGINNING
        for first, last in self:
            if start < first:
                gaps.append((start, first - 1))
            start = last + 1
        if start <= FOREVER:
            gaps.append((start, FOREVER))
        return Periods(gaps)

    def __sub__(self, other: "Periods") -> "Periods":
        """The days here and not there."""
        if not self or not other or other[0][0] > self[-1][1] or other[-1][1] < self[0][0]:
            return self
        if len(self) == 1 and len(other) == 1:  # they overlap: what is left before and after
            (first, last), (start, end) = self[0], other[0]
            if start <= first:
                return Periods(((end + 1, last),)) if end < last else NEVER
            if last <= end:
                return Periods(((first, start - 1),))
            return Periods(((first, start - 1), (end + 1, last)))
        return self & ~other

    @property
    def first(self) -> int:
        """The first day; there must be one."""
        first: int = self[0][0]
        return first

    @property
    def last(self) -> int:
        """The last day, `FOREVER` where there is none; there must be a day at all."""
        last: int = self[-1][1]
        return last


NEVER = Periods(())
ALWAYS = Periods(((BEGINNING, FOREVER),))


def periods(runs: Iterable[Run]) -> Periods:
    """The days of all runs, in any order; runs that overlap or touch become one, reversed ones are no days."""
    joined: list[Run] = []
    for first, last in sorted([run for run in runs if run[0] <= run[1]]):
        if joined and first <= joined[-1][1] + 1:
            if last > joined[-1][1]:
                joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return Periods(joined)


def union(many: Iterable[Periods]) -> Periods:
    """The days in any of them."""
    whole = NEVER
    for some in many:
        whole = whole | some
    return whole


def run(first: int, last: int) -> Periods:
    """The days from `first` to `last`, both inclusive; none where they are reversed."""
    return Periods(((first, last),)) if first <= last else NEVER


def span(first: date | None, last: date | None) -> Periods:
    """The same of dates; `None` is the beginning, or open-ended."""
    return run(BEGINNING if first is None else first.toordinal(), FOREVER if last is None else last.toordinal())


def since(first: date | None) -> Periods:
    """The days from `first` on; no day where `first` is not known."""
    return NEVER if first is None else Periods(((first.toordinal(), FOREVER),))


@lru_cache(maxsize=65536)  # the days that anything begins or ends on are few, and asked for again and again
def as_date(day: int) -> date | None:
    """The date of a day, or `None` for `FOREVER` and what lies beyond every date."""
    return date.fromordinal(day) if day <= _LAST_DATE else None


@lru_cache(maxsize=65536)
def months_after(day: int, months: int) -> int:
    """The same day number so many months later, or the last day of a month that lacks it."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return FOREVER
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).toordinal()


class Timeline(Generic[T]):
    """A value for every day: each step holds from its day until the day before the next. Immutable."""

    def __init__(self, steps: tuple[tuple[int, T], ...]) -> None:
        """Trust `steps` to be in order and to begin at `BEGINNING`."""
        self.steps = steps
        self.split = self._split()
        """Each step's value with its days."""

    def at(self, day: int) -> T:
        """The value on a day."""
        return next(value for start, value in reversed(self.steps) if start <= day)

    def _split(self) -> tuple[tuple[T, Periods], ...]:
        if len(self.steps) == 1:
            return ((self.steps[0][1], ALWAYS),)
        ends = [start - 1 for start, _ in self.steps[1:]] + [FOREVER]
        return tuple((value, Periods(((start, end),))) for (start, value), end in zip(self.steps, ends, strict=True))

    def where(self, holds: Callable[[T], object]) -> Periods:
        """The days on which the value is such."""
        if len(self.steps) == 1:
            return ALWAYS if holds(self.steps[0][1]) else NEVER
        return union(days for value, days in self.split if holds(value))

    def within(self, days_of: Callable[[T], Periods]) -> Periods:
        """Those of each value's own days on which it is the value."""
        if len(self.steps) == 1:
            return days_of(self.steps[0][1])
        return union(days & days_of(value) for value, days in self.split)

    def mapped(self, to: Callable[[T], S]) -> "Timeline[S]":
        """What comes of each value, on the same days."""
        return Timeline(tuple((start, to(value)) for start, value in self.steps))


def constant(value: T) -> Timeline[T]:
    """One value on every day."""
    return Timeline(((BEGINNING, value),))


def timeline(start: T, changes: Iterable[tuple[int, T]]) -> Timeline[T]:
    """A value that holds from the beginning, and others from their days on; of one day the last counts."""
    steps: list[tuple[int, T]] = [(BEGINNING, start)]
    for day, value in sorted(changes, key=lambda change: change[0]):
        if steps[-1][0] == day:
            steps.pop()
        steps.append((day, value))
    return Timeline(tuple(steps))


def together(*timelines: Timeline[Any]) -> Iterator[tuple[Any, ...]]:
    """Walk several timelines at once: tuples of one value each, and last the days on which they stand together."""
    if all(len(line.steps) == 1 for line in timelines):
        yield *(line.steps[0][1] for line in timelines), ALWAYS
        return
    cuts = sorted({start for line in timelines for start, _ in line.steps})
    for cut, end in zip(cuts, [*(cut - 1 for cut in cuts[1:]), FOREVER], strict=True):
        yield *(line.at(cut) for line in timelines), Periods(((cut, end),))
