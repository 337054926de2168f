"""Whether each entry has the shape that the file's description gives it: what pydantic says, in our own codes."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import ValidationError, create_model
from pydantic_core import ErrorDetails, PydanticCustomError

from vendors.register.entries.basis import Basis, BasisPart
from vendors.register.entries.part import Part, known_keys
from vendors.register.fault_texts import KINDS, shown
from vendors.register.faults import FaultList, Found, Path
from vendors.register.values import COUNTRIES, check_digit, day, is_code, moment
from vendors.register.yaml_tree import REFUSED

P = TypeVar("P", bound=Part)

LARGE = 10_000
"""No entry has more values, persons aside."""

BASES: Mapping[str, type[BasisPart]] = {
    str(get_args(kind.model_fields["kind"].annotation)[0]): kind for kind in get_args(get_args(Basis)[0])
}
"""Each kind of basis with the class of its entries."""


def checked(part: type[P], data: Any, path: Path, faults: FaultList) -> P | None:
    """The entry that the data stands for; `None` where it has faults, all of which are added to `faults`."""
    if faults.is_full or (_size(data) > LARGE and not _is_bounded(data, path, faults)):
        return None
    try:
        return part.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["input"] is not REFUSED:
                _add(detail, part, path, faults)
        # Pydantic leaves the check of a period out where anything else is wrong with the same mapping.
        for found in reversed_periods(data, path):
            faults.add(found)
        return None


def _size(data: Any) -> int:
    """How many values the data holds."""
    if isinstance(data, dict):
        data = list(data.values())
    elif not isinstance(data, list):
        return 0
    return len(data) + sum(_size(held) for held in data if isinstance(held, (list, dict)))


def _is_bounded(data: Any, path: Path, faults: FaultList) -> bool:
    """Whether a large entry may be checked as others are: were all of it wrong, every value would take memory.

    Only the persons of a delivery can be many, so they are looked through first.
    """
    subjects = data.get("subjects") if isinstance(data, dict) else None
    if isinstance(subjects, list):
        for number, subject in enumerate(subjects):
            if not isinstance(subject, str):
                faults.add(wrong_type(subject, "text", (*path, "subjects", number)))
            elif not subject.strip():
                faults.add(Found("empty_text", (*path, "subjects", number)))
            if faults.is_full:
                return False
        data = {**data, "subjects": []}
    if _size(data) > LARGE:
        faults.add(Found("too_many_values", path, {"limit": LARGE}))
        return False
    return True


def unknown_key(path: Path, known: Iterable[str]) -> Found:
    """The fault of a key that doesn't belong there, with what it may have been meant to be."""
    key, known = str(path[-1]), sorted(known)
    found = Found("unknown_key", path, {"value": shown(key)})
    if alike := get_close_matches(key[:100].lower(), known, n=3):
        found.hints.append(("alike", {"alike": ", ".join(alike)}))
    else:
        found.hints.append(("known_keys", {"keys": ", ".join(known)}))
    return found


def wrong_type(value: Any, wanted: str, path: Path) -> Found:
    """The fault of a value of another kind than the one wanted (a key of `KINDS`)."""
    given = kind_of(value)
    found = Found("wrong_type", path, {"given": KINDS[given], "wanted": KINDS[wanted]})
    if wanted == "text" and given in {"number", "boolean"}:
        found.hints.append(("quote_it", {}))
    elif wanted == "boolean" and isinstance(value, str) and value.lower() in _OLD_BOOLEANS:
        found.hints.append(("write", {"value": _OLD_BOOLEANS[value.lower()]}))
    elif wanted in {"boolean", "whole"} and isinstance(value, str) and re.fullmatch("true|false|[0-9]+", value):
        found.hints.append(("unquote_it", {}))
    elif wanted == "list" and given in {"text", "number", "boolean"}:
        found.hints.append(("make_a_list", {"value": shown(value).strip("'")}))
    return found


_OLD_BOOLEANS = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
"""What YAML 1.1 took for booleans, and YAML 1.2 takes for texts."""


def kind_of(value: Any) -> str:
    """What kind of value it is: a key of `KINDS`."""
    kinds = {str: "text", bool: "boolean", int: "number", float: "number", list: "list", dict: "mapping"}
    return kinds.get(type(value), "null")


def reversed_periods(data: Any, path: Path) -> Iterator[Found]:
    """Every mapping in the data whose `until` lies before its `from`."""
    if isinstance(data, list):
        for number, held in enumerate(data):
            yield from reversed_periods(held, (*path, number))
    elif isinstance(data, dict):
        start, end = _when(data.get("from")), _when(data.get("until"))
        if start and end and len(start) == len(end) and end < start:
            yield _reversed(data, path)
        for key, held in data.items():
            yield from reversed_periods(held, (*path, key))


def _when(value: Any) -> tuple[Any, ...]:
    """A day or a moment that can be compared with others of its kind; empty for anything else."""
    try:
        return (day(value),)
    except PydanticCustomError:
        pass
    try:
        return (0, moment(value))
    except PydanticCustomError:
        return ()


def _reversed(data: Mapping[str, Any], path: Path) -> Found:
    return Found("reversed_period", (*path, "until"), {"start": data["from"], "until": data["until"]})


def _add(detail: ErrorDetails, part: type[Part], path: Path, faults: FaultList) -> None:
    """Add one of pydantic's errors as a fault of ours."""
    code, value, loc = detail["type"], detail["input"], detail["loc"]
    place = (*path, *_without_kinds(loc))
    if code in {"union_tag_invalid", "union_tag_not_found"}:
        _add_kind(value, place, faults)
    elif code == "extra_forbidden":
        faults.add(unknown_key(place, _keys_at(part, loc[:-1])))
    elif code in _WANTED:
        faults.add(wrong_type(value, _WANTED[code], place))
    elif code == "required_made_absent":
        field = detail["ctx"]["field"]
        faults.add(Found("missing_field", (*place, field), {"value": shown(field)}))
    elif code == "reversed_period":
        faults.add(_reversed(value, place))
    else:
        faults.add(_VALUES[code](detail, value, place))


def _without_kinds(loc: tuple[str | int, ...]) -> Path:
    """Pydantic's place without the kind of a basis, which it names as if it were a key."""
    return tuple(step for number, step in enumerate(loc) if not _is_kind(loc, number))


def _is_kind(loc: tuple[str | int, ...], number: int) -> bool:
    """Whether pydantic names a kind there: after the place of one of the bases, or of the one that replaces another."""
    if loc[number] not in BASES or number == 0:
        return False
    is_listed = number >= 2 and isinstance(loc[number - 1], int) and loc[number - 2] == "bases"
    return is_listed or loc[number - 1] == "basis"


def _keys_at(part: type[Part], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that may stand at a place."""
    for number, step in enumerate(loc):
        if isinstance(step, int):
            continue
        if _is_kind(loc, number):
            part = BASES[str(step)]
        else:
            fields = part.model_fields
            field = next(field for name, field in fields.items() if step == (field.alias or name))
            part = next(parts_in(field.annotation), part)
    return known_keys(part)


def parts_in(annotation: Any) -> Iterator[type[Part]]:
    """The kinds of mapping that a field may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_in(inner)


def _add_kind(value: Any, path: Path, faults: FaultList) -> None:
    """Add what is wrong with a basis without a kind, or of none that there is, and with its other fields."""
    if not isinstance(value, dict):
        faults.add(wrong_type(value, "mapping", path))
        return
    kind = value.get("kind")
    if kind is None:
        faults.add(Found("missing_field", (*path, "kind"), {"value": "'kind'"}))
    elif not isinstance(kind, str):
        faults.add(wrong_type(kind, "text", (*path, "kind")))
    else:
        faults.add(_bad_value(kind, BASES, (*path, "kind")))
    checked(_any_basis(), {key: held for key, held in value.items() if key != "kind"}, path, faults)


@cache
def _any_basis() -> type[BasisPart]:
    """A basis of no known kind, with every field that any may have, so that these can be checked all the same."""
    fields = {
        name: (field.annotation, field)
        for kind in BASES.values()
        for name, field in kind.model_fields.items()
        if name not in {"kind", *BasisPart.model_fields}
    }
    made: type[BasisPart] = create_model("AnyBasis", __base__=BasisPart, **fields)  # type: ignore[call-overload]  # fields by name
    return made


_WANTED = {
    "string_type": "text",
    "int_type": "whole",
    "int_from_float": "whole",
    "bool_type": "boolean",
    "tuple_type": "list",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
}
"""What kind of value each of pydantic's errors misses."""


def _bad_value(value: Any, accepted: Iterable[str], path: Path) -> Found:
    accepted = list(accepted)
    found = Found("bad_value", path, {"value": shown(value), "accepted": ", ".join(accepted)})
    if alike := get_close_matches(value[:100].lower(), accepted, n=1):
        found.hints.append(("write", {"value": alike[0]}))
    return found


def _one_of(detail: ErrorDetails, value: Any, path: Path) -> Found:
    if not isinstance(value, str):
        return wrong_type(value, "text", path)
    return _bad_value(value, re.findall("'([^']*)'", detail["ctx"]["expected"]), path)


def _code(_: ErrorDetails, value: Any, path: Path) -> Found:
    found = Found("bad_code", path, {"value": shown(value)})
    if is_code(guess := re.sub(r"[\s/:]+", "-", value.strip().lower())):
        found.hints.append(("write", {"value": guess}))
    return found


def _country(_: ErrorDetails, value: Any, path: Path) -> Found:
    found = Found("bad_country", path, {"value": shown(value)})
    guess = {"UK": "GB", "EL": "GR"}.get(value.strip().upper(), value.strip().upper())
    if guess in COUNTRIES:
        found.hints.append(("write", {"value": guess}))
    return found


def _when_wanted(code: str, wanted: str) -> Callable[[ErrorDetails, Any, Path], Found]:
    def make(_: ErrorDetails, value: Any, path: Path) -> Found:
        if not isinstance(value, str):
            return wrong_type(value, wanted, path)
        return Found(code, path, {"value": shown(value)})

    return make


def _plain(code: str) -> Callable[[ErrorDetails, Any, Path], Found]:
    return lambda _, value, path: Found(code, path, {"value": shown(value)})


_VALUES: Mapping[str, Callable[[ErrorDetails, Any, Path], Found]] = {
    "missing": lambda _, __, path: Found("missing_field", path, {"value": shown(path[-1])}),
    "enum": _one_of,
    "literal_error": _one_of,
    "greater_than_equal": lambda detail, value, path: Found(
        "out_of_range", path, {"value": value, "bound": f"≥ {detail['ctx']['ge']}"}
    ),
    "less_than_equal": lambda detail, value, path: Found(
        "out_of_range", path, {"value": shown(value), "bound": f"≤ {detail['ctx']['le']}"}
    ),
    "bad_code": _code,
    "bad_country": _country,
    "bad_date": _when_wanted("bad_date", "date"),
    "bad_moment": _when_wanted("bad_moment", "moment"),
    "moment_without_offset": _plain("moment_without_offset"),
    "bad_corporate_number": _plain("bad_corporate_number"),
    "bad_check_digit": lambda _, value, path: Found(
        "bad_check_digit", path, {"value": shown(value), "digit": check_digit(value)}
    ),
    "bad_time_zone": _plain("bad_time_zone"),
    "empty_text": _plain("empty_text"),
    "bad_character": lambda _, __, path: Found("bad_character", path, {"number": "0000"}),
}
"""How each of the other errors becomes a fault."""
