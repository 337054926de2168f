"""Inputs made of the register file's own parts: the same fields, with the same words, as the file has them."""

import types
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from keyword import iskeyword
from typing import Annotated, Any, Union, get_args, get_origin

import strawberry
from pydantic.fields import FieldInfo
from strawberry.types.unset import UNSET

from graph.mutations.described import PARTS, says
from vendors.register.entries.part import NOT_REPLACED, Change, Part
from vendors.register.shape import BASES

_PLAIN = frozenset({str, bool, int, date, datetime})
BASIS = "LegalBasisInput"
_LAST = frozenset({"note", "owner"})
Fields = Mapping[str, tuple[Any, str, bool]]
"""By their keys in the file: type, description, and whether they have to be given."""


def made(name: str, description: str, fields: Fields, *, one_of: bool = False) -> type:
    """An input with these fields."""
    members = {key: _member(key, *field) for key, field in fields.items()}
    return strawberry.input(class_of(name, members), name=name, description=description, one_of=one_of)


def class_of(name: str, members: Mapping[str, tuple[Any, Any]]) -> type:
    """A class with these fields, each with its type, for Strawberry to make a type of."""
    spelled = {f"{key}_" if iskeyword(key) else key: member for key, member in members.items()}
    fields = {key: field for key, (_, field) in spelled.items()}
    return type(name, (), {"__annotations__": {key: kind for key, (kind, _) in spelled.items()}, **fields})


def _member(key: str, kind: Any, description: str, needed: bool) -> tuple[Any, Any]:  # of `Fields`
    if needed:
        return kind, strawberry.field(name=camel(key), description=description)
    return kind | None, strawberry.field(name=camel(key), description=description, default=UNSET)


def camel(key: str) -> str:
    """A key of the file as GraphQL spells it."""
    first, *others = key.split("_")
    return first + "".join(word.capitalize() for word in others)


def fields_of(
    part: type[Part], *, partly: bool = False, without: Iterable[str] = (), wanted: Iterable[str] = ()
) -> dict[str, tuple[Any, str, bool]]:
    """The fields of a part; `partly`: none of them has to be given but those that are `wanted`."""
    lineage = [cls.__name__ for cls in part.__mro__ if issubclass(cls, Part)]
    found = {}
    for name, field in sorted(part.model_fields.items(), key=lambda one: one[0] in _LAST):
        key = field.alias or name
        if key not in without and not (key == "kind" and part in BASES.values()):
            needed = key in wanted or (field.is_required() and not partly)
            found[key] = (_kind(field.annotation), _says(part, lineage, key, None if partly else field), needed)
    return found


def _says(part: type[Part], lineage: list[str], key: str, field: FieldInfo | None) -> str:
    text = says(lineage, key)
    default = field.get_default() if field is not None else None
    if type(default) is int:
        return f"{text[:-1]}; {default} unless given."
    if issubclass(part, Change) and key not in NOT_REPLACED:
        return f"{text[:-1]}; left out: as before."
    return text


@cache
def of_part(part: type[Part]) -> type:
    """The input that says such a part."""
    return made(f"{part.__name__}Input", PARTS[part.__name__], fields_of(part))


@cache
def basis() -> type:
    """The input that says a legal basis: one of the kinds, with its evidence."""
    fields = {kind: (of_part(part), PARTS[part.__name__], False) for kind, part in BASES.items()}
    return made(BASIS, "A legal basis (APPI 27): exactly one of its kinds, with its evidence.", fields, one_of=True)


def _kind(annotation: Any) -> Any:
    """The type of a field in GraphQL."""
    if get_origin(annotation) is Annotated:
        return _kind(get_args(annotation)[0])
    if get_origin(annotation) is tuple:
        return types.GenericAlias(list, (_kind(get_args(annotation)[0]),))
    if get_origin(annotation) in {Union, types.UnionType}:
        inner = [one for one in get_args(annotation) if one is not type(None)]
        return _kind(inner[0]) if len(inner) == 1 else basis()
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return of_part(annotation)
    assert annotation in _PLAIN or issubclass(annotation, Enum), f"an input holds no {annotation}"
    return annotation
