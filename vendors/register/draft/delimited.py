"""A text file with a delimiter between its fields: which one, and the rows with the line on which each begins."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vendors.register.draft.cells import Row, clean
from vendors.register.draft.encoding import decode
from vendors.register.draft.headings import recognised
from vendors.register.draft.refusals import SheetRefused

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS = 200_000
_RULE = re.compile(r":?-{2,}:?|=+")
"""The line under the headings of a table that was drawn with signs."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text file's rows, and how they were found."""

    rows: list[Row]
    encoding: str
    delimiter: str
    broken_quotes: tuple[int, ...]
    """The lines on which quotation marks don't match, and which were read without minding them."""


def read_text(data: bytes, encoding: str | None = None) -> Text:
    """The rows of a delimited text. Formulas are just texts here.

    Raises `SheetRefused` where a quotation mark opens and never closes: what follows would be swallowed unseen.
    """
    text, encoding = decode(data, encoding)
    if "\0" in text:
        raise SheetRefused("unknown_encoding", reason="NUL")
    named = re.match(r"\"?sep=(.)\"?\s*[\r\n]", text[:16], re.IGNORECASE)
    delimiter = named[1] if named else _likeliest(text)
    lines = list(io.StringIO(text, newline=""))
    rows: list[Row] = []
    broken: list[int] = []
    for number, fields in _records(lines, 1 if named else 0, delimiter, broken):
        cells = {column: cleaned for column, field in enumerate(fields, 1) if (cleaned := clean(field))}
        if cells and not all(_RULE.fullmatch(cell) for cell in cells.values()):
            rows.append(Row(number, cells))
    return Text(rows, encoding, delimiter, tuple(broken))


def _records(lines: Sequence[str], start: int, delimiter: str, broken: list[int]) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins.

    A line that breaks the rules of quoting within itself is read without minding them, and joins `broken`.
    """
    at = start
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True)
        begun = 0
        try:
            for fields in reader:
                yield at + begun + 1, fields
                begun = reader.line_num
            return
        except csv.Error as fault:
            line = at + begun
            if reader.line_num > begun + 1 or lines[line].count('"') % 2:
                raise SheetRefused("broken_text", line=line + 1, reason=str(fault)) from None
            yield line + 1, next(csv.reader(lines[line : line + 1], delimiter=delimiter))
            broken.append(line + 1)
            at = line + 1


def _likeliest(text: str) -> str:
    """The delimiter under which most headings are known, and under which the rows have one width."""
    sample = text[:_SAMPLE_CHARACTERS]
    return max(DELIMITERS, key=lambda delimiter: (*_fit(sample, delimiter), -DELIMITERS.index(delimiter)))


def _fit(sample: str, delimiter: str) -> tuple[int, float]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: Counter[int] = Counter()
    known = 0
    try:
        for fields in reader:
            if filled := [field for field in fields if field.strip()]:
                widths[len(fields)] += 1
                if len(fields) > 1:
                    known = max(known, recognised(filled))
            if widths.total() >= _SAMPLE_ROWS:
                break
    except csv.Error:
        return (0, 0.0)
    several = Counter({width: rows for width, rows in widths.items() if width > 1})
    if not several:
        return (known, 0.0)
    return (known, several.most_common(1)[0][1] / widths.total())
