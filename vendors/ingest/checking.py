"""Checking rows one by one, before anything is written: what needs no look at the register."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import orjson
from pydantic import ValidationError

from vendors.ingest.faults import WHOLE, Faults
from vendors.ingest.formats import Form, Format
from vendors.ingest.ndjson import rows_of_lines
from vendors.ingest.parquet import rows_of_parquet
from vendors.ingest.shapes import SUBJECTS, Shape
from vendors.ingest.spool import Checked
from vendors.ingest.spreadsheets import rows_of_csv
from vendors.register.documents import entry_json
from vendors.register.faults import FaultList
from vendors.register.shape import checked
from vendors.verbs.stepping import LONGEST_SUBJECT

Heard = Callable[[int], None]
"""Called with how many bytes have been read."""

_HEARD_EVERY = 10_000
"""Rows."""


def rows_in(file: BinaryIO, form: Form, shape: Shape, faults: Faults) -> Iterator[tuple[int, Any]]:
    """The rows of a file in that form, as plain data; raises `ParquetMissing` where that can't be read here."""
    match form.format:
        case Format.NDJSON:
            return rows_of_lines(file, faults)
        case Format.CSV:
            return rows_of_csv(file, form.encoding, shape, faults)
        case Format.PARQUET:
            return rows_of_parquet(file, shape, faults)


def check(file: BinaryIO, form: Form, shape: Shape, into: Checked, heard: Heard = lambda _: None) -> None:
    """Read all rows of a file, and keep them as canonical JSON.

    Raises `BatchRefused` with what is wrong with any of them, `ParquetMissing` and `TooLong`.
    """
    faults = Faults()
    file.seek(0)
    for row, said in rows_in(file, form, shape, faults):
        body = shape.plain(said) or _body(row, said, shape, faults)
        if body is not None and not faults.number:
            into.add(row, body)
        if row % _HEARD_EVERY == 0:
            heard(file.tell())
    if not into.number and not faults.number:
        faults.add("no_rows", WHOLE)
    faults.end()


def _body(row: int, said: Any, shape: Shape, faults: Faults) -> bytes | None:
    """A row as canonical JSON; `None` where it has faults."""
    try:
        entry: Any = shape.part.model_validate(said)
    except ValidationError:
        found = FaultList()
        checked(shape.part, said, (row,), found)
        faults.take_found(found.found)
        return None
    if len(entry.subject) > LONGEST_SUBJECT:
        faults.add("bad_subject", row, "subject", limit=LONGEST_SUBJECT)
        return None
    return orjson.dumps(entry.subject) if shape is SUBJECTS else entry_json(entry)
