"""The door between what is said and what is stored: references are encrypted on the way in, decrypted on the way out.

A connection that has a door sends every statement through it, with its values and with the rows that it answers with.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from models.tables import encrypted_columns
from vendors.references.cipher import PREFIX, Cipher
from vendors.references.statements import Place, places_in, tables_in

_IN_JSON = re.compile(rf'"({PREFIX}[A-Za-z0-9_-]+)"')


class Door:
    """What goes through it is plain on this side and encrypted on the other."""

    def __init__(self, cipher: Cipher) -> None:
        self.cipher = cipher

    def given(self, sql: str, values: Sequence[object]) -> Sequence[object]:
        """The values of a statement as they are stored."""
        places = places_in(sql)
        return self._changed(places, values) if places else values

    def given_many(self, sql: str, rows: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
        """The values of a statement that is run once for each row of them."""
        places = places_in(sql)
        return (self._changed(places, row) for row in rows) if places else rows

    def written(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> Sequence[Sequence[object]]:
        """Rows of a table as they are stored."""
        encrypted = encrypted_columns().get(table, ())
        places = [Place(number) for number, column in enumerate(columns) if column in encrypted]
        return [self._changed(places, row) for row in rows] if places else rows

    def answered(self, sql: str, rows: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
        """The rows that a statement answered with, as they are said."""
        return [self._opened(row) for row in rows] if rows and tables_in(sql) else rows

    def answered_in_json(self, sql: str, text: str) -> str:
        """The JSON that a statement answered with, as it is said: what is encrypted stands in it as whole texts."""
        if text and PREFIX in text and tables_in(sql):
            return _IN_JSON.sub(lambda found: self.cipher.opened_in_json(found[1]), text)
        return text

    def _opened(self, row: Mapping[str, Any]) -> Mapping[str, Any]:
        opened = {
            name: plain
            for name, value in row.items()
            if isinstance(value, str) and value.startswith(PREFIX) and (plain := self.cipher.opened(value)) is not None
        }
        return {**row, **opened} if opened else row

    def _changed(self, places: Iterable[Place], values: Sequence[object]) -> list[object]:
        changed = list(values)
        for place in places:
            changed[place.number] = self._stored(place, changed[place.number])
        return changed

    def _stored(self, place: Place, value: Any) -> object:
        if value is None:
            return None
        if not place.many:
            return self.cipher.sealed(value)
        if not isinstance(value, str):
            return [self.cipher.sealed(one) for one in value]
        many = orjson.loads(value)
        if place.within is None:
            return orjson.dumps([self.cipher.sealed(one) for one in many]).decode()
        for row in many:
            row[place.within] = self.cipher.sealed(row[place.within])
        return orjson.dumps(many).decode()
