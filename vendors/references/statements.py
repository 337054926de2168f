"""Which values of a statement are encrypted: told by the columns that it puts them beside or into.

Whoever writes a statement names columns, and need not know what is encrypted; that is found out here, once for each
statement. Values are marked by `?`, `?1`, `+?1` or `$1`. A reference stands as one value (`subject = ?`,
`SET subject = ?`, `VALUES (?)`), in a list (`IN (?, ?)`, `= ANY(?)`, `IN (SELECT value FROM json_each(?))`,
`unnest(?) listed (subject)`, `value AS subject FROM json_each(?)`), or in each of a list of rows (`value ->> 1 AS
subject FROM json_each(?)`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.tables import encrypted_columns

_MARK = r"(?:\?\d*|\$\d+)"
_MARKS = re.compile(r"'(?:[^']|'')*'|\?(?P<numbered>\d+)?|\$(?P<dollar>\d+)")
_TEXTS = re.compile(r"'(?:[^']|'')*'")
_INSERT = re.compile(r'\binsert\s+into\s+"?(?P<table>\w+)"?\s*\((?P<columns>[^()]*)\)\s*values\s*\(', re.IGNORECASE)
_UNNEST = re.compile(r"\bunnest\((?P<given>[^()]*)\)\s*(?:as\s+)?\w+\s*\((?P<columns>[^()]*)\)", re.IGNORECASE)
_EACH = re.compile(rf"\bjson_each\(\s*\+?(?P<mark>{_MARK})", re.IGNORECASE)
_KEPT = 4_096
"""Statements of which it is remembered."""


@dataclass(frozen=True)
class Place:
    """Where references stand among the values of a statement."""

    number: int
    """In which value, from 0."""
    many: bool = False
    """Whether that is a list of them: a list, or one in JSON."""
    within: int | str | None = None
    """Whether it is a list of rows, in JSON: at which place of each row they stand."""


@lru_cache(maxsize=_KEPT)
def tables_in(sql: str) -> tuple[str, ...]:
    """The tables with encrypted columns that a statement names."""
    words = frozenset(re.findall(r"\w+", sql))
    return tuple(table for table in encrypted_columns() if table in words)


@lru_cache(maxsize=_KEPT)
def places_in(sql: str) -> tuple[Place, ...]:
    """Where a statement is given what is encrypted."""
    columns = sorted({column for table in tables_in(sql) for column in encrypted_columns()[table]})
    if not columns:
        return ()
    numbers = _numbers(sql)
    found = {place.number: place for place in _inserted(sql, numbers)}
    found |= {place.number: place for place in _compared("|".join(columns), sql, numbers)}
    return tuple(found[number] for number in sorted(found))


def _numbers(sql: str) -> Mapping[int, int]:
    """The numbers of the values, by where their marks stand in the statement."""
    numbers: dict[int, int] = {}
    for found in _MARKS.finditer(sql):
        if found[0][0] != "'":
            said = found["numbered"] or found["dollar"]
            numbers[found.start()] = int(said) - 1 if said else len(numbers)
    return numbers


def _compared(columns: str, sql: str, numbers: Mapping[int, int]) -> Iterator[Place]:
    """Values that a statement compares with such a column, sets it to, or gives its name."""
    column = rf'\b(?:{columns})"?'
    for found in re.finditer(rf"{column}\s*(?:=|<>|!=|[<>]=?)\s*\+?(?P<mark>{_MARK})", sql, re.IGNORECASE):
        yield Place(numbers[found.start("mark")])
    for found in re.finditer(rf"{column}\s+in\s*\(\s*(?P<marks>{_MARK}(?:\s*,\s*{_MARK})*)", sql, re.IGNORECASE):
        yield from (Place(number) for at, number in numbers.items() if found.start("marks") <= at < found.end("marks"))
    of_json = r"in\s*\(\s*select\s+value\s+from\s+json_each\(\s*"
    for found in re.finditer(rf"{column}\s*(?:=\s*any\(\s*|{of_json})\+?(?P<mark>{_MARK})", sql, re.IGNORECASE):
        yield Place(numbers[found.start("mark")], many=True)
    for found in re.finditer(rf"\bvalue(?:\s*->>\s*(?P<within>\d+|'\w+'))?\s+as\s+{column}", sql, re.IGNORECASE):
        each = _EACH.search(sql, found.end())
        if each is not None:
            within = found["within"]
            place = None if within is None else within.strip("'") if within[0] == "'" else int(within)
            yield Place(numbers[each.start("mark")], many=True, within=place)
    for found in _UNNEST.finditer(sql):
        given = _parts(sql, found.start("given"), found.end("given"))
        for (at, _), name in zip(given, _names(found["columns"]), strict=False):
            if at in numbers and re.fullmatch(columns, name):
                yield Place(numbers[at], many=True)


def _inserted(sql: str, numbers: Mapping[int, int]) -> Iterator[Place]:
    """Values that a statement puts into such a column of a new row."""
    sql = _TEXTS.sub(lambda text: "_" * len(text[0]), sql)
    found = _INSERT.search(sql)
    if found is None or found["table"] not in encrypted_columns():
        return
    encrypted, names = encrypted_columns()[found["table"]], _names(found["columns"])
    begin = found.end()
    while True:
        end = _closing(sql, begin)
        for (at, _), name in zip(_parts(sql, begin, end), names, strict=True):
            if at in numbers and name in encrypted:
                yield Place(numbers[at])
        further = re.compile(r"\)\s*,\s*\(").match(sql, end)
        if further is None:
            return
        begin = further.end()


def _names(columns: str) -> list[str]:
    return [name.strip().strip('"') for name in columns.split(",")]


def _parts(sql: str, begin: int, end: int) -> Sequence[tuple[int, str]]:
    """What stands between commas, each with where it begins; a comma within parentheses parts nothing."""
    parts: list[tuple[int, str]] = []
    depth, start = 0, begin
    for at in range(begin, end + 1):
        sign = sql[at] if at < end else ","
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            text = sql[start:at]
            parts.append((start + len(text) - len(text.lstrip()), text.strip()))
            start = at + 1
    return parts


def _closing(sql: str, begin: int) -> int:
    """Where the parenthesis is closed that was opened before a place."""
    depth = 1
    for at in range(begin, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[at], 0)
        if depth == 0:
            return at
    return len(sql)
