"""A text file with a delimiter between its fields: which one, and the rows with the line on which each begins."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
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
    broken_quotes_at: int | None


def read_text(data: bytes, encoding: str | None = None) -> Text:
    """The rows of a delimited text. Formulas are just texts here.

    Quotation marks that don't match are put up with where the file can be read without minding them, and told.
    """
    text, encoding = decode(data, encoding)
    if "\0" in text:
        raise SheetRefused("unknown_encoding", reason="NUL")
    delimiter, skipped = _named_delimiter(text)
    delimiter = delimiter or _likeliest(text)
    try:
        return Text(list(_rows(text, delimiter, skipped, strict=True)), encoding, delimiter, None)
    except _BrokenQuotes as broken:
        rows = list(_rows(text, delimiter, skipped, strict=False))
        return Text(rows, encoding, delimiter, broken.line)


class _BrokenQuotes(Exception):  # noqa: N818 - caught next door, never seen
    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


def _named_delimiter(text: str) -> tuple[str | None, bool]:
    """The first line may name the delimiter (`sep=;`), as spreadsheet programs read it."""
    match = re.match(r"\"?sep=(.)\"?\s*[\r\n]", text[:16], re.IGNORECASE)
    return (match[1], True) if match else (None, False)


def _rows(text: str, delimiter: str, skipped: bool, *, strict: bool) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begins = 1
    try:
        for fields in reader:
            number, begins = begins, reader.line_num + 1
            if skipped and number == 1:
                continue
            cells = {column: cleaned for column, field in enumerate(fields, 1) if (cleaned := clean(field))}
            if cells and not all(_RULE.fullmatch(cell) for cell in cells.values()):
                yield Row(number, cells)
    except csv.Error as fault:
        if strict:
            raise _BrokenQuotes(begins) from None
        raise SheetRefused("broken_text", line=begins, reason=str(fault)) from None


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
