"""The algebra of inclusive days, held against plain sets of days."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vendors.periods import (
    ALWAYS,
    FOREVER,
    NEVER,
    Periods,
    Run,
    as_date,
    constant,
    months_after,
    periods,
    since,
    span,
    timeline,
    together,
    union,
)

LAST = 40
"""The last day of the small world that sets are compared in."""

runs = st.tuples(st.integers(1, LAST), st.integers(1, LAST))
some_days = st.lists(runs, max_size=6).map(periods)
steps = st.lists(st.tuples(st.integers(1, LAST), st.sampled_from("abc")), max_size=5)


def days_of(some: Periods) -> set[int]:
    """The days of the small world that are among them."""
    return {day for day in range(1, LAST + 1) if day in some}


@given(st.lists(runs, max_size=6))
def test_periods_hold_exactly_the_days_of_their_runs(given_runs: list[Run]) -> None:
    """A reversed run holds no day; runs that overlap or touch are one."""
    joined = periods(given_runs)

    assert days_of(joined) == {day for first, last in given_runs for day in range(first, last + 1)}
    assert all(after[0] > before[1] + 1 for before, after in pairwise(joined))


@given(some_days, some_days)
def test_the_algebra_is_that_of_sets(one: Periods, other: Periods) -> None:
    """And, or, without, not: as with sets of days."""
    assert days_of(one & other) == days_of(one) & days_of(other)
    assert days_of(one | other) == days_of(one) | days_of(other)
    assert days_of(one - other) == days_of(one) - days_of(other)
    assert days_of(~one) == set(range(1, LAST + 1)) - days_of(one)
    assert days_of(union([one, other, one])) == days_of(one | other)


@given(some_days)
def test_what_is_equal_has_equal_runs(one: Periods) -> None:
    """Two ways to the same days give the same periods, so that they can be compared and hashed."""
    assert ~~one == one
    assert one | one == one
    assert one & ALWAYS == one
    assert one - NEVER == one
    assert hash(~~one) == hash(one)


@given(some_days.filter(bool))
def test_first_and_last_are_days_of_their_own(one: Periods) -> None:
    """`first` and `last` are inclusive."""
    assert one.first == min(days_of(one))
    assert one.last == max(days_of(one))


@pytest.mark.parametrize(
    ("first", "last", "inside", "outside"),
    [
        (
            date(2026, 4, 1),
            date(2026, 4, 30),
            [date(2026, 4, 1), date(2026, 4, 30)],
            [date(2026, 3, 31), date(2026, 5, 1)],
        ),
        (date(2026, 4, 1), date(2026, 4, 1), [date(2026, 4, 1)], [date(2026, 3, 31), date(2026, 4, 2)]),
        (date(2026, 4, 1), None, [date(2026, 4, 1), date.max], [date(2026, 3, 31)]),
        (None, date(2026, 4, 30), [date.min, date(2026, 4, 30)], [date(2026, 5, 1)]),
        (date(2026, 4, 2), date(2026, 4, 1), [], [date(2026, 4, 1), date(2026, 4, 2)]),
    ],
)
def test_a_span_is_inclusive_at_both_ends(
    first: date | None, last: date | None, inside: list[date], outside: list[date]
) -> None:
    """From the first day to the last, both in it; `None` is open; a reversed one holds no day."""
    days = span(first, last)

    assert all(day.toordinal() in days for day in inside)
    assert not any(day.toordinal() in days for day in outside)


def test_since_begins_on_its_day_and_never_ends() -> None:
    """A day that has not been recorded has not come."""
    days = since(date(2026, 4, 1))

    assert (days.first, days.last) == (date(2026, 4, 1).toordinal(), FOREVER)
    assert since(None) == NEVER


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2025, 8, 16), 12, date(2026, 8, 16)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 11, 30), 0, date(2025, 11, 30)),
    ],
)
def test_months_run_to_the_same_day_number_or_the_last_day_of_a_shorter_month(
    day: date, months: int, then: date
) -> None:
    """As the rulebook reckons months and years."""
    assert as_date(months_after(day.toordinal(), months)) == then


def test_months_beyond_the_calendar_are_forever() -> None:
    """A limit of thousands of years never runs out."""
    assert months_after(date(2026, 1, 1).toordinal(), 100_000) == FOREVER
    assert as_date(FOREVER) is None
    assert as_date(date.max.toordinal()) == date.max


@given(steps)
def test_a_timeline_has_the_value_of_the_last_change_that_has_come(changes: list[tuple[int, str]]) -> None:
    """Before the first change the value that holds from the beginning; of two on one day the later given."""
    line = timeline("start", changes)

    for day in range(LAST + 1):
        come = [change for change in sorted(changes, key=lambda change: change[0]) if change[0] <= day]
        assert line.at(day) == (come[-1][1] if come else "start")
        assert (day in line.where(lambda value: value == "a")) == (line.at(day) == "a")


@given(steps, steps)
def test_timelines_walked_together_agree_with_each_on_every_day(
    one: list[tuple[int, str]], other: list[tuple[int, str]]
) -> None:
    """The days of the pieces are all days, each once."""
    first, second = timeline("x", one), timeline("y", other)

    pieces = list(together(first, second, constant("z")))

    for day in range(LAST + 1):
        (held,) = [piece for piece in pieces if day in piece[-1]]
        assert held[:3] == (first.at(day), second.at(day), "z")
