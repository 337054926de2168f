"""Rows that come as CSV: headings, then rows with as many cells; an empty cell says nothing."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from vendors.ingest.faults import Faults
from vendors.ingest.ndjson import LONGEST_LINE, numbered_lines
from vendors.ingest.shapes import Shape
from vendors.register.encoding import not_utf_8
from vendors.register.shape import unknown_key

_FLAGS: Mapping[str, bool] = {"true": True, "false": False}


class _Unreadable(Exception):  # noqa: N818  # where reading ends
    """Nothing after this place can be read."""


class _Texts:
    """The lines of a file as texts, for Python's reader of CSV; a row may go over several, if not over too many."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._lines = numbered_lines(file)
        self._encoding = encoding
        self.length = 0
        """Bytes that were read since it was last set to 0."""
        self.undecodable: tuple[bytes, UnicodeDecodeError] | None = None
        """A line that is not in the encoding, and why."""

    def __iter__(self) -> Iterator[str]:
        for _, line in self._lines:
            self.length += LONGEST_LINE + 1 if line is None else len(line)
            if line is None or self.length > LONGEST_LINE:
                raise _Unreadable
            try:
                yield f"{line.decode(self._encoding)}\n"
            except UnicodeDecodeError as fault:
                self.undecodable = line, fault
                yield f"{line.decode(self._encoding, 'replace')}\n"


def rows_of_csv(file: BinaryIO, encoding: str, shape: Shape, faults: Faults) -> Iterator[tuple[int, Any]]:
    """The rows, each numbered as a spreadsheet numbers it, the headings 1. Blank rows are passed over."""
    rows = _cells(file, encoding, faults)
    number, headings = next(rows, (1, []))
    columns = [heading.strip() for heading in headings]
    if not _are_right(columns, number, shape, faults):
        return
    flags = [place for place, column in enumerate(columns) if shape.kinds[column] == "boolean"]
    for number, cells in rows:
        if len(cells) != len(columns):
            faults.add("wrong_cells", number, given=len(cells), wanted=len(columns))
            continue
        row: dict[str, Any] = {column: cell for column, cell in zip(columns, cells, strict=True) if cell}
        for place in flags:
            if (flag := _FLAGS.get(cells[place].lower())) is not None:
                row[columns[place]] = flag
        yield number, row


def _cells(file: BinaryIO, encoding: str, faults: Faults) -> Iterator[tuple[int, Sequence[str]]]:
    """The cells of each row that can be read and is not blank."""
    texts, number = _Texts(file, encoding), 0
    reader = csv.reader(texts, strict=True)
    while True:
        texts.length, number = 0, number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _Unreadable:
            faults.add("rows_end_here", number, limit=LONGEST_LINE)
            return
        except csv.Error as fault:
            faults.add("bad_csv", number, why=str(fault))
            continue
        if texts.undecodable is not None:
            _say_undecodable(*texts.undecodable, encoding, number, faults)
            texts.undecodable = None
        elif any(cells):
            yield number, cells


def _say_undecodable(line: bytes, fault: UnicodeDecodeError, encoding: str, number: int, faults: Faults) -> None:
    if encoding == "utf-8":
        found = not_utf_8(line, fault)
        found.path = (number,)
        faults.take_found([found])
    else:
        faults.add("bad_encoding", number, position=fault.start + 1, byte=f"{line[fault.start]:02X}")


def _are_right(columns: Sequence[str], number: int, shape: Shape, faults: Faults) -> bool:
    """Whether the headings name columns of such rows, each once, and all that are required."""
    before = faults.number
    if not columns:
        faults.add("no_headings", number, columns=", ".join(shape.kinds))
        return False
    for place, column in enumerate(columns):
        if column not in shape.kinds:
            faults.take_found([unknown_key((number, column), shape.kinds)])
        elif column in columns[:place]:
            faults.add("heading_twice", number, column, value=column)
    look_for_missing(columns, number, shape, faults)
    return faults.number == before


def look_for_missing(columns: Sequence[str], row: int, shape: Shape, faults: Faults) -> None:
    """Find columns that every row has to have a value in, and that are not there."""
    for column in shape.required:
        if column not in columns:
            faults.add("missing_field", row, column, value=column)
