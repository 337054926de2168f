"""A sheet as it lies before us: rows of filled cells, each row with the line or row number that people see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | date
"""What a cell holds. Text files hold texts alone; workbooks know numbers and days as well."""

_CARRIAGE_RETURN = re.compile(r"_x000[dD]_")
"""How a workbook spells a carriage return inside a text; some programs write it without need."""
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Where:
    """A line of a text file, or a row of a sheet: both counted from 1."""

    sheet: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its filled cells by column, counted from 1."""

    number: int
    cells: Mapping[int, Value]
    wide: frozenset[int] = frozenset()
    """The columns whose cell is merged with those to its right: a title or a section, seldom a value."""
    unreadable: frozenset[int] = frozenset()
    """Columns where a formula has no value or an error: the cell says something that can't be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The filled rows of one sheet; a text file is one sheet without a name."""

    name: str | None
    rows: list[Row]
    hidden: bool = False
    hidden_rows: tuple[int, ...] = field(default=())

    def where(self, row: Row) -> Where:
        """Where a person finds the row."""
        return Where(self.name, row.number)

    def where_number(self, number: int) -> Where:
        """Where a person finds the row of that number."""
        return Where(self.name, number)


def text_of(value: Value | None) -> str:
    """The cell as a text, with its line breaks, trimmed; an empty cell is the empty text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def clean(text: str) -> str:
    """A text without what no register can hold, and with line breaks of one kind."""
    text = _CARRIAGE_RETURN.sub("\n", text) if "_x000" in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATES.sub("\ufffd", text).strip()


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks too, as one space."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """The text on one line, its line breaks as slashes, so that two lines are not read as one."""
    return " / ".join(line for part in text.splitlines() if (line := one_line(part)))


def letter(column: int) -> str:
    """A column's letter, as spreadsheets show it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_of(letters: str) -> int | None:
    """The column that the letters name; nothing where they are no column's letters."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
        return None
    number = 0
    for character in letters.upper():
        number = number * 26 + ord(character) - ord("A") + 1
    return number
