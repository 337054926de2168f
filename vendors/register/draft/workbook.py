"""The sheets of an XLSX workbook, read as a stream within bounds: a hostile one is refused, not unpacked."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import CELL_TAG, DATA_TAG, FORMULA_TAG, MERGE_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser

from vendors.register.draft.cells import Row, Sheet, Value, clean
from vendors.register.draft.merged import fill_merged
from vendors.register.draft.refusals import SheetRefused

UNPACKED = 128 * 1024 * 1024
"""Bytes of the whole workbook."""
MARKS = 4_000_000
"""Opening brackets in the parts beside the sheets: the parser makes an object of each element."""
CELLS = 2_000_000
ELEMENTS_OF_A_ROW = 200_000
ROWS = 1_048_576

_CHUNK = 1 << 20
_SHEETS = "xl/worksheets/"
"""Where the sheets lie; they are read as a stream and count their own elements. Nothing else may lie there."""
_OVERRIDE = re.compile(rb"<[^<>]*Override[^<>]*>")


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet with cells, hidden ones too; formulas stand with the values that were saved.

    Raises `SheetRefused` for what is no workbook, is damaged, unpacks beyond bounds or holds hostile XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that say nothing here
            return _sheets(data)
    except SheetRefused:
        raise
    except Exception as fault:  # noqa: BLE001 - a damaged workbook breaks its reader in any way
        if isinstance(fault, DefusedXmlException) or isinstance(fault.__cause__, DefusedXmlException):
            raise SheetRefused("hostile_xml") from None
        raise SheetRefused("broken_workbook", reason=type(fault).__name__) from None


def _refuse_other_kinds(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "[Content_Types].xml" not in names:
        first = archive.read("mimetype")[:80].decode("ascii", "replace") if "mimetype" in names else "ZIP"
        raise SheetRefused("not_a_sheet", kind=first)
    for folder, kind in (("word/", "DOCX"), ("ppt/", "PPTX")):
        if any(name.startswith(folder) for name in names) and "xl/workbook.xml" not in names:
            raise SheetRefused("not_a_sheet", kind=kind)
    if "xl/workbook.bin" in names:
        raise SheetRefused("not_a_sheet", kind="XLSB")


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    _refuse_other_kinds(archive, {part.filename for part in parts})
    if any(part.flag_bits & 0x1 for part in parts):
        raise SheetRefused("encrypted")
    if (size := sum(part.file_size for part in parts)) > UNPACKED:
        raise SheetRefused("bomb", reason=f"{size // 1024 // 1024} MiB")
    for kind in _OVERRIDE.findall(archive.read("[Content_Types].xml")):
        if f"/{_SHEETS}".encode() in kind and b"worksheet+xml" not in kind:
            raise SheetRefused("broken_workbook", reason="[Content_Types].xml")
    marks = 0
    for part in parts:
        if not part.filename.startswith(_SHEETS):
            with archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    marks += chunk.count(b"<")
    if marks > MARKS:
        raise SheetRefused("bomb", reason=f"{marks} XML tags")


def _sheets(data: bytes) -> list[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    left = CELLS
    sheets: list[Sheet] = []
    for worksheet in book.worksheets:
        assert isinstance(worksheet, ReadOnlyWorksheet), "a workbook that is only read has sheets that are only read"
        reading: Any = worksheet
        with reading._get_source() as source:  # noqa: SLF001 - the public reader pads a lone far cell to a billion
            reader = _Reader(source, worksheet, left)
            rows = list(reader.rows())
        left -= reader.cells
        rows = fill_merged(rows, reader.merged)
        hidden = worksheet.sheet_state != "visible"
        sheets.append(
            Sheet(worksheet.title, rows, hidden, tuple(row.number for row in rows if row.number in reader.hidden))
        )
    return sheets


class _Reader:
    """One sheet's rows in a stream, sparse, each counted; what was read is let go."""

    def __init__(self, source: IO[bytes], worksheet: ReadOnlyWorksheet, cells_left: int) -> None:
        book: Any = worksheet.parent
        reading: Any = worksheet
        self.source = source
        self.parser: Any = WorkSheetParser(
            source,
            reading._shared_strings,  # noqa: SLF001 - the reader's own table of texts
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001 - which styles are days
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001 - which are spans of time
        )
        self.cells_left = cells_left
        self.cells = 0
        self.merged: list[str] = []
        self.hidden: set[int] = set()

    def rows(self) -> Iterator[Row]:
        """The rows that hold anything, in order."""
        open_elements: list[Element] = []
        elements = rows = 0
        for event, element in iterparse(self.source, events=("start", "end")):
            if event == "start":
                open_elements.append(element)
                elements += 1
                if elements > ELEMENTS_OF_A_ROW:
                    raise SheetRefused("bomb", reason=f"{elements} XML elements in a row")
                continue
            open_elements.pop()
            if element.tag == ROW_TAG:
                rows += 1
                if rows > ROWS:
                    raise SheetRefused("bomb", reason=f"{rows} rows")
                row = self._row(element)
                if row.cells or row.unreadable:
                    yield row
            elif element.tag == MERGE_TAG:
                self.merged = [ref for merge in element if (ref := merge.get("ref"))]
            parent = open_elements[-1] if open_elements else None
            if parent is not None and (parent.tag == DATA_TAG or len(open_elements) == 1):
                parent.clear()  # what was read is let go, for memory's sake
                elements = 0

    def _row(self, element: Element) -> Row:
        unreadable = {
            position
            for position, cell in enumerate(element)
            if cell.tag == CELL_TAG and (cell.get("t") == "e" or _is_formula_without_value(cell))
        }
        number, cells = self.parser.parse_row(element)
        self.cells += len(cells)
        if self.cells > self.cells_left:
            raise SheetRefused("bomb", reason=f"{CELLS} cells")
        if element.get("hidden") in {"1", "true"}:
            self.hidden.add(number)
        values = {
            cell["column"]: value
            for position, cell in enumerate(cells)
            if position not in unreadable and (value := _value(cell["value"])) is not None
        }
        return Row(number, values, unreadable=frozenset(cells[position]["column"] for position in unreadable))


def _is_formula_without_value(cell: Element) -> bool:
    """A formula that no spreadsheet program has reckoned yet; an empty text is a value."""
    if cell.find(FORMULA_TAG) is None:
        return False
    return cell.find(VALUE_TAG) is None or (cell.get("t") != "str" and not cell.findtext(VALUE_TAG))


def _value(value: object) -> Value | None:
    """A day loses its time of day; a span of time, a logical value and the like are told as texts."""
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (int, float, date)):
        return value
    return clean(str(value)) or None
