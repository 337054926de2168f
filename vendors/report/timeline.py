"""A transfer's days as a drawn bar: verdicts along it, warnings beneath, and the day of the check across it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from vendors.report.document import Check, TransferTold
from vendors.report.phrases import days, rule_title
from vendors.report.words import VERDICTS, Lang

WIDTH = 1000.0
"""The bar's length in its own units; the page scales it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of days within the bar: where it begins, how long it is, what it is, and what a reader is told of it."""

    x: float
    width: float
    kind: str
    told: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with its label; `x` is where it lies."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What there is to draw."""

    pieces: tuple[Piece, ...]
    warnings: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    on: float | None
    """Where the day of the check lies; `None` where that is of all days."""


def timeline(transfer: TransferTold, check: Check, lang: Lang) -> Timeline:
    """A year before the day of the check and a year after; where the check is of all days, the transfer's own."""
    first, last = _own_days(transfer) if check.on is None else _year_around(check.on)
    unit = WIDTH / ((last - first).days + 1)

    def x(day: date) -> float:
        return round((day - first).days * unit, 2)

    def drawn(runs: Iterable[tuple[date, date | None, str, str]]) -> Iterator[Piece]:
        for from_, until, kind, what in runs:
            seen_from, seen_until = max(from_, first), min(until or last, last)
            if seen_from <= seen_until:
                length = round(((seen_until - seen_from).days + 1) * unit, 2)
                yield Piece(x(seen_from), length, kind, f"{what}: {days(from_, until, lang)}")

    return Timeline(
        pieces=tuple(
            drawn((span.from_, span.until, span.verdict, VERDICTS[span.verdict][lang]) for span in transfer.spans)
        ),
        warnings=tuple(
            drawn(
                (told.from_, told.until, told.severity, rule_title(told, lang))
                for told in transfer.findings
                if told.from_ is not None and not told.blocks
            )
        ),
        marks=tuple(Mark(x(day), label) for day, label in _marks(first, last)),
        on=None if check.on is None else x(check.on),
    )


def _year_around(day: date) -> tuple[date, date]:
    ordinal = day.toordinal()
    return date.fromordinal(max(ordinal - 365, 1)), date.fromordinal(min(ordinal + 365, date.max.toordinal()))


def _own_days(transfer: TransferTold) -> tuple[date, date]:
    """From the first day of the transfer to its last; without one, half a year beyond the last day that is known."""
    known = [transfer.from_, *(day for span in transfer.spans for day in (span.from_, span.until) if day is not None)]
    beyond = min(max(known).toordinal() + 182, date.max.toordinal())
    return transfer.from_, transfer.until or date.fromordinal(beyond)


def _marks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Quarters in short bars, years in long ones, and no more than can be read."""
    if (last - first).days <= 3 * 366:
        for year in range(first.year, last.year + 1):
            for month in (1, 4, 7, 10):
                if first <= date(year, month, 1) <= last:
                    yield date(year, month, 1), f"{year}-{month:02}"
    else:
        step = (last.year - first.year) // 12 + 1
        for year in range(first.year + 1, last.year + 1, step):
            yield date(year, 1, 1), str(year)
