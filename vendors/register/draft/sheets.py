"""What kind of file this is, by its bytes and not by its name, and its sheets."""

import re
from dataclasses import dataclass

from vendors.register.draft.cells import Sheet
from vendors.register.draft.delimited import read_text
from vendors.register.draft.refusals import SheetRefused
from vendors.register.draft.workbook import read_workbook

LARGEST = 64 * 1024 * 1024
"""Bytes; a list of a hundred thousand vendors has about ten million."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7z"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|table|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file's sheets, and how a text file was read."""

    sheets: list[Sheet]
    encoding: str | None = None
    delimiter: str | None = None
    broken_quotes: tuple[int, ...] = ()
    """The lines of a text file on which quotation marks don't match."""


def read_sheets(data: bytes, encoding: str | None = None) -> SheetFile:
    """The sheets of a CSV (any common encoding and delimiter) or XLSX file, `data` being the whole file.

    Raises `SheetRefused` for anything else, for what is too large, and for what is damaged or hostile.
    """
    if len(data) > LARGEST:
        raise SheetRefused("too_large", limit=LARGEST // 1024 // 1024)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise SheetRefused("empty")
    if data.startswith(_OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise SheetRefused("encrypted" if protected else "old_excel")
    for signature, kind in _OTHERS:
        if data.startswith(signature):
            raise SheetRefused("not_a_sheet", kind=kind)
    if data.startswith(b"PK"):
        return SheetFile(read_workbook(data))
    if markup := _MARKUP.match(data[:2000].removeprefix(b"\xef\xbb\xbf")):
        raise SheetRefused("not_a_sheet", kind="XML" if b"?xml" in markup[0].lower() else "HTML")
    text = read_text(data, encoding)
    return SheetFile([Sheet(None, text.rows)], text.encoding, text.delimiter, text.broken_quotes)
