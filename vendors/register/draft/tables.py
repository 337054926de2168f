"""The tables of a sheet: where their headings stand, which column holds what, and the rows beneath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vendors.register.draft.cells import Row, Sheet, Value, one_line, text_of
from vendors.register.draft.heading_rows import joined, texts_of
from vendors.register.draft.headings import Field, guess, is_any_service
from vendors.register.draft.mapping import Wish, is_heading, meant
from vendors.register.draft.names import fold
from vendors.register.draft.place_names import ONLY_STATES

_SEARCHED = 200
"""Filled rows from the top in which the headings are looked for."""
_WISHED = 1000
_MANY_SERVICES = 6
"""A company with so many services, each with one recipient alone, is not to be expected."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one row of headings; `heading_row` is none where the sheet has no headings."""

    sheet: Sheet
    heading_row: Row | None
    headings: Mapping[int, str]
    columns: Mapping[Field, tuple[int, ...]]
    guessed: frozenset[int]
    """The columns whose field was guessed, not wished."""
    rows: Sequence[Row]
    passed_over: tuple[tuple[int, int], ...] = ()
    """Columns whose heading says what they hold as surely as that of the column that was taken for it, with that one."""
    tells_states: bool = False
    """Whether states of the US stand among its countries, so that `CA` may be one of them."""

    def cell(self, row: Row, field: Field) -> Value | None:
        """The row's cell in the field's column (the first filled one, where there are several)."""
        for column in self.columns.get(field, ()):
            if column in row.cells:
                return row.cells[column]
        return None

    def texts(self, row: Row, field: Field) -> list[tuple[str, str]]:
        """Heading and text of each filled cell of the field in the row."""
        return [
            (self.label(column, field), text)
            for column in self.columns.get(field, ())
            if (text := text_of(row.cells.get(column)))
        ]

    def differ(self, row: Row, column: int, other: int) -> bool:
        """Whether one cell of the row says something that another does not."""
        text = text_of(row.cells.get(column))
        return bool(text) and fold(text) != fold(text_of(row.cells.get(other)))

    def label(self, column: int, field: Field) -> str:
        """What a column is called in a note: its heading, in the sheet's own words."""
        return self.headings.get(column) or field.value

    @property
    def service_is_unsure(self) -> bool:
        """Whether a column that is just headed `Service` was guessed, with no other that says what is done."""
        found = self.columns.get(Field.SERVICE, ()) + self.columns.get(Field.WORK, ())
        return len(found) == 1 and found[0] in self.guessed and is_any_service(self.headings.get(found[0], ""))

    def filled(self, row: Row) -> int:
        """How many cells of the row say anything in a column that is used."""
        return sum(column in row.cells for columns in self.columns.values() for column in columns)


def find_tables(sheet: Sheet, wishes: Sequence[Wish], headings_at: int | None) -> list[Table]:
    """The tables of the sheet that have a column of recipients; more than one where headings come again, changed.

    `headings_at` is the number of the row with the headings, 0 where there is none; without it, it is searched.
    """
    start = _start(sheet, wishes, headings_at)
    if start is None:
        return []
    tables: list[Table] = []
    first, heading_row = start
    headings, begun = _whole(sheet, heading_row, first)
    table = _mapped(sheet, headings, wishes)
    if table is None:
        return []
    for index in range(begun, len(sheet.rows)):
        row = sheet.rows[index]
        if heading_row is None or index < begun or not _heads_anew(row, heading_row):
            continue
        tables.append(_with_rows(table, sheet.rows[begun:index]))
        headings, begun = _whole(sheet, row, index + 1)
        if texts_of(row) != texts_of(heading_row):
            heading_row = row
            table = _mapped(sheet, headings, wishes) or table
    tables.append(_with_rows(table, sheet.rows[begun:]))
    return [_service_settled(found) for found in tables if found.rows or len(tables) == 1]


def _whole(sheet: Sheet, heading_row: Row | None, first: int) -> tuple[Row | None, int]:
    """The headings, joined with a second row of them where there is one, and where the rows begin."""
    both = None if heading_row is None else joined(sheet.rows, first - 1)
    return (heading_row, first) if both is None else (both, first + 1)


def headings_seen(sheets: Sequence[Sheet]) -> str:
    """The likeliest headings of the sheets, to show to a person whose column of recipients was not found."""
    seen = [max(sheet.rows[:_SEARCHED], key=lambda row: _known(row)[1:], default=None) for sheet in sheets]
    texts = [one_line(text)[:60] for row in seen if row for text in texts_of(row).values()]
    return ", ".join(dict.fromkeys(texts[:40])) or "-"


def _start(sheet: Sheet, wishes: Sequence[Wish], headings_at: int | None) -> tuple[int, Row | None] | None:
    """Where the rows begin, and the row of headings above them."""
    if headings_at == 0:
        return 0, None
    if headings_at is not None:
        for index, row in enumerate(sheet.rows):
            if row.number == headings_at:
                return index + 1, row
        return None
    recipient_wished = any(wish.field is Field.RECIPIENT for wish in wishes)
    scores: dict[int, tuple[int, bool, int]] = {}
    for index, row in enumerate(sheet.rows[: _WISHED if wishes else _SEARCHED]):
        wished = sum(is_heading(wish, texts_of(row).values()) for wish in wishes)
        names_recipients, fields, _ = _known(joined(sheet.rows, index) or row)
        if wished or names_recipients or (recipient_wished and fields):
            scores[index] = (wished, names_recipients, fields)
    if scores:
        best = max(scores, key=lambda index: (scores[index], -index))
        if not scores[best][0]:
            best = _first_table(sheet, scores, best)
        return best + 1, sheet.rows[best]
    if recipient_wished and sheet.rows:
        widest = max(range(min(len(sheet.rows), 20)), key=lambda index: (len(sheet.rows[index].cells), -index))
        return widest + 1, sheet.rows[widest]
    return None


def _first_table(sheet: Sheet, scores: Mapping[int, tuple[int, bool, int]], best: int) -> int:
    """The headings of a table above the best ones, where those would be seen as another table's after it."""
    for index, (_, names_recipients, fields) in scores.items():
        row = sheet.rows[index]
        if index + 1 < best and names_recipients and fields > 1 and 2 * fields > len(row.cells):
            beside = max(number for number in (index, index + 1) if scores.get(number, (0,)) >= scores[index])
            return beside if _heads_anew(sheet.rows[best], sheet.rows[beside]) else best
    return best


def _known(row: Row) -> tuple[bool, int, int]:
    """Whether the row has a heading of recipients, how many fields it names, how many cells it has."""
    if row.wide and len(row.cells) == len(row.wide):
        return False, 0, 0  # a title, merged over the columns
    fields = {known.field for text in texts_of(row).values() if (known := guess(text))}
    return Field.RECIPIENT in fields, len(fields), len(row.cells)


def _heads_anew(row: Row, above: Row) -> bool:
    """Whether the row is headings again: the same ones, as on a new page, or those of another table."""
    texts, before = texts_of(row), texts_of(above)
    same = [column for column, text in texts.items() if fold(before.get(column, "")) == fold(text)]
    if len(same) > 1 and 2 * len(same) >= len(texts):
        return True
    known = [found for text in texts.values() if (found := guess(text))]
    fields = {found.field for found in known}
    return Field.RECIPIENT in fields and len(fields) > 2 and len(known) == len(texts) == len(row.cells)


def _mapped(sheet: Sheet, heading_row: Row | None, wishes: Sequence[Wish]) -> Table | None:
    """The table under these headings, if it has a column of recipients; wishes first, then the surest guesses."""
    headings = texts_of(heading_row) if heading_row else {}
    columns: dict[Field, list[int]] = {}
    wished: dict[int, Field | None] = {}
    for wish in wishes:
        column = meant(wish, headings)
        if column is not None and column not in wished:
            wished[column] = wish.field
            if wish.field:
                columns.setdefault(wish.field, []).append(column)
    guesses = {
        column: known for column, heading in headings.items() if column not in wished and (known := guess(heading))
    }
    taken = set(columns)
    passed_over: list[tuple[int, int]] = []
    for column in sorted(guesses, key=lambda column: (-guesses[column].weight, column)):
        field = guesses[column].field
        if field not in taken and (field is Field.NOTE or field not in columns):
            columns.setdefault(field, []).append(column)
        elif field not in taken and guesses[column].weight == guesses[columns[field][0]].weight:
            passed_over.append((column, columns[field][0]))
    if Field.RECIPIENT not in columns:
        return None
    guessed = frozenset(column for found in columns.values() for column in found if column not in wished)
    return Table(
        sheet=sheet,
        heading_row=heading_row,
        headings=headings,
        columns={field: tuple(sorted(found)) for field, found in columns.items()},
        guessed=guessed,
        rows=(),
        passed_over=tuple(sorted(passed_over)),
    )


def _service_settled(table: Table) -> Table:
    """`Service` may head the operator's services, or what the recipient does; where each row says another, the latter."""
    if not table.service_is_unsure:
        return table
    column = table.columns[Field.SERVICE][0]
    values = [fold(text_of(row.cells[column])) for row in table.rows if column in row.cells]
    if len(values) < _MANY_SERVICES or len(set(values)) < len(values):
        return table
    columns = dict(table.columns)
    columns[Field.WORK] = columns.pop(Field.SERVICE)
    return replace(table, columns=columns)


def _with_rows(table: Table, rows: Sequence[Row]) -> Table:
    with_rows = replace(table, rows=rows)
    cells = (text for row in rows for _, text in with_rows.texts(row, Field.COUNTRY))
    return replace(with_rows, tells_states=any(cell.strip() in ONLY_STATES for cell in cells))
