"""The recipients of a draft: rows of one name are one recipient, and what they say of it must agree."""

from dataclasses import dataclass, field
from typing import Any

from vendors.register.draft.cells import Where, one_line, shown
from vendors.register.draft.codes import Codes
from vendors.register.draft.headings import Field
from vendors.register.draft.names import fold, is_company, likeness
from vendors.register.draft.notes import doubt_note
from vendors.register.draft.places import PlaceDoubt, read_place, read_places
from vendors.register.draft.remarks import Remarks, Section


@dataclass(slots=True)
class _Said:
    """What the rows say of one field of a recipient: each text once, with the countries read from it."""

    texts: dict[tuple[str, str], tuple[tuple[str, ...], PlaceDoubt | None]] = field(default_factory=dict)
    where: dict[tuple[str, str], Where] = field(default_factory=dict)

    @property
    def doubts(self) -> bool:
        return any(doubt for _, doubt in self.texts.values())

    @property
    def countries(self) -> set[str]:
        return {country for countries, _ in self.texts.values() for country in countries}


@dataclass(slots=True)
class _Recipient:
    code: str
    name: str
    spellings: dict[str, list[Where]] = field(default_factory=dict)
    country: _Said = field(default_factory=_Said)
    stored_in: _Said = field(default_factory=_Said)
    notes: dict[str, None] = field(default_factory=dict)


class Recipients:
    """Gathers recipients row by row, in the order in which the sheet first names them."""

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks
        self._codes = Codes("recipient")
        self._found: dict[str, _Recipient] = {}

    def __len__(self) -> int:
        return len(self._found)

    def named(self, name: str, where: Where) -> str:
        """The code of the recipient of that name, new or known."""
        key = fold(name)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = _Recipient(self._codes.code(name), one_line(name))
        found.spellings.setdefault(one_line(name), []).append(where)
        return found.code

    def note(self, name: str, note: str) -> None:
        """Keep what can't be a field, once."""
        self._found[fold(name)].notes.setdefault(note)

    def says_country(self, name: str, label: str, cell: str, where: Where, *, states_about: bool) -> None:
        """Take in a cell that says where the recipient is."""
        reading = read_place(cell, states_about)
        if reading.country is None and reading.doubt is None:
            return
        key = (label, shown(cell))
        recipient = self._found[fold(name)]
        recipient.country.texts[key] = ((reading.country,) if reading.country else (), reading.doubt)
        recipient.country.where.setdefault(key, where)
        if reading.doubt:
            self._doubt(reading.doubt, recipient, Field.COUNTRY, key, where)
        elif reading.guessed:
            self._remarks.add(Section.GUESSED, "country_of_place", where, cell=key[1], country=str(reading.country))

    def says_stored_in(self, name: str, label: str, cell: str, where: Where, *, states_about: bool) -> None:
        """Take in a cell that says where the data lies; it may name several countries."""
        countries, doubt = read_places(cell, states_about)
        if not countries and doubt is None:
            return
        key = (label, shown(cell))
        recipient = self._found[fold(name)]
        recipient.stored_in.texts[key] = (countries, doubt)
        recipient.stored_in.where.setdefault(key, where)
        if doubt:
            self._doubt(doubt, recipient, Field.STORED_IN, key, where)

    def _doubt(self, doubt: PlaceDoubt, recipient: _Recipient, of: Field, key: tuple[str, str], where: Where) -> None:
        self._remarks.add(
            Section.DOUBTED, doubt.value, where, field=of.value, column=key[0], cell=key[1], recipient=recipient.name
        )

    def entries(self, kind: str | None) -> list[dict[str, Any]]:
        """The recipients as documents of the register; `kind` is that of those whose name does not tell theirs."""
        self._tell_merges()
        return [self._entry(recipient, kind) for recipient in self._found.values()]

    def _entry(self, recipient: _Recipient, kind: str | None) -> dict[str, Any]:
        entry: dict[str, Any] = {"code": recipient.code, "name": recipient.name}
        if is_company(recipient.name):
            entry["kind"] = "company"
            self._remarks.add(Section.GUESSED, "kind_of_legal_form", *self._first(recipient))
        elif kind:
            entry["kind"] = kind
            self._remarks.add(Section.GUESSED, "kind_as_asked", *self._first(recipient), kind=kind)
        else:
            self._remarks.add(Section.ABSENT, "kind", *self._first(recipient))
        notes = list(recipient.notes)
        if country := self._agreed(recipient, notes):
            entry["country"] = country
        elif not recipient.country.texts:
            self._remarks.add(Section.ABSENT, "country", *self._first(recipient))
        if stored := self._all_stored(recipient, notes):
            entry["stored_in"] = stored
        if notes:
            entry["note"] = "\n".join(notes)
        return entry

    @staticmethod
    def _first(recipient: _Recipient) -> tuple[Where, ...]:
        return tuple(next(iter(recipient.spellings.values()))[:1])

    def _agreed(self, recipient: _Recipient, notes: list[str]) -> str | None:
        """The country, where every row that says one says the same one clearly."""
        said = recipient.country
        if not said.doubts and len(said.countries) == 1:
            return said.countries.pop()
        disagree = not said.doubts and len(said.countries) > 1
        for (label, cell), (_, doubt) in said.texts.items():
            notes.append(doubt_note(label, cell, PlaceDoubt.DISAGREE if disagree else doubt))
        if len(said.countries) > 1:
            cells = " / ".join(dict.fromkeys(cell for _, cell in said.texts))
            where = said.where.values()
            self._remarks.add(Section.DOUBTED, PlaceDoubt.DISAGREE.value, *where, recipient=recipient.name, cells=cells)
        return None

    @staticmethod
    def _all_stored(recipient: _Recipient, notes: list[str]) -> list[str]:
        """Where the data lies, if every place that the rows name is a country."""
        said = recipient.stored_in
        if not said.doubts:
            return sorted(said.countries)
        notes.extend(doubt_note(label, cell, doubt) for (label, cell), (_, doubt) in said.texts.items())
        return []

    def _tell_merges(self) -> None:
        alike: dict[str, list[_Recipient]] = {}
        for recipient in self._found.values():
            where = [row for rows in recipient.spellings.values() for row in rows]
            if len(recipient.spellings) > 1:
                spellings = " = ".join(recipient.spellings)
                self._remarks.add(Section.MERGED, "spellings", *where, spellings=spellings)
            elif len(where) > 1:
                self._remarks.add(Section.MERGED, "one_recipient", *where, recipient=recipient.name)
            if key := likeness(recipient.name):
                alike.setdefault(key, []).append(recipient)
        for recipients in alike.values():
            if len(recipients) > 1:
                firsts = [row for recipient in recipients for row in self._first(recipient)]
                names = " / ".join(recipient.name for recipient in recipients)
                self._remarks.add(Section.GUESSED, "kept_apart", *firsts, names=names)
