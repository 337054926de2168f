from datetime import date

import pytest

from vendors.exports.quarters import quarter, quarter_of, quarters_between, quarters_to


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("FY2026Q1", date(2026, 4, 1), date(2026, 6, 30)),
        ("FY2026Q2", date(2026, 7, 1), date(2026, 9, 30)),
        ("FY2026Q4", date(2027, 1, 1), date(2027, 3, 31)),
        ("2024Q1", date(2024, 1, 1), date(2024, 3, 31)),
    ],
)
def test_a_quarter_has_its_first_and_last_day(name: str, first: date, last: date) -> None:
    """Calendar quarters by the year; fiscal ones by the year that begins on 1 April."""
    named = quarter(name)

    assert (named.name, named.first, named.last) == (name, first, last)


@pytest.mark.parametrize(
    "name", ["", "2026", "2026Q0", "2026Q5", "2026q3", "FY26Q1", " 2026Q3", "2026Q3\n", "0000Q1", "9999Q4"]
)
def test_what_names_no_quarter_is_refused(name: str) -> None:
    """Beyond the calendar too: the day after the last one has to exist."""
    with pytest.raises(ValueError, match=r".*"):
        quarter(name)


@pytest.mark.parametrize(
    ("day", "calendar", "fiscal"),
    [
        (date(2026, 1, 1), "2026Q1", "FY2025Q4"),
        (date(2026, 3, 31), "2026Q1", "FY2025Q4"),
        (date(2026, 4, 1), "2026Q2", "FY2026Q1"),
        (date(2026, 12, 31), "2026Q4", "FY2026Q3"),
        (date.min, "0001Q1", "FY0000Q4"),
    ],
)
def test_every_day_has_its_quarter(day: date, calendar: str, fiscal: str) -> None:
    """By the calendar and by the fiscal year, and the quarter of that name has the day."""
    assert (quarter_of(day).name, quarter_of(day, fiscal=True).name) == (calendar, fiscal)
    assert quarter_of(day, fiscal=True).first <= day <= quarter_of(day).last


def test_quarters_are_counted_back_from_the_last() -> None:
    """Named as the last one is; none before the calendar begins."""
    last = quarter("FY2026Q2")

    run = quarters_to(last, 6)

    assert [one.name for one in run] == ["FY2025Q1", "FY2025Q2", "FY2025Q3", "FY2025Q4", "FY2026Q1", "FY2026Q2"]
    assert quarters_between(run[0], last) == 6
    assert quarters_between(last, run[0]) == -4
    assert [one.name for one in quarters_to(quarter("0001Q2"), 40)] == ["0001Q1", "0001Q2"]
