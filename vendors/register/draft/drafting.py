"""From a spreadsheet to a draft register: read, find the tables, gather what the rows say, tell what was doubted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vendors.register.draft.cells import Sheet, column_of, letter, one_line
from vendors.register.draft.gather import Gathered
from vendors.register.draft.headings import Field, recognised
from vendors.register.draft.mapping import Wish, is_heading, read_wishes
from vendors.register.draft.names import fold
from vendors.register.draft.refusals import SheetRefused
from vendors.register.draft.remarks import Remark, Remarks, Section
from vendors.register.draft.sheets import SheetFile, read_sheets
from vendors.register.draft.tables import Table, find_tables, headings_seen
from vendors.register.yaml_text import emit

Progress = Callable[[int, int], None]

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person who drafts says beside the sheet; all of it optional, none of it guessed."""

    maps: tuple[str, ...] = ()
    """`COLUMN=FIELD`, a column by its heading or its letter; `-` as the field leaves the column out."""
    sheet: str | None = None
    service: str | None = None
    """The service of the rows that name none."""
    operator: str | None = None
    from_: date | None = None
    """The first day of the transfers whose row names none."""
    kind: str | None = None
    """The kind of the recipients whose name does not tell it."""
    headings: int | None = None
    """The number of the row with the headings; 0 where there is none."""
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft register, and what there is to tell about it."""

    document: Mapping[str, Any]
    remarks: tuple[Remark, ...] = field(default=())

    @property
    def yaml(self) -> str:
        """The register file. It is a draft: what the sheet does not say is missing in it."""
        return emit(self.document)

    @property
    def doubted(self) -> bool:
        """Whether anything was doubted, so that a person has to look."""
        return any(remark.section is Section.DOUBTED for remark in self.remarks)


def draft_register(data: bytes, asked: Asked | None = None, progress: Progress | None = None) -> Draft:
    """The draft of a register from a CSV or XLSX file. The same bytes and wishes give the same draft.

    `progress` is told how many of how many rows are taken in. Raises `SheetRefused` where the file can't be read, has no column of recipients, or a wish means nothing in it.
    """
    asked = asked or Asked()
    wishes = read_wishes(asked.maps)
    file = read_sheets(data, asked.encoding)
    remarks = Remarks()
    _tell_file(file, remarks)
    tables = _tables(file, asked, wishes, remarks)
    gathered = Gathered(remarks, asked.service, asked.from_)
    whole, done = sum(len(table.rows) for table in tables), 0
    for table in tables:
        _tell_columns(table, remarks)
        for row in table.rows:
            gathered.add_row(table, row)
            done += 1
            if progress is not None:
                progress(done, whole)
    if not gathered.recipients:
        raise SheetRefused("no_rows", headings=", ".join(tables[0].headings.values()) or "-")
    document: dict[str, Any] = {"register": 1, "operator": {"name": asked.operator} if asked.operator else {}}
    if not asked.operator:
        remarks.add(Section.ABSENT, "operator")
    document |= gathered.document(asked.kind)
    return Draft(document, tuple(remarks))


def _tell_file(file: SheetFile, remarks: Remarks) -> None:
    if file.encoding is not None:
        delimiter = _DELIMITERS.get(file.delimiter or "", str(file.delimiter))
        remarks.add(Section.READ, "text_file", encoding=file.encoding, delimiter=delimiter)
    if file.broken_quotes:
        remarks.add(Section.DOUBTED, "broken_quotes", *map(file.sheets[0].where_number, file.broken_quotes))


def _tables(file: SheetFile, asked: Asked, wishes: tuple[Wish, ...], remarks: Remarks) -> list[Table]:
    """The tables of the sheets that are asked for; what is left out is told."""
    sheets = _sheets(file, asked.sheet, remarks)
    if asked.headings and not any(row.number == asked.headings for sheet in sheets for row in sheet.rows):
        raise SheetRefused("no_such_row", row=asked.headings)
    found = [(sheet, find_tables(sheet, wishes, asked.headings)) for sheet in sheets]
    tables = [table for _, of_sheet in found for table in of_sheet]
    _refuse_unknown_columns(wishes, sheets, tables)
    if not tables:
        raise SheetRefused("no_recipient_column", headings=headings_seen(sheets))
    for sheet, of_sheet in found:
        if not of_sheet and sheet.name is not None:
            remarks.add(Section.LEFT_OUT, "sheet_without_recipients", sheet=sheet.name)
    if asked.headings is None:
        _doubt_headings(tables, wishes, remarks)
    return tables


def _doubt_headings(tables: Iterable[Table], wishes: tuple[Wish, ...], remarks: Remarks) -> None:
    """Where columns are named by their letters alone, the first row may be headings or a recipient."""
    for table in tables:
        texts = list(table.headings.values())
        if table.heading_row and not recognised(texts) and not any(is_heading(wish, texts) for wish in wishes):
            told = " | ".join(one_line(text) for text in texts)[:120]
            remarks.add(Section.DOUBTED, "headings_unknown", table.sheet.where(table.heading_row), headings=told)


def _sheets(file: SheetFile, named: str | None, remarks: Remarks) -> list[Sheet]:
    if named is None:
        for sheet in file.sheets:
            if sheet.hidden and sheet.rows:
                remarks.add(Section.LEFT_OUT, "hidden_sheet", sheet=str(sheet.name))
        return [sheet for sheet in file.sheets if not sheet.hidden]
    if file.encoding is not None:
        raise SheetRefused("no_sheets_in_text", sheet=named)
    exact = [sheet for sheet in file.sheets if sheet.name == named]
    chosen = exact or [sheet for sheet in file.sheets if fold(str(sheet.name)) == fold(named)]
    if not chosen:
        raise SheetRefused("unknown_sheet", sheet=named, sheets=", ".join(str(sheet.name) for sheet in file.sheets))
    for sheet in file.sheets:
        if sheet not in chosen:
            remarks.add(Section.LEFT_OUT, "sheet_not_asked", sheet=str(sheet.name))
    return chosen


def _refuse_unknown_columns(wishes: Iterable[Wish], sheets: list[Sheet], tables: list[Table]) -> None:
    """A wish that means no column anywhere is a mistake in writing, and is not passed over."""
    widest = max((column for sheet in sheets for row in sheet.rows for column in row.cells), default=0)
    for wish in wishes:
        if any(is_heading(wish, table.headings.values()) for table in tables):
            continue
        column = column_of(wish.column)
        if column is None or column > widest:
            seen = ", ".join(dict.fromkeys(heading for table in tables for heading in table.headings.values()))
            raise SheetRefused(
                "unknown_column", map=wish.text, column=one_line(wish.column), headings=seen or headings_seen(sheets)
            )


def _tell_columns(table: Table, remarks: Remarks) -> None:
    """Which row has the headings, and what each column was taken for."""
    where = table.sheet.where(table.heading_row) if table.heading_row else None
    sheet = table.sheet.name or ""
    if where:
        remarks.add(Section.READ, "headings", where, sheet=sheet)
    else:
        remarks.add(Section.READ, "no_headings", sheet=sheet)
    if table.sheet.hidden_rows:
        rows = [table.sheet.where_number(number) for number in table.sheet.hidden_rows]
        remarks.add(Section.READ, "hidden_rows", *rows)
    fields = {column: field for field, columns in table.columns.items() for column in columns}
    held = {column for row in table.rows for column in row.cells}
    for column in sorted({*table.headings, *fields, *held}):
        told: dict[str, str | int] = {
            "sheet": sheet,
            "letter": letter(column),
            "heading": table.headings.get(column, ""),
        }
        if column not in fields:
            remarks.add(Section.COLUMNS, "column_unused", *([where] if where else []), **told)
        else:
            code = "column_guessed" if column in table.guessed else "column_mapped"
            remarks.add(Section.COLUMNS, code, *([where] if where else []), **told, field=fields[column].value)
    for column, taken in table.passed_over:
        if not any(table.differ(row, column, taken) for row in table.rows):
            continue
        other = f"{letter(taken)} {table.headings[taken]}"
        told = {
            "letter": letter(column),
            "heading": table.headings[column],
            "field": fields[taken].value,
            "other": other,
        }
        remarks.add(Section.DOUBTED, "column_passed_over", *([where] if where else []), **told)
    if table.service_is_unsure:
        code = "service_or_work" if Field.SERVICE in table.columns else "work_or_service"
        remarks.add(Section.GUESSED, code, *([where] if where else []))
    if Field.COUNTRY not in table.columns:
        remarks.add(Section.ABSENT, "no_country_column", sheet=sheet)
