"""CSV that opens right in Excel: UTF-8 with its mark, CRLF, and no cell that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum

_RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a formula begins; the full-width signs count as the others in a Japanese spreadsheet."""
MARK = "\ufeff"


def sheet(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A sheet as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([cell(value) for value in row] for row in rows)
    return (MARK + text.getvalue()).encode()


def cell(value: object) -> str:
    """A value as a cell; a text that would be a formula is marked as text by an apostrophe."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return str(value.value)
        case date() | int():
            return str(value)
        case tuple() | list():
            return cell(" ".join(str(part) for part in value))
    text = str(value)
    return f"'{text}" if text.startswith(_RUNS) else text
