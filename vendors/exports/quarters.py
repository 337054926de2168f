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


def quarter(name: str) -> Quarter:
    """The quarter of that name. Raises `ValueError` for what names none, and beyond the calendar."""
    match = _NAME.fullmatch(name)
    if not match:
        raise ValueError(name)
    fiscal, year, number = match[1], int(match[2]), int(match[3])
    place = year * 4 + number - 1 + (1 if fiscal else 0)
    first, following = _first_day(place), _first_day(place + 1)
    return Quarter(name, first, following - timedelta(days=1))


def _first_day(place: int) -> date:
    return date(place // 4, place % 4 * 3 + 1, 1)
