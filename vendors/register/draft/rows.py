"""Which rows of a table name a recipient, and why the others don't: totals, footnotes, sections, empty lines."""

import re
import unicodedata
from enum import StrEnum

from vendors.register.draft.cells import Row, one_line, text_of
from vendors.register.draft.headings import Field
from vendors.register.draft.lists import is_nothing
from vendors.register.draft.tables import Table


class LeftOut(StrEnum):
    """Why a row is left out."""

    TOTAL = "row_total"
    FOOTNOTE = "row_footnote"
    SECTION = "row_section"
    NOTHING = "row_names_nobody"
    NO_NAME = "row_without_name"
    OTHER = "row_beside_the_table"


_TOTAL = re.compile(
    r"((合|総|小|累)?計|合計(社数|件数)?|総数|件数|(sub|grand )?totals?)\s*[:：]?\s*\(?\d*\s*(社|件|名)?\)?",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"^\s*(※|\*|†|‡|\(?注\d*[):：\s]|\(注|<注|備考\s*[:：]|notes?\s*[:.\d]|source\s*:|出典|以上$|最終更新|更新日|改定日|作成日|last (updated|modified|reviewed)"
    r"|as of\b|updated\b|copyright|©|page \d|\d{4}\s*[年/.-]\s*\d{1,2}.*(現在|時点))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(。|[.!?])\s*$")
_SECTION = re.compile(r"^\s*([■□●○◆◇▼▽【《<〈[].*|.*[:：])\s*$")
_LONGEST_NAME = 200
_FEW_WORDS = 5


def why_left_out(table: Table, row: Row) -> LeftOut | None:
    """Why the row names no recipient; nothing where it does."""
    name = unicodedata.normalize("NFKC", one_line(text_of(table.cell(row, Field.RECIPIENT))))
    column = table.columns[Field.RECIPIENT][0]
    filled = table.filled(row)
    if not name:
        return (
            LeftOut.NO_NAME
            if filled > 1 or (filled and len(table.columns) == 2) or column in row.unreadable
            else LeftOut.OTHER
        )
    if _TOTAL.fullmatch(name):
        return LeftOut.TOTAL
    if is_nothing(name):
        return LeftOut.NO_NAME if filled > 2 else LeftOut.NOTHING
    if not any(character.isalpha() for character in name):
        return LeftOut.NO_NAME
    if filled > 1 or len(row.cells) > 1:
        return None
    if _MARK.search(name) or len(name) > _LONGEST_NAME:
        return LeftOut.FOOTNOTE
    if _SENTENCE.search(name) and (len(name.split()) > _FEW_WORDS or name.endswith("。")):
        return LeftOut.FOOTNOTE
    if column in row.wide or (_SECTION.match(name) and len(table.columns) > 1):
        return LeftOut.SECTION
    return None


def is_bare(table: Table, row: Row) -> bool:
    """Whether the row holds a name and nothing else, where the table has more to say of the others."""
    return len(row.cells) == 1 and len(table.columns) > 2


def is_lengthy(name: str) -> bool:
    """Whether the text is too long to be a name."""
    return len(name) > _LONGEST_NAME
