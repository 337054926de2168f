"""What the person who drafts says of the columns, `--map COLUMN=FIELD`: it overrules every guess."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vendors.register.draft.cells import column_of, letter, one_line
from vendors.register.draft.headings import Field
from vendors.register.draft.names import fold
from vendors.register.draft.refusals import SheetRefused

LEFT_OUT = "-"
SEVERAL = frozenset({Field.NOTE, Field.WORK, Field.ITEMS, Field.PURPOSES, Field.STORED_IN})
"""Fields that several columns may add to."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One `--map`: a heading or a column's letter, and the field, or nothing where the column is to be left out."""

    text: str
    column: str
    field: Field | None


def read_wishes(texts: Iterable[str]) -> tuple[Wish, ...]:
    """The wishes of the command line. Raises `SheetRefused` for what is none, or names no field of a draft."""
    wishes: list[Wish] = []
    for text in texts:
        column, equals, field = (part.strip() for part in text.rpartition("="))
        if not equals or not column or not field:
            raise SheetRefused("bad_map", map=text)
        if field != LEFT_OUT and field not in set(Field):
            raise SheetRefused("unknown_field", map=text, field=field, fields=", ".join(Field))
        wished = None if field == LEFT_OUT else Field(field)
        if wished and wished not in SEVERAL and any(wish.field is wished for wish in wishes):
            raise SheetRefused("mapped_twice", map=text, field=field)
        wishes.append(Wish(text, column, wished))
    return tuple(wishes)


def meant(wish: Wish, headings: Mapping[int, str]) -> int | None:
    """The column that the wish means under these headings: the one so headed, else the one of that letter.

    Raises `SheetRefused` where several columns have that heading.
    """
    wanted = fold(wish.column)
    columns = [column for column, heading in headings.items() if fold(heading) == wanted]
    if len(columns) > 1:
        letters = ", ".join(letter(column) for column in columns)
        raise SheetRefused("two_such_columns", map=wish.text, column=one_line(wish.column), letters=letters)
    return columns[0] if columns else column_of(wish.column)


def is_heading(wish: Wish, headings: Iterable[str]) -> bool:
    """Whether the wish names one of these headings, rather than a column's letter."""
    wanted = fold(wish.column)
    return any(fold(heading) == wanted for heading in headings)
