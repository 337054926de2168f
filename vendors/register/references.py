"""Codes name one entry each, and what refers to a code finds it.

The checks read the file's plain data, not the entries made from it, so that a fault in one place hides none in another.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from vendors.register.entries.part import Part
from vendors.register.fault_texts import LISTS, shown
from vendors.register.faults import FaultList, Found, Path
from vendors.register.values import is_code

Lists = Mapping[str, list[Any] | None]
"""The lists of a register as the file has them; `None` where one could not be read, so that nothing is known of it."""

REFERENCES: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "policies": (
        (("purposes",), "purposes"),
        (("joint_use", "users"), "recipients"),
        (("joint_use", "items"), "items"),
        (("joint_use", "purposes"), "purposes"),
        (("opt_out", "items"), "items"),
        (("opt_out", "recipients"), "recipients"),
    ),
    "recipients": (
        (("subprocessors", "recipient"), "recipients"),
        (("subprocessors", "items"), "items"),
    ),
    "contracts": (
        (("recipient",), "recipients"),
        (("renews",), "contracts"),
        (("items",), "items"),
        (("purposes",), "purposes"),
        (("amendments", "items"), "items"),
        (("amendments", "purposes"), "purposes"),
    ),
    "consent_texts": (
        (("recipients",), "recipients"),
        (("items",), "items"),
        (("purposes",), "purposes"),
    ),
    "transfers": (
        (("service",), "services"),
        (("recipient",), "recipients"),
        (("contract",), "contracts"),
        (("items",), "items"),
        (("purposes",), "purposes"),
        (("changes", "contract"), "contracts"),
        (("changes", "items"), "items"),
        (("changes", "purposes"), "purposes"),
        (("bases", "texts"), "consent_texts"),
        (("bases", "foreign_consent"), "consent_texts"),
        (("bases", "instrument"), "contracts"),
    ),
    "consents": ((("text",), "consent_texts"),),
    "deliveries": (
        (("transfer",), "transfers"),
        (("items",), "items"),
    ),
    "anonymised_releases": (
        (("items",), "items"),
        (("recipients",), "recipients"),
    ),
    "stops": ((("recipients",), "recipients"),),
}
"""Every field that holds codes, by list: the keys on the way to it (through lists), and the list that has the codes."""

_NAMES = {"policies": "version"}
"""What names an entry, where it is not `code`."""
_COMPARISONS = 200_000
"""How many codes are compared for likeness in all; a file that is wrong everywhere isn't worth more."""


def named_by(list_name: str, entry: Part) -> Iterator[tuple[str, str]]:
    """Every code that an entry names, with the list that has it."""
    for keys, target in REFERENCES.get(list_name, ()):
        for code in _held(entry, keys):
            yield target, code


def _held(value: Any, keys: tuple[str, ...]) -> Iterator[str]:
    """The codes at the end of the keys, each the name of an attribute too; a basis of another kind has none."""
    if isinstance(value, tuple):
        for one in value:
            yield from _held(one, keys)
    elif keys:
        yield from _held(getattr(value, keys[0], None), keys[1:])
    elif value is not None:
        yield value


def named_in(list_name: str, document: Any) -> Iterator[tuple[str, str]]:
    """The same of an entry that is still plain data, whatever is wrong with it."""
    for keys, target in REFERENCES.get(list_name, ()):
        for _, code in _values(document, keys):
            yield target, code


def check_references(lists: Lists, faults: FaultList) -> None:
    """Find codes that stand twice, and references to codes that are not there."""
    known = {name: _codes(name, lists[name], faults) for name in LISTS}
    likeness = _Likeness(known)
    for name, references in REFERENCES.items():
        for number, entry in enumerate(lists[name] or ()):
            if faults.is_full:
                return
            for keys, target in references:
                codes = known[target]
                if codes is not None:
                    for place, code in _values(entry, keys):
                        if code not in codes and is_code(code):
                            faults.add(likeness.unknown(code, target, (name, number, *place), faults))


def _codes(name: str, entries: list[Any] | None, faults: FaultList) -> Mapping[str, int] | None:
    """The position of each code in a list."""
    if entries is None:
        return None
    key = _NAMES.get(name, "code")
    positions: dict[str, int] = {}
    for number, entry in enumerate(entries):
        code = entry.get(key) if isinstance(entry, dict) else None
        if not isinstance(code, str) or not code.strip():
            continue
        if code in positions:
            first = (name, positions[code], key)
            faults.add(
                Found("duplicate_code", (name, number, key), {"value": shown(code), "list": LISTS[name]}, other=first)
            )
        else:
            positions[code] = number
    return positions


def _values(data: Any, keys: tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    """The values at the end of the keys, with their places; what is of another shape has none."""
    if isinstance(data, list):
        for number, held in enumerate(data):
            for place, value in _values(held, keys):
                yield (number, *place), value
    elif keys:
        if isinstance(data, dict) and (held := data.get(keys[0])) is not None:
            for place, value in _values(held, keys[1:]):
                yield (keys[0], *place), value
    elif isinstance(data, str):
        yield (), data


class _Likeness:
    """Finds what a wrong code may have been meant to be, as long as that costs little."""

    def __init__(self, known: Mapping[str, Mapping[str, int] | None]) -> None:
        self._known = known
        self._left = _COMPARISONS

    def unknown(self, code: str, target: str, path: Path, faults: FaultList) -> Found:
        """The fault of a reference to a code that is not there."""
        found = Found("unknown_reference", path, {"value": shown(code), "list": LISTS[target]})
        if faults.is_full:
            return found
        codes = self._known[target] or {}
        self._left -= len(codes)
        if self._left >= 0 and (alike := get_close_matches(code, codes, n=3)):
            found.hints.append(("alike", {"alike": ", ".join(alike)}))
        else:
            others = (name for name, held in self._known.items() if held and name != target and code in held)
            if (other := next(others, None)) is not None:
                found.hints.append(("elsewhere", {"list": LISTS[other]}))
        return found
