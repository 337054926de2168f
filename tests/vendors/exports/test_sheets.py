import csv
import io
from datetime import date

import pytest

from models.vocabulary import Verdict
from vendors.exports.sheets import MARK, cell, sheet


@pytest.mark.parametrize(
    "text", ["=1+1", "+81", "-1", "@sum", "\tx", "\rx", "＝1+1", "＋81", "－1", "＠sum", '=HYPERLINK("http://x")']
)
def test_a_text_that_a_spreadsheet_would_run_is_marked_as_text(text: str) -> None:
    """Excel, LibreOffice and Sheets run what begins so."""
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (date(2026, 4, 1), "2026-04-01"),
        (Verdict.VALID, "VALID"),
        (-3, "-3"),
        (["a", "b"], "a b"),
        ((), ""),
        ("架空商事", "架空商事"),
    ],
)
def test_values_are_written_plainly(value: object, shown: str) -> None:
    """Days as ISO, flags as words, lists with spaces, what is absent as nothing."""
    assert cell(value) == shown


def test_the_file_opens_right_in_excel_and_reads_back() -> None:
    """A mark for UTF-8, CRLF after each row, quotes where a cell needs them."""
    text = sheet(["name", "note"], [("架空, 商事", 'two\nlines "quoted"')])

    assert text.startswith("\ufeff".encode())
    assert text.endswith(b"\r\n")
    rows = list(csv.reader(io.StringIO(text.decode().removeprefix(MARK), newline="")))
    assert rows == [["name", "note"], ["架空, 商事", 'two\nlines "quoted"']]
