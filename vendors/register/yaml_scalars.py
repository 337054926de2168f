"""What a YAML scalar is, by the core schema of YAML 1.2 (10.3.2): `NO` and `on` are texts, and so is a date."""

import re
from collections.abc import Callable
from typing import Any

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+", re.ASCII)
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_MAY_BE_MORE = frozenset("~nNtTfF0123456789+-.")
_LONGEST_INTEGER = 20
"""No number of a register is longer; a longer one is kept as a float, which is refused wherever it stands."""

_TAG = "tag:yaml.org,2002:"
TEXT_TAGS = frozenset({"!", f"{_TAG}str"})
COLLECTION_TAGS = {"list": frozenset({"!", f"{_TAG}seq"}), "mapping": frozenset({"!", f"{_TAG}map"})}
_TAGGED: dict[str, tuple[type, ...]] = {
    f"{_TAG}null": (type(None),),
    f"{_TAG}bool": (bool,),
    f"{_TAG}int": (int,),
    f"{_TAG}float": (float, int),
}


def plain_scalar(text: str) -> Any:
    """What a scalar without quotes and without a tag stands for."""
    if text and text[0] not in _MAY_BE_MORE:
        return text
    for pattern, value in _SCHEMA:
        if pattern.fullmatch(text):
            return value(text)
    return text


def tagged_scalar(text: str, tag: str) -> Any:
    """What a scalar with a tag of the core schema stands for. Raises `ValueError` where tag and text don't agree."""
    if tag in TEXT_TAGS:
        return text
    value = plain_scalar(text)
    if type(value) not in _TAGGED.get(tag, ()):
        raise ValueError(tag)
    return value


def _number(text: str) -> int | float:
    return int(text) if len(text) <= _LONGEST_INTEGER else float(text)


def _based(text: str) -> int | float:
    return int(text, 0) if len(text) <= _LONGEST_INTEGER else float("inf")


_SCHEMA: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (_INTEGER, _number),
    (_BOOLEAN, lambda text: text[0] in "tT"),
    (_NULL, lambda _: None),
    (_OCTAL, _based),
    (_HEXADECIMAL, _based),
    (_FLOAT, float),
    (_NOT_FINITE, lambda text: float(text.replace(".", "", 1))),
)
