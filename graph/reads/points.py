"""The days that counts are taken on: one day, the quarters that are asked for, or the points of a series.

A point goes into a statement as one text, `BEFORE DAY FIRST NAME`: the day of the point before it (its own, for the
first), its day, the first day on which being there counts (its own, unless it is a quarter's), and its name.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from graph.reads.refusals import Code, Refused
from vendors.exports.quarters import FORMS, Quarter, quarter, quarter_of, quarters_between, quarters_to

MOST_QUARTERS = 120
USUAL_QUARTERS = 40
MOST_POINTS = 400
USUAL_DAYS = 30


class StatisticsKey(StrEnum):
    """What transfers may be counted by."""

    VERDICT = "VERDICT"
    BASIS = "BASIS"
    FOREIGN = "FOREIGN"
    MECHANISM = "MECHANISM"
    COUNTRY = "COUNTRY"
    SERVICE = "SERVICE"
    CODE = "CODE"
    QUARTER = "QUARTER"


class Every(StrEnum):
    """How far the points of a series lie apart."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"


def bad(en: str, ja: str) -> Refused:
    """Arguments that name no days."""
    return Refused(Code.BAD_INPUT, en, ja)


def too_many(what: int, en: str, most: int, ja: str) -> Refused:
    """More days than are counted at once."""
    return Refused(
        Code.LIMIT_EXCEEDED,
        f"{what} {en} are asked for; at most {most} are counted at once.",
        f"{ja}が {what} あります。一度に {most} までです。",
    )


def asked_keys(values: Mapping[str, Any]) -> frozenset[StatisticsKey]:
    """What is counted by."""
    return frozenset(values.get("by") or ())


def points_of_groups(values: Mapping[str, Any], today: date) -> list[str]:
    """The quarters that are asked for; else the day alone."""
    day: date = values.get("on") or today
    wanted = values.get("quarters")
    if wanted is None and StatisticsKey.QUARTER not in asked_keys(values):
        return [_text(day, day, day)]
    return _texts([(one.last, one.first, one.name) for one in _quarters(wanted or {}, day)])


def _quarters(wanted: Mapping[str, Any], day: date) -> Sequence[Quarter]:
    named = [None if (name := wanted.get(key)) is None else _named(name) for key in ("from", "until")]
    first, last = named
    if last is None:
        try:
            last = quarter_of(day, fiscal=bool(first and first.fiscal))
        except ValueError:
            raise _no_quarter(day.isoformat()) from None
    if first is None:
        return quarters_to(last, USUAL_QUARTERS)
    if first.fiscal is not last.fiscal:
        raise bad(
            f"{first.name} and {last.name} are named differently; name both by calendar or both by fiscal year.",
            f"{first.name} と {last.name} の書き方が異なります。両方を暦年か年度のどちらかで指定してください。",
        )
    number = quarters_between(first, last)
    if number < 1:
        raise bad(
            f"{last.name} is before {first.name}.",
            f"{last.name} は {first.name} より前です。",
        )
    if number > MOST_QUARTERS:
        raise too_many(number, "quarters", MOST_QUARTERS, "四半期")
    return quarters_to(last, number)


def _named(name: str) -> Quarter:
    try:
        return quarter(name)
    except ValueError:
        raise _no_quarter(name[:20]) from None


def _no_quarter(what: str) -> Refused:
    return bad(
        f"`{what}` names no quarter; write it as in {FORMS}.",
        f"「{what}」は四半期ではありません。{FORMS} のように書いてください。",
    )


def points_of_series(values: Mapping[str, Any], day: date) -> list[str]:
    """The days of a series; `day` is the one that its last is, where no other is given."""
    until: date = values.get("until") or day
    every = values.get("every") or Every.DAY
    first: date | None = values.get("from")
    if first is None:
        first = until - timedelta(days=USUAL_DAYS - 1) if until - date.min >= timedelta(days=USUAL_DAYS) else date.min
    if until < first:
        raise bad(f"{until} is before {first}.", f"{until} は {first} より前です。")
    days = _days(first, until, every)
    if len(days) > MOST_POINTS:
        raise too_many(len(days), "points", MOST_POINTS, "時点")
    return _texts([(one, one, one.isoformat()) for one in map(date.fromordinal, days)])


def _days(first: date, until: date, every: Every) -> Sequence[int]:
    """The numbers of the days."""
    start, end = first.toordinal(), until.toordinal()
    if every in {Every.DAY, Every.WEEK}:
        return range(start, end + 1, 1 if every is Every.DAY else 7)
    months = 1 if every is Every.MONTH else 3
    begun = first.year * 12 + (first.month - 1) // months * months
    ends = (_last_of_month(place + months - 1) for place in range(begun, until.year * 12 + until.month, months))
    return [one for one in map(date.toordinal, ends) if start <= one <= end]


def _last_of_month(place: int) -> date:
    """The last day of a month, counted from the year 0."""
    year, month = divmod(place, 12)
    return date(year, 12, 31) if month == 11 else date(year, month + 2, 1) - timedelta(days=1)


def first_day(points: Sequence[str]) -> date:
    """The day of the first point; any, where no month ends within a series."""
    return date.fromisoformat(points[0][11:21]) if points else date.min


def grain_of(points: Sequence[str]) -> str:
    """The grain of counts whose runs of days end where the points do: `MONTH`, where each ends a month."""
    days = (date.fromisoformat(point[11:21]) for point in points)
    return "MONTH" if all(day == _last_of_month(day.year * 12 + day.month - 1) for day in days) else "DAY"


def _texts(points: Sequence[tuple[date, date, str]]) -> list[str]:
    """The points as texts, each with the day of the one before it."""
    days = [point[0] for point in points]
    return [
        _text(before, day, first, name)
        for before, (day, first, name) in zip([*days[:1], *days[:-1]], points, strict=True)
    ]


def _text(before: date, day: date, first: date, name: str = "") -> str:
    return f"{before} {day} {first} {name}"
