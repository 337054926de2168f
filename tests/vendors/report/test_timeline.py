from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from vendors.register.read import read_register
from vendors.report.check import check_ever, check_on
from vendors.report.document import Check
from vendors.report.timeline import WIDTH, Timeline, timeline

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


def check_of(name: str, on: date | None) -> Check:
    """A scenario on a day, or ever."""
    register = read_register((SCENARIOS / f"{name}.yaml").read_bytes(), frozenset({"scenario", "expect"}))
    return check_ever(register) if on is None else check_on(register, on)


def drawn(name: str, on: date | None) -> Timeline:
    """The bar of a scenario's first transfer."""
    check = check_of(name, on)
    return timeline(check.transfers[0], check, "en")


def test_a_bar_shows_a_year_before_the_day_and_a_year_after() -> None:
    """The day of the check stands in its middle, and runs of days lie where they belong."""
    line = drawn("02-contract-lapses-mid-feed", date(2027, 4, 1))

    assert line.on == pytest.approx(WIDTH / 2, abs=1)
    assert [(piece.kind, piece.told) for piece in line.pieces] == [
        ("VALID", "stands: 2026-10-01 to 2027-03-31"),
        ("INVALID", "does not stand: 2027-04-01 to 2027-04-30"),
    ]
    assert line.pieces[1].x == line.on
    assert line.pieces[1].width == pytest.approx(30 * WIDTH / 731, abs=0.01)
    assert [mark.label for mark in line.marks][:2] == ["2026-04", "2026-07"]


def test_a_bar_of_all_days_runs_from_the_transfer_s_first_day_to_its_last() -> None:
    """Without a gap, and with no day of a check on it."""
    line = drawn("02-contract-lapses-mid-feed", None)

    assert line.on is None
    assert line.pieces[0].x == 0
    assert line.pieces[-1].x + line.pieces[-1].width == pytest.approx(WIDTH, abs=0.05)
    for one, next_ in pairwise(line.pieces):
        assert one.x + one.width == pytest.approx(next_.x, abs=0.05)


def test_warnings_lie_beneath() -> None:
    """They don't change the verdict, but are seen."""
    line = drawn("05-us-equivalent-check-overdue", date(2026, 7, 2))

    assert [piece.told for piece in line.warnings] == [
        "The regular check of the equivalent measures is overdue: 2026-07-02 to 2026-08-09"
    ]


def test_a_bar_can_stand_at_the_calendar_s_ends() -> None:
    """A register may speak of any day that has a date."""
    for day in (date.min, date.max):
        line = drawn("19-automatic-renewal", day)

        assert line.pieces == ()
        assert line.on is not None


def test_long_bars_are_marked_by_years() -> None:
    """As many marks as can be read."""
    line = drawn("53-before-the-law", None)

    assert 1 <= len(line.marks) <= 16
