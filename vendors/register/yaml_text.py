"""Plain data as YAML: block style, one way to write each value, so that equal documents are equal bytes.

What comes out is read alike by YAML 1.2 and by older YAML: whatever any of them might take for a number, a boolean or
a null is quoted. Only days stay as they are (`2026-04-01`), for that is how people write them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

_WIDEST_LIST = 100
"""A list of single values that is longer than this stands one value to a line."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ々〆〇ぁ-ゖァ-ヺー一-\u9fff\uff21-\uff3a\uff41-\uff5a"
_SIGN = f"{_LETTER}0-9_./@()+（）・、。「」\uff10-\uff19-"
_PLAIN = re.compile(f"[{_LETTER}][{_SIGN} ]*")
"""Texts that need no quotes anywhere: begun by a letter, and without any sign that YAML gives a meaning. The letters
stand here one by one, for what Python calls a letter grows from version to version, and the bytes must not. A class of
signs is matched without remembering; a group of them would take a hundred megabytes for a text of one."""
_OTHERS_READ_AS_MORE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"})
_UNSEEN = re.compile(
    r'["\\\x00-\x1f\x7f-\xa0\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202f\u205f-\u206f\ud800-\udfff'
    r"\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
"""What is written by its number between double quotes: quotes, controls, unseen spaces, marks that turn the line."""
_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def emit(document: Mapping[str, Any]) -> str:
    """The document as YAML, its keys in the order in which they are given, lines ended by LF.

    Holds texts, whole numbers, booleans, nulls, sequences and mappings with texts for keys. Raises `TypeError` for
    anything else, and `ValueError` for a text that is no Unicode (a lone surrogate).
    """
    if not document:
        return "{}\n"
    lines: list[str] = []
    _mapping(document, "", "", lines)
    lines.append("")
    return "\n".join(lines)


def _mapping(document: Mapping[str, Any], first: str, indent: str, lines: list[str]) -> None:
    """Write a mapping: its first key after `first`, the others after `indent`."""
    lead = first
    for key, value in document.items():
        if type(key) is not str:
            raise TypeError(f"a key of a register is a text, not {type(key).__name__}")
        _value(value, f"{lead}{_text(key)}:", indent, lines)
        lead = indent


def _value(value: Any, lead: str, indent: str, lines: list[str]) -> None:
    """Write what stands after a key, or after the dash of a list."""
    scalar = _SCALARS.get(type(value))
    if scalar is not None:
        lines.append(f"{lead} {scalar(value)}")
    elif isinstance(value, Mapping):
        if value:
            lines.append(lead)
            _mapping(value, f"{indent}  ", f"{indent}  ", lines)
        else:
            lines.append(f"{lead} {{}}")
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        _sequence(value, lead, indent, lines)
    else:
        raise TypeError(f"a register holds no {type(value).__name__}")


def _sequence(values: Sequence[Any], lead: str, indent: str, lines: list[str]) -> None:
    """Write a list: single values in one line where they fit, anything else an entry to a dash."""
    if all(type(value) in _SCALARS for value in values):
        scalars = [_SCALARS[type(value)](value) for value in values]
        line = f"{lead} [{', '.join(scalars)}]"
        if len(line) <= _WIDEST_LIST or not scalars:
            lines.append(line)
        else:
            lines.append(lead)
            lines.extend(f"{indent}  - {scalar}" for scalar in scalars)
        return
    lines.append(lead)
    for value in values:
        if isinstance(value, Mapping) and value:
            _mapping(value, f"{indent}  - ", f"{indent}    ", lines)
        else:
            _value(value, f"{indent}  -", f"{indent}  ", lines)


@lru_cache(maxsize=65536)
def _text(value: str) -> str:
    """A text as a scalar: plain where no reader could take it for anything else, else in double quotes."""
    if _DAY.fullmatch(value) or _is_plain(value):
        return value
    return f'"{_UNSEEN.sub(_escaped, value)}"'


def _is_plain(value: str) -> bool:
    """Whether every reader finds this very text where it stands without quotes: spaces one at a time, and none last."""
    spaced = "  " in value or value.endswith(" ")
    return not spaced and bool(_PLAIN.fullmatch(value)) and value.lower() not in _OTHERS_READ_AS_MORE


def _escaped(match: re.Match[str]) -> str:
    """A character that can't stand between double quotes as it is."""
    character = match[0]
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    number = ord(character)
    if 0xD800 <= number <= 0xDFFF:
        raise ValueError(f"a text holds U+{number:04X}, half a character that no file can hold")
    if number <= 0xFF:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"


_SCALARS: Mapping[type, Callable[[Any], str]] = {
    str: _text,
    bool: lambda value: "true" if value else "false",
    int: str,
    type(None): lambda _: "null",
}
