"""Which day a cell names, in the ways that people write days; a cell that can be read in two ways names none."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from vendors.register.draft.cells import Value


class DayDoubt(StrEnum):
    """Why a cell names no day."""

    DAY_OR_MONTH = "day_or_month"
    SHORT_YEAR = "short_year"
    NO_DAY = "no_day"
    NO_SUCH_DAY = "no_such_day"
    NUMBER = "number_not_day"
    UNKNOWN = "unknown_day"
    REVERSED = "until_before_from"


@dataclass(frozen=True, slots=True)
class DayReading:
    """The day, or why there is none; neither where the cell is as good as empty."""

    day: date | None = None
    doubt: DayDoubt | None = None
    guessed: bool = False
    """Whether the cell held a bare number that a workbook counts days with."""


_ERAS = {
    "令和": (date(2019, 5, 1), None),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
}
_ERA_LETTERS = {"r": "令和", "h": "平成", "s": "昭和", "令": "令和", "平": "平成", "昭": "昭和"}
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
_OPEN = re.compile(
    r"[-‐‑–—―ー－~〜_.*/\s]*|present|current|currently|ongoing|on-?going|active|now|today|to date|open|open[- ]ended|none|indefinite(ly)?|n/?a"
    r"|現在|継続中?|利用中|契約中|委託中|無期限|期限なし|期間の定めなし|定めなし|なし|無し|無|終了未定",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\s*[(\[](?:[月火水木金土日]|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:曜日?)?[)\]]|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+(?=[\da-z])",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<=\d)[t ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?P<offset>z|utc|jst|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA = re.compile(
    r"(令和|平成|昭和|[rhs令平昭])\s*\.?\s*(\d{1,2}|元)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?",
    re.IGNORECASE,
)
_MONTH_NAMED = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(\d{4})", re.IGNORECASE)
_DAY_FIRST_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?([a-z]{3,9})\.?,?[\s-]+(\d{4})", re.IGNORECASE)
_YEAR_FIRST_NAMED = re.compile(r"(\d{4})[\s-]+([a-z]{3,9})\.?[\s-]+(\d{1,2})", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_SHORT = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2}|\d{1,2}[\s-]+[a-z]{3,9}[\s-]+\d{2}", re.IGNORECASE)
_WITHOUT_DAY = re.compile(
    r"\d{4}(\s*[-/.]\s*\d{1,2})?|\d{4}\s*年(度|\s*\d{1,2}\s*月(頃|末|初旬|中旬|下旬)?)?|(令和|平成|昭和)\s*(\d{1,2}|元)年(度|\s*\d{1,2}月)?"
    r"|[a-z]{3,9}\.?,?\s+\d{4}|(fy|q[1-4])\s*\d{4}|\d{4}\s*(q[1-4]|fy)|q[1-4][\s/-]\d{4}",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[~〜～]|\s[-–—]\s|–|—|から|\sto\s|\suntil\s)\s*", re.IGNORECASE)
_HYPHENED = re.compile(r"(\d{4}\s*[/.年][^-]+?)\s*-\s*(\d{4}\s*[/.年][^-]+)")
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""1954 to 2119: bare numbers beyond are no days of a vendor list."""


def read_day(value: Value | None, *, workbook: bool = False) -> DayReading:
    """The day that the cell names. A bare number is a day only in a workbook, which counts days from 1900."""
    if value is None:
        return DayReading()
    if isinstance(value, date):
        return DayReading(value)
    if isinstance(value, (int, float)):
        if workbook and _FIRST_SERIAL <= value <= _LAST_SERIAL:
            return DayReading(date(1899, 12, 30) + timedelta(days=int(value)), guessed=True)
        value = str(int(value)) if float(value).is_integer() else str(value)
    return _read_text(value)


def split_period(cell: str) -> tuple[str, str] | None:
    """Both sides of a cell that holds a whole period, `2020/4/1～2021/3/31`; nothing where it holds one day."""
    text = unicodedata.normalize("NFKC", cell).strip().removesuffix("まで")
    if hyphened := _HYPHENED.fullmatch(text):
        return hyphened[1], hyphened[2]
    parts = _RANGE.split(text)
    if len(parts) != 2 or not any(character.isdigit() for character in text):
        return None
    return parts[0], parts[1]


@lru_cache(maxsize=65536)
def _read_text(cell: str) -> DayReading:
    text = _WEEKDAY.sub("", unicodedata.normalize("NFKC", cell).strip()).strip()
    if _OPEN.fullmatch(text):
        return DayReading()
    if time := _TIME.search(text):
        if (
            time["offset"]
            and time["offset"].casefold() != "jst"
            and not re.search(r"[t ]0?0:00", time[0], re.IGNORECASE)
        ):
            return DayReading(doubt=DayDoubt.UNKNOWN)  # the day depends on where one stands
        text = text[: time.start()].strip()
    for pattern, order in (
        (_YEAR_FIRST, (1, 2, 3)),
        (_COMPACT, (1, 2, 3)),
        (_MONTH_NAMED, (3, 1, 2)),
        (_DAY_FIRST_NAMED, (3, 2, 1)),
        (_YEAR_FIRST_NAMED, (1, 2, 3)),
    ):
        if match := pattern.fullmatch(text):
            year, month, day = (match[group] for group in order)
            number = int(month) if month.isdigit() else _MONTHS.get(month.casefold())
            return DayReading(doubt=DayDoubt.UNKNOWN) if number is None else _day(int(year), number, int(day))
    if match := _ERA.fullmatch(text):
        return _era_day(match)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(int(match[1]), int(match[2]), int(match[3]))
    if _SHORT.fullmatch(text):
        return DayReading(doubt=DayDoubt.SHORT_YEAR)
    if _WITHOUT_DAY.fullmatch(text):
        return DayReading(doubt=DayDoubt.NO_DAY)
    return DayReading(doubt=DayDoubt.NUMBER if re.fullmatch(r"\d+(\.\d+)?", text) else DayDoubt.UNKNOWN)


def _day(year: int, month: int, day: int) -> DayReading:
    try:
        return DayReading(date(year, month, day))
    except ValueError:
        return DayReading(doubt=DayDoubt.NO_SUCH_DAY)


def _year_last(one: int, two: int, year: int) -> DayReading:
    """Day and month stand either way round: only where one reading is possible, or both agree, is there a day."""
    readings = {reading.day for reading in (_day(year, one, two), _day(year, two, one)) if reading.day}
    if len(readings) == 1:
        return DayReading(readings.pop())
    return DayReading(doubt=DayDoubt.DAY_OR_MONTH if readings else DayDoubt.NO_SUCH_DAY)


def _era_day(match: re.Match[str]) -> DayReading:
    name = match[1] if match[1] in _ERAS else _ERA_LETTERS[match[1].casefold()]
    first, last = _ERAS[name]
    count = 1 if match[2] == "元" else int(match[2])
    reading = _day(first.year + count - 1, int(match[3]), int(match[4]))
    if reading.day and (reading.day < first or (last and reading.day > last)):
        return DayReading(doubt=DayDoubt.NO_SUCH_DAY)
    return reading
