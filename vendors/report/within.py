"""What begins to be broken in the days to come, if nothing is done."""

import re
from datetime import date, timedelta

from vendors.periods import as_date, months_after

_SPAN = re.compile(r"([1-9][0-9]{0,4})([dwmy])", re.ASCII)


def last_day(day: date, within: str) -> date:
    """The last of the coming days: `90d`, `12w`, `3m` or `1y` after `day`.

    A month runs to the same day number, or to the last day of a month that lacks it. Raises `ValueError` for anything
    else, and for a day beyond the calendar's end.
    """
    span = _SPAN.fullmatch(within)
    if span is None:
        raise ValueError(within)
    count, unit = int(span[1]), span[2]
    if unit in "my":
        last = as_date(months_after(day.toordinal(), count * (12 if unit == "y" else 1)))
        if last is None:
            raise ValueError(within)
        return last
    try:
        return day + timedelta(days=count) * (7 if unit == "w" else 1)
    except OverflowError:
        raise ValueError(within) from None
