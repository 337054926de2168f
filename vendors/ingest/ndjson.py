"""Rows that come as lines of JSON: an object each, or a JSON text where a row is nothing but a person."""

import codecs
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from vendors.ingest.faults import Faults
from vendors.ingest.lines import Lines, Numbered
from vendors.register.encoding import not_utf_8

LONGEST_LINE = 65_536
"""Bytes."""
PIECE = 1 << 18
"""Bytes that are read at once."""


def numbered_lines(file: BinaryIO) -> Iterator[Numbered]:
    """The lines of a file, without a mark of UTF-8 at its start."""
    lines = Lines(LONGEST_LINE)
    mark = file.read(len(codecs.BOM_UTF8))
    yield from lines.take(mark.removeprefix(codecs.BOM_UTF8))
    while piece := file.read(PIECE):
        yield from lines.take(piece)
    yield from lines.end()


def rows_of_lines(file: BinaryIO, faults: Faults) -> Iterator[tuple[int, Any]]:
    """The rows, each with the number of its line; what is no row is a fault. Blank lines are passed over."""
    for number, line in numbered_lines(file):
        if line is None:
            faults.add("row_too_long", number, limit=LONGEST_LINE)
            continue
        try:
            said = orjson.loads(line)
        except orjson.JSONDecodeError as fault:
            if line.strip():
                _say_why(line, number, str(fault), faults)
            continue
        yield number, {"subject": said} if isinstance(said, str) else said


def _say_why(line: bytes, number: int, why: str, faults: Faults) -> None:
    try:
        line.decode()
    except UnicodeDecodeError as fault:
        found = not_utf_8(line, fault)
        found.path = (number,)
        faults.take_found([found])
    else:
        faults.add("bad_json", number, why=why)
