"""Rows that are plainly right, told at a glance: most are, and it takes a fifth of the time of the check of all.

What is found right here, that check finds right, too, and makes the same canonical JSON of it. What is not is no fault
yet: it is left to that check, which knows them all.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from vendors.register.documents import moment_text
from vendors.register.values import is_code, moment
from vendors.verbs.stepping import LONGEST_SUBJECT


def plain_person(said: Any) -> bytes | None:
    """The canonical JSON of a person's reference, where a row plainly is nothing else."""
    if type(said) is dict and len(said) == 1:
        try:
            return orjson.dumps(_subject(said.get("subject")))
        except ValueError:
            pass
    return None


def plain_consent(said: Any) -> bytes | None:
    """The canonical JSON of a consent, where a row plainly is one."""
    return _plain(said, _CONSENT, _OF_CONSENTS)


def plain_withdrawal(said: Any) -> bytes | None:
    """The canonical JSON of a withdrawal, where a row plainly is one."""
    return _plain(said, _WITHDRAWAL, _OF_WITHDRAWALS)


def _plain(said: Any, columns: Mapping[str, Callable[[Any], object]], required: frozenset[str]) -> bytes | None:
    if type(said) is not dict or not said.keys() <= columns.keys():
        return None
    try:
        document = {name: columns[name](value) for name, value in said.items() if value is not None}
    except ValueError:
        return None
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS) if document.keys() >= required else None


def _subject(value: Any) -> str:
    text = _text(value)
    if len(text) > LONGEST_SUBJECT:
        raise ValueError(value)
    return text


def _text(value: Any) -> str:
    if type(value) is not str or not value or value.isspace() or "\0" in value:
        raise ValueError(value)
    return value


def _code(value: Any) -> str:
    if type(value) is not str or not _is_code(value):
        raise ValueError(value)
    return value


def _moment(value: Any) -> str:
    if type(value) is str and _IN_UTC(value) and "0002" <= value < "9998":
        datetime.fromisoformat(value)  # raises what it is not
        return value[:19] + "Z"
    return moment_text(moment(value))


_IN_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)", re.ASCII).fullmatch
_is_code = lru_cache(maxsize=1_000)(is_code)


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(value)
    return value


_WITHDRAWAL: Mapping[str, Callable[[Any], object]] = {
    "text": _code,
    "subject": _subject,
    "given_at": _moment,
    "withdrawn_at": _moment,
}
_CONSENT = {**_WITHDRAWAL, "capable": _flag, "guardian": _flag, "note": _text, "owner": _text}
_OF_CONSENTS, _OF_WITHDRAWALS = (frozenset({"text", "subject", when}) for when in ("given_at", "withdrawn_at"))
