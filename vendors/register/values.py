"""The kinds of value that a register file holds: codes, days, moments, countries, corporate numbers, texts.

Each is checked where it is read, so that everything behind the door may rely on it. A value of the wrong kind is
refused with a `PydanticCustomError` whose type is the stable code of the fault (REGISTER.md, Conventions).
"""

import re
from collections.abc import Hashable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

import pycountry
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

COUNTRIES: frozenset[str] = frozenset(country.alpha_2 for country in pycountry.countries)
"""ISO 3166-1 alpha-2, as published in pycountry's data."""

_CODE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d{1,6})?)?([Zz]|[+-]\d{2}(:?\d{2})?)?",
    re.ASCII,
)
_FIRST_MOMENT = datetime(1, 1, 3, tzinfo=UTC)
_LAST_MOMENT = datetime(9999, 12, 29, tzinfo=UTC)
"""Moments keep away from the calendar's ends, so that each has its day in every time zone."""


def is_code(value: Any) -> bool:
    """Whether a value of the file can name an entry."""
    return isinstance(value, str) and _CODE.fullmatch(value) is not None


def _code(value: str) -> str:
    if not _CODE.fullmatch(value):
        raise PydanticCustomError("bad_code", "not a code")
    return value


def day(value: Any) -> date:
    """The day that a value of the file names. Raises `PydanticCustomError`."""
    if type(value) is date:
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("bad_date", "not a date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("bad_date", "not a date") from None


def moment(value: Any) -> datetime:
    """The instant, in UTC, that a value of the file names. Raises `PydanticCustomError`."""
    if isinstance(value, str):
        if not _MOMENT.fullmatch(value):
            raise PydanticCustomError("bad_moment", "not a moment")
        try:
            value = datetime.fromisoformat(value.replace(",", ".").upper())
        except ValueError:
            raise PydanticCustomError("bad_moment", "not a moment") from None
    if not isinstance(value, datetime):
        raise PydanticCustomError("bad_moment", "not a moment")
    if value.tzinfo is None:
        raise PydanticCustomError("moment_without_offset", "a moment without offset")
    try:
        instant = value.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("bad_moment", "not a moment") from None
    if not _FIRST_MOMENT <= instant <= _LAST_MOMENT:
        raise PydanticCustomError("bad_moment", "not a moment")
    return instant


def _country(value: str) -> str:
    if value not in COUNTRIES:
        raise PydanticCustomError("bad_country", "not a country")
    return value


def _corporate_number(value: str) -> str:
    """Verify the check digit of a 法人番号 (Ordinance on corporate numbers, Art. 2)."""
    if not re.fullmatch(r"[1-9][0-9]{12}", value):
        raise PydanticCustomError("bad_corporate_number", "not a corporate number")
    if int(value[0]) != check_digit(value):
        raise PydanticCustomError("bad_check_digit", "wrong check digit")
    return value


def check_digit(number: str) -> int:
    """What the first of the thirteen digits of a 法人番号 has to be."""
    weighed = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number[1:])))
    return 9 - weighed % 9


@cache
def time_zones() -> frozenset[str]:
    """The names of all time zones; looked for once, in hundreds of files."""
    return frozenset(available_timezones())


def _time_zone(value: str) -> str:
    if value not in time_zones():
        raise PydanticCustomError("bad_time_zone", "not a time zone")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty_text", "an empty text is absent")
    if "\0" in value:
        raise PydanticCustomError("bad_character", "a NUL character")
    return value


T = TypeVar("T", bound=Hashable)


def as_set(values: Iterable[T]) -> tuple[T, ...]:
    """The order of entries never matters, nor does naming one twice: keep each once, sorted."""
    return tuple(sorted(set(values)))  # type: ignore[type-var]


Code = Annotated[str, AfterValidator(_code)]
"""Names a thing inside its list: `[a-z0-9][a-z0-9._-]{0,63}`."""
Text = Annotated[str, AfterValidator(_text)]
"""A text that says something; an empty one is absent."""
Day = Annotated[date, BeforeValidator(day)]
"""A day in the operator's time zone."""
Moment = Annotated[datetime, BeforeValidator(moment)]
"""An instant; read with its offset, kept in UTC."""
Country = Annotated[str, AfterValidator(_country)]
CorporateNumber = Annotated[str, AfterValidator(_corporate_number)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
Codes = Annotated[tuple[Code, ...], AfterValidator(as_set)]
Days = Annotated[tuple[Day, ...], AfterValidator(as_set)]
Countries = Annotated[tuple[Country, ...], AfterValidator(as_set)]
Subjects = Annotated[tuple[Text, ...], AfterValidator(as_set)]
