"""Gathers what the rows of the tables say: who receives, where from, in which service, what, what for, and since when."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from vendors.register.draft.cells import Row, Where, one_line, shown, text_of
from vendors.register.draft.days import DayDoubt, DayReading, read_day, split_period
from vendors.register.draft.flows import Catalogue, Flow, Flows
from vendors.register.draft.headings import Field
from vendors.register.draft.lists import is_ditto, is_nothing, items_of, names_all_services, purposes_of, services_of
from vendors.register.draft.names import NameDoubt, read_names
from vendors.register.draft.notes import Doubt, ListDoubt, doubt_note
from vendors.register.draft.recipients import Recipients
from vendors.register.draft.remarks import Remarks, Section
from vendors.register.draft.rows import LeftOut, is_bare, is_lengthy, is_shifted, why_left_out
from vendors.register.draft.tables import Table


class Gathered:
    """The register that grows row by row."""

    def __init__(self, remarks: Remarks, service: str | None, from_: date | None) -> None:
        self.remarks = remarks
        self.recipients = Recipients(remarks)
        self.flows = Flows(remarks)
        self.services = Catalogue("service")
        self.items = Catalogue("item")
        self.purposes = Catalogue("purpose")
        self._service = service
        self._from = from_

    def document(self, kind: str | None) -> dict[str, Any]:
        """The lists of the register in the order of the file; what has no entries is left out."""
        lists = {
            "services": self.services.entries(),
            "purposes": self.purposes.entries(),
            "items": self.items.entries(),
            "recipients": self.recipients.entries(kind),
            "transfers": self.flows.entries(),
        }
        return {name: entries for name, entries in lists.items() if entries}

    def add_row(self, table: Table, row: Row) -> None:
        """Take in a row of the table, if it names a recipient; else tell it."""
        where = table.sheet.where(row)
        reason = why_left_out(table, row)
        if reason is None:
            self._take_in(table, row, where)
            return
        text = one_line(" | ".join(text_of(value) for value in row.cells.values()))[:120]
        section = Section.DOUBTED if reason is LeftOut.NO_NAME else Section.LEFT_OUT
        self.remarks.add(section, reason.value, where, cell=text)

    def _take_in(self, table: Table, row: Row, where: Where) -> None:
        label, cell = table.texts(row, Field.RECIPIENT)[0]
        reading = read_names(cell)
        doubt = NameDoubt.VAGUE if is_lengthy(cell) else reading.doubt
        if doubt:
            names = " + ".join(reading.names)
            self.remarks.add(Section.DOUBTED, doubt.value, where, column=label, cell=shown(cell), names=names)
        if is_bare(table, row):
            self.remarks.add(Section.DOUBTED, "bare_row", where, cell=shown(cell))
        if is_shifted(table, row):
            self.remarks.add(Section.DOUBTED, "shifted_row", where, cell=shown(cell))
        self._doubt_unreadable(table, row, where)
        period_notes: list[str] = []
        from_, until = self._period(table, row, where, period_notes)
        notes = [
            *period_notes,
            *self._doubt_ditto(table, row, where),
            *(text for _, text in table.texts(row, Field.NOTE) if not is_nothing(text)),
        ]
        shared: dict[str, Any] = {
            "from_": from_,
            "until": until,
            "items": self.items.codes(self._listed(table, row, Field.ITEMS)),
            "purposes": self.purposes.codes(self._listed(table, row, Field.PURPOSES)),
            "work": tuple(
                f"{label}: {one_line(text)}" for label, text in table.texts(row, Field.WORK) if not is_nothing(text)
            ),
        }
        services = self.services.codes(self._services(table, row, where)) or (None,)
        for name in reading.names:
            code = self.recipients.named(name, where)
            if doubt:
                self.recipients.note(name, doubt_note(label, shown(cell), doubt))
            for place_label, place in table.texts(row, Field.COUNTRY):
                self.recipients.says_country(name, place_label, place, where, states_about=table.tells_states)
            for place_label, place in table.texts(row, Field.STORED_IN):
                self.recipients.says_stored_in(name, place_label, place, where, states_about=table.tells_states)
            for service in services:
                self.flows.add(Flow(service=service, recipient=code, **shared), notes, where)

    @staticmethod
    def _listed(table: Table, row: Row, field: Field) -> list[str]:
        """The members of the row's list."""
        split = {Field.ITEMS: items_of, Field.PURPOSES: purposes_of, Field.SERVICE: services_of}[field]
        return [member for _, text in table.texts(row, field) for member in split(text) if not is_ditto(member)]

    def _services(self, table: Table, row: Row, where: Where) -> list[str]:
        """The services that the row names; the one that was asked for, where it names none."""
        found = self._listed(table, row, Field.SERVICE)
        if len(found) > 1:
            self.remarks.add(Section.GUESSED, "services_parted", where, services=" + ".join(found))
        for service in found:
            if names_all_services(service):
                self.remarks.add(Section.GUESSED, "service_of_all", where, service=service)
        return found or ([self._service] if self._service else [])

    def _doubt_ditto(self, table: Table, row: Row, where: Where) -> Iterator[str]:
        """What a list says by pointing at the cell above it stays a note, for somebody to fill in."""
        for field in (Field.SERVICE, Field.ITEMS, Field.PURPOSES):
            for label, text in table.texts(row, field):
                if is_ditto(text):
                    told = {"field": field.value, "column": label, "cell": shown(text)}
                    self.remarks.add(Section.DOUBTED, ListDoubt.DITTO.value, where, **told)
                    yield doubt_note(label, shown(text), ListDoubt.DITTO)

    def _doubt_unreadable(self, table: Table, row: Row, where: Where) -> None:
        for field, columns in table.columns.items():
            for column in columns:
                if column in row.unreadable:
                    label = table.label(column, field)
                    self.remarks.add(Section.DOUBTED, "unreadable_cell", where, column=label, field=field.value)

    def _period(self, table: Table, row: Row, where: Where, notes: list[str]) -> tuple[date | None, date | None]:
        """The transfer's days. A reversed period names neither: one of the two is wrong, and nobody knows which."""
        from_cell, until_cell = table.cell(row, Field.FROM), table.cell(row, Field.UNTIL)
        if isinstance(from_cell, str) and (both := split_period(from_cell)):
            from_cell = both[0] or None
            until_cell = until_cell or both[1] or None
        workbook = table.sheet.name is not None
        from_ = self._day(table, row, Field.FROM, read_day(from_cell, workbook=workbook), where, notes)
        until = self._day(table, row, Field.UNTIL, read_day(until_cell, workbook=workbook), where, notes)
        if from_ and until and until < from_:
            for field in (Field.FROM, Field.UNTIL):
                self._doubt_day(table, row, field, DayDoubt.REVERSED, where, notes)
            return None, None
        return from_ or (self._from if self._is_empty(table, row) else None), until

    def _is_empty(self, table: Table, row: Row) -> bool:
        return not any(text and not is_nothing(text) for _, text in table.texts(row, Field.FROM))

    def _day(
        self, table: Table, row: Row, field: Field, reading: DayReading, where: Where, notes: list[str]
    ) -> date | None:
        if reading.doubt:
            self._doubt_day(table, row, field, reading.doubt, where, notes)
        elif reading.guessed and reading.day:
            self.remarks.add(Section.GUESSED, "day_of_number", where, field=field.value, day=reading.day.isoformat())
        return reading.day

    def _doubt_day(self, table: Table, row: Row, field: Field, doubt: Doubt, where: Where, notes: list[str]) -> None:
        found = table.texts(row, field) or table.texts(row, Field.FROM)
        label, cell = found[0]
        self.remarks.add(Section.DOUBTED, doubt.value, where, field=field.value, column=label, cell=shown(cell))
        notes.append(doubt_note(label, shown(cell), doubt))
