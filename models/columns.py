"""The kinds of column that the tables are made of, each named once.

Days are days in the operator's time zone, inclusive at both ends; a missing last day is open-ended, and what holds
"from the beginning" has `BEGINNING` as its first day. A flag has three states, for "not recorded" is not "no".
"""

from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from tortoise import fields
from tortoise.indexes import Index
from tortoise.migrations.constraints import UniqueConstraint

APP = "teikyo"
"""Tortoise's label of the one application."""

BEGINNING = date.min
"""First day of the first version of an entry: its top-level values hold from the beginning."""

Choice = TypeVar("Choice", bound=Enum)
Kept = TypeVar("Kept", bound=fields.Field[Any])
_LONGEST_WORD = 40


def row_number() -> fields.Field[int]:
    """The primary key; means nothing outside this database."""
    return fields.BigIntField(primary_key=True, description="Number of the row; means nothing outside this database")


def code(of: str) -> fields.Field[str]:
    """A code of the register file, unique in its list (REGISTER.md, Conventions)."""
    return fields.CharField(max_length=64, description=f"Code of the {of} in the register file")


def text(description: str) -> fields.Field[str]:
    """A text that is always there."""
    return fields.TextField(description=description)


def optional_text(description: str) -> fields.Field[str | None]:
    """A text, or null: not recorded."""
    return fields.TextField(null=True, description=description)  # type: ignore[return-value]  # Tortoise types no null


def key_text(description: str, length: int) -> fields.Field[str]:
    """A text that something is found by, of at most that many characters."""
    return fields.CharField(max_length=length, description=description)


def reference() -> fields.Field[str]:
    """The operator's own reference for a person; encrypted where a key is set."""
    return _encrypted(text("The operator's own reference for the person, never a name"))


def references(description: str) -> fields.Field[str]:
    """Several such references as one text; encrypted whole, so nothing is found by one of them."""
    return _encrypted(text(description))


def salt(description: str) -> fields.Field[str | None]:
    """The key of a digest of references, in hexadecimal, or null: who had it could guess them. Encrypted with them."""
    return _encrypted(optional_text(description))


def words_of_person(description: str) -> fields.Field[str | None]:
    """Words about one person, in which that person may be named, or null. Encrypted with the references."""
    return _encrypted(optional_text(description))


def _encrypted(column: Kept) -> Kept:
    column.encrypted = True  # type: ignore[attr-defined]  # a mark of ours
    return column


def is_encrypted(field: object) -> bool:
    """Whether a column is encrypted where a key is set."""
    return getattr(field, "encrypted", False)


def note() -> fields.Field[str | None]:
    """The free note that every entry may carry."""
    return optional_text("Free note on the entry")


def change_words(description: str) -> fields.Field[str | None]:
    """Words that a dated change says of itself, as a JSON array; for reading, nothing is found by them."""
    return optional_text(f"{description}, as a JSON array of words; null: none")


def change_note() -> fields.Field[str | None]:
    """The free note of the dated change that a version begins with."""
    return optional_text("Free note on the change that begins it")


def change_owner() -> fields.Field[str | None]:
    """Who answers for the dated change that a version begins with."""
    return optional_text("Who answers, inside the company, for the change that begins it")


def owner() -> fields.Field[str | None]:
    """Who answers for the entry inside the company."""
    return optional_text("Who answers for the entry inside the company")


def country(description: str) -> fields.Field[str | None]:
    """ISO 3166-1 alpha-2, or null: not recorded."""
    return fields.CharField(max_length=2, null=True, description=description)


def day(description: str) -> fields.Field[date]:
    """A day that is always there."""
    return fields.DateField(description=description)


def optional_day(description: str) -> fields.Field[date | None]:
    """A day, or null: not recorded, or open-ended."""
    return fields.DateField(null=True, description=description)


def moment(description: str) -> fields.Field[datetime]:
    """An instant, in UTC."""
    return fields.DatetimeField(description=description)


def optional_moment(description: str) -> fields.Field[datetime | None]:
    """An instant in UTC, or null."""
    return fields.DatetimeField(null=True, description=description)


def flag(description: str) -> fields.Field[bool | None]:
    """Yes, no, or null: not recorded."""
    return fields.BooleanField(null=True, description=description)


def answer(description: str) -> fields.Field[bool]:
    """Yes or no: the law's own answer, never a record."""
    return fields.BooleanField(description=description)


def number(description: str) -> fields.Field[int]:
    """A count that is always there."""
    return fields.IntField(description=description)


def optional_number(description: str) -> fields.Field[int | None]:
    """A count, or null: not recorded."""
    return fields.IntField(null=True, description=description)


def word(choices: type[Choice], description: str) -> fields.Field[Choice]:
    """A member of an enumeration; as wide for each, so that a new member is no change of the schema."""
    return fields.CharEnumField(choices, description=description, max_length=_LONGEST_WORD)


def optional_word(choices: type[Choice], description: str) -> fields.Field[Choice | None]:
    """A member of an enumeration, or null: not recorded."""
    return fields.CharEnumField(  # type: ignore[return-value]  # Tortoise types no null
        choices, description=description, max_length=_LONGEST_WORD, null=True
    )


def part_of(table: str, description: str) -> fields.ForeignKeyRelation[Any]:
    """The row that this one belongs to, and goes with."""
    relation: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        f"{APP}.{table}", related_name=False, on_delete=fields.CASCADE, description=description
    )
    return relation


def refers_to(table: str, description: str) -> fields.ForeignKeyRelation[Any]:
    """A row that cannot go while this one names it."""
    relation: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        f"{APP}.{table}", related_name=False, on_delete=fields.NO_ACTION, description=description
    )
    return relation


def may_refer_to(table: str, description: str) -> fields.ForeignKeyNullableRelation[Any]:
    """A row that cannot go while this one names it, or null."""
    relation: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        f"{APP}.{table}", related_name=False, on_delete=fields.NO_ACTION, null=True, description=description
    )
    return relation


def unique(name: str, *columns: str) -> UniqueConstraint:
    """A named constraint: no two rows agree in all these columns."""
    return UniqueConstraint(fields=columns, name=name)


def index(name: str, *columns: str) -> Index:
    """A named index over columns, in this order."""
    return Index(fields=columns, name=name)


def is_moment(field: object) -> bool:
    """Whether a column holds instants."""
    return isinstance(field, fields.DatetimeField)


def is_part(field: object) -> bool:
    """Whether a relation names the row that this one belongs to, and goes with."""
    return getattr(field, "on_delete", None) == fields.CASCADE
