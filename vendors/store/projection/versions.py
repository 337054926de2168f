"""What changes over time, as versions: a run of days for each, from the beginning to the last."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.columns import BEGINNING
from vendors.periods import Periods, Timeline, as_date, together

FIRST_DAY = date.min.toordinal()


def versions(**lines: Timeline[Any]) -> Iterator[tuple[date, date | None, dict[str, Any]]]:
    """First day, last day (`None` for the last version) and the values of each run of days on which nothing changes."""
    for *values, days in together(*lines.values()):
        assert isinstance(days, Periods), "values stand with their days"
        if days.last >= FIRST_DAY:
            first = as_date(max(days.first, FIRST_DAY)) or BEGINNING
            yield first, as_date(days.last), dict(zip(lines, values, strict=True))
