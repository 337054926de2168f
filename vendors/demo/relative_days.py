"""Days that are reckoned from the day of the demo: `today-14m`, `today+45d`, `today-12m 09:30`."""

import calendar
import re
from datetime import date, timedelta

_RELATIVE = re.compile(r"\btoday((?:[+-]\d+[dm])*)(?: (\d\d:\d\d))?(?=[\s,\]}])", re.ASCII)
_STEP = re.compile(r"([+-]\d+)([dm])")


def months_after(day: date, months: int) -> date:
    """The same day number so many months later (or earlier); the last day of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def with_days_of(text: str, today: date) -> str:
    """The same text with every relative day in it put as a date, and every relative moment as one in Japan's time."""

    def put(relative: re.Match[str]) -> str:
        day = today
        for count, unit in _STEP.findall(relative[1]):
            day = day + timedelta(days=int(count)) if unit == "d" else months_after(day, int(count))
        return f"{day.isoformat()}T{relative[2]}:00+09:00" if relative[2] else day.isoformat()

    return _RELATIVE.sub(put, text)
