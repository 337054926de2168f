"""Which rows of a table name a recipient, and why the others don't: totals, footnotes, sections, examples, empty lines."""

import re
import unicodedata
from enum import StrEnum

from vendors.register.draft.cells import Row, one_line, text_of
from vendors.register.draft.headings import Field
from vendors.register.draft.lists import is_ditto, is_nothing
from vendors.register.draft.tables import Table


class LeftOut(StrEnum):
    """Why a row is left out."""

    TOTAL = "row_total"
    FOOTNOTE = "row_footnote"
    EXAMPLE = "row_example"
    SECTION = "row_section"
    NOTHING = "row_names_nobody"
    NO_NAME = "row_without_name"
    OTHER = "row_beside_the_table"


_TOTAL = re.compile(
    r"((合|総|小|累)?計|合計(社数|件数)?|総数|件数|(sub|grand )?totals?)\s*[:：]?\s*\(?\d*\s*(社|件|名)?\)?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"[\d,]*\s*(社|件|名|companies|vendors|rows)?", re.IGNORECASE)
_EXAMPLE = re.compile(r"\(?\s*(記入|入力)?例\s*\d*\s*[):：]?|e\.?g\.?|example", re.IGNORECASE)
_EXAMPLE_NAME = re.compile(r"\(?\s*(記入|入力)?例\s*[):：].+|【(記入|入力)?例】.+")
_ELSEWHERE = re.compile(r"[\w.]@[\w-]+\.\w|https?://|www\.")
"""An address to write to or to read at: a footnote has one, a name none."""
_MARK = re.compile(
    r"^\s*(※|\*|†|‡|\(?注\d*[):：\s]|\(注|<注|備考\s*[:：]|notes?\s*[:.\d]|source\s*:|出典|以上$|最終更新|更新日|改定日|作成日|last (updated|modified|reviewed)"
    r"|as of\b|updated\b|copyright|©|page \d|\d{4}\s*[年/.-]\s*\d{1,2}.*(現在|時点))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(。|[.!?])\s*$")
_SECTION = re.compile(r"^\s*([■□●○◆◇▼▽【《<〈[].*|.*[:：])\s*$")
_GROUP = re.compile(
    r"(国内|海外|国外|社外|その他|グループ|主要)?の?(再?委託先|提供先|取引先|移転先|送信先|事業者|会社|企業|業者|ベンダー)"
    r"|([a-z][a-z-]* ){0,3}(sub-?processors|vendors|suppliers|affiliates|entities|(service )?providers|third parties)",
    re.IGNORECASE,
)
"""Words for recipients of one kind, as they stand above a group of them."""
_LONGEST_NAME = 200
_FEW_WORDS = 5


def why_left_out(table: Table, row: Row) -> LeftOut | None:
    """Why the row names no recipient; nothing where it does."""
    name = unicodedata.normalize("NFKC", one_line(text_of(table.cell(row, Field.RECIPIENT))))
    column = table.columns[Field.RECIPIENT][0]
    filled = table.filled(row)
    if _is_total(row, name):
        return LeftOut.TOTAL
    if _EXAMPLE.fullmatch(_first(row)) or _EXAMPLE_NAME.fullmatch(name):
        return LeftOut.EXAMPLE
    if not name:
        return (
            LeftOut.NO_NAME
            if filled > 1 or (filled and len(table.columns) == 2) or column in row.unreadable
            else LeftOut.OTHER
        )
    if is_nothing(name):
        return LeftOut.NO_NAME if filled > 2 else LeftOut.NOTHING
    if is_ditto(name) or not any(character.isalpha() for character in name):
        return LeftOut.NO_NAME
    if filled > 1 or len(row.cells) > 1:
        return None
    if _MARK.search(name) or _ELSEWHERE.search(name) or len(name) > _LONGEST_NAME:
        return LeftOut.FOOTNOTE
    if _SENTENCE.search(name) and (len(name.split()) > _FEW_WORDS or name.endswith("。")):
        return LeftOut.FOOTNOTE
    if column in row.wide or ((_SECTION.match(name) or _GROUP.fullmatch(name)) and len(table.columns) > 1):
        return LeftOut.SECTION
    return None


def _first(row: Row) -> str:
    """The text of the row's first filled cell."""
    return unicodedata.normalize("NFKC", one_line(text_of(next(iter(row.cells.values()), None))))


def _is_total(row: Row, name: str) -> bool:
    """A row that begins with 合計 or names it, and beside that counts: a company called Total has a country."""
    label = name if _TOTAL.fullmatch(name) else _first(row)
    if not _TOTAL.fullmatch(label):
        return False
    others = (unicodedata.normalize("NFKC", text_of(value)) for value in row.cells.values())
    return all(_TOTAL.fullmatch(text) or _COUNT.fullmatch(text) for text in others)


def is_bare(table: Table, row: Row) -> bool:
    """Whether the row holds a name and nothing else, where the table has more to say of the others."""
    return len(row.cells) == 1 and len(table.columns) > 2


def is_shifted(table: Table, row: Row) -> bool:
    """Whether a line of text has more cells than there are headings: a delimiter within a cell moved them all."""
    return table.sheet.name is None and bool(table.headings) and max(row.cells) > max(table.headings)


def is_lengthy(name: str) -> bool:
    """Whether the text is too long to be a name."""
    return len(name) > _LONGEST_NAME
