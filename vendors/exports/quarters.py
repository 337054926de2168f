"""Quarters: of the calendar (`2026Q3`) and of the Japanese fiscal year, which begins on 1 April (`FY2026Q2`)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_NAME = re.compile(r"(FY)?(\d{4})Q([1-4])", re.ASCII)
FORMS = "2026Q3, FY2026Q2"
"""Examples of both, for messages."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months by their name, with first and last day, both inclusive."""

    name: str
    first: date
    last: date

    @property
    def fiscal(self) -> bool:
        """Whether it is named by the fiscal year."""
        return self.name.startswith("FY")


def quarter(name: str) -> Quarter:
    """The quarter of that name. Raises `ValueError` for what names none, and beyond the calendar."""
    match = _NAME.fullmatch(name)
    if not match:
        raise ValueError(name)
    fiscal, year, number = match[1], int(match[2]), int(match[3])
    place = year * 4 + number - 1 + (1 if fiscal else 0)
    first, following = _first_day(place), _first_day(place + 1)
    return Quarter(name, first, following - timedelta(days=1))


def quarter_of(day: date, *, fiscal: bool = False) -> Quarter:
    """The quarter that has the day, named by the calendar or by the fiscal year. Raises `ValueError` beyond both."""
    return quarter(_name(_place(day), fiscal=fiscal))


def quarters_to(last: Quarter, number: int) -> tuple[Quarter, ...]:
    """So many quarters up to that one, named as it is; fewer where the calendar begins."""
    place = _place(last.first)
    before = (_name(place - back, fiscal=last.fiscal) for back in range(number - 1, 0, -1) if place - back >= _EARLIEST)
    return (*(quarter(name) for name in before), last)


def quarters_between(first: Quarter, last: Quarter) -> int:
    """How many quarters there are from one to another, both inclusive; none or fewer where the other is earlier."""
    return _place(last.first) - _place(first.first) + 1


_EARLIEST = 4
"""The place of the calendar's first quarter."""


def _place(day: date) -> int:
    """How many quarters of the calendar lie between the year 0 and the one that has the day."""
    return day.year * 4 + (day.month - 1) // 3


def _name(place: int, *, fiscal: bool) -> str:
    year, number = divmod(place - (1 if fiscal else 0), 4)
    return f"{'FY' if fiscal else ''}{year:04}Q{number + 1}"


def _first_day(place: int) -> date:
    return date(place // 4, place % 4 * 3 + 1, 1)
