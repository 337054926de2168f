"""Rows that come as Parquet, for who has installed `teikyo[parquet]`."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from vendors.ingest.faults import WHOLE, Faults
from vendors.ingest.shapes import Shape
from vendors.ingest.spreadsheets import look_for_missing
from vendors.register.fault_texts import KINDS
from vendors.register.shape import unknown_key

_AT_ONCE = 5_000
"""Rows that are read at once."""
_BUFFER = 1 << 16
"""Bytes of a column that are read at once, so that a group of rows is never held whole."""


class ParquetMissing(Exception):  # noqa: N818  # a refusal, not an error
    """What reads Parquet is not installed here."""


def look_for_reader() -> None:
    """Raise `ParquetMissing` where Parquet can't be read here."""
    _pyarrow()


def rows_of_parquet(file: BinaryIO, shape: Shape, faults: Faults) -> Iterator[tuple[int, Any]]:
    """The rows, counted from 1; a null says nothing. Raises `ParquetMissing`."""
    pyarrow, parquet = _pyarrow()
    number = 0
    try:
        opened = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        columns = _columns(pyarrow, opened.schema_arrow, shape, faults)
        for batch in opened.iter_batches(_AT_ONCE, columns=columns, use_threads=False) if columns else ():
            for row in _plain(pyarrow, batch):
                number += 1
                yield number, row
    except (pyarrow.ArrowException, OSError, ValueError) as fault:
        faults.add("bad_parquet", number, why=str(fault).partition("\n")[0][:200])


def _plain(pyarrow: Any, batch: Any) -> Any:
    """The rows of a portion as plain data, without what is null."""
    finer = pyarrow.timestamp("us")
    columns = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if pyarrow.types.is_timestamp(column.type):
            # Python's moments have microseconds; a cast that would lose anything is refused.
            column = column.cast(pyarrow.timestamp(finer.unit, column.type.tz))  # noqa: PLW2901  # the same column
        columns.append((name, column.to_pylist()))
    for place in range(batch.num_rows):
        yield {name: values[place] for name, values in columns if values[place] is not None}


def _columns(pyarrow: Any, schema: Any, shape: Shape, faults: Faults) -> list[str]:
    """The columns, where all are right; else none, and why."""
    before = faults.number
    for field in schema:
        if field.name not in shape.kinds:
            faults.take_found([unknown_key((WHOLE, field.name), shape.kinds)])
        elif not _fits(pyarrow, field.type, shape.kinds[field.name]):
            given = dict.fromkeys(("en", "ja"), str(field.type))
            faults.add("wrong_type", WHOLE, field.name, given=given, wanted=KINDS[shape.kinds[field.name]])
    look_for_missing(schema.names, WHOLE, shape, faults)
    for name in {name for name in schema.names if schema.names.count(name) > 1}:
        faults.add("heading_twice", WHOLE, name, value=name)
    return list(schema.names) if faults.number == before else []


def _fits(pyarrow: Any, type_: Any, kind: str) -> bool:
    """Whether a column of that type holds values of that kind; one without any value has no type."""
    types = pyarrow.types
    if types.is_dictionary(type_):
        type_ = type_.value_type
    if types.is_null(type_):
        return True
    text = types.is_string(type_) or types.is_large_string(type_)
    if kind == "boolean":
        return bool(types.is_boolean(type_))
    return text or (kind == "moment" and bool(types.is_timestamp(type_)))


def _pyarrow() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise ParquetMissing from None
