"""How each engine takes many values in one statement: numbers that are looked for, and rows as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from vendors.store.address import Engine


@dataclass(frozen=True)
class Words:
    """What is said differently to each engine; every `?` stands for one value."""

    among: str
    """Goes after a column: whether it is one of the numbers that are given, as `given_numbers` gives them."""
    each: str
    """The rows that are given, as `given_rows` gives them."""
    field: str
    """The value at a place of such a row, as a template over `{place}` and `{kind}`."""

    def fields(self, kinds: Sequence[str]) -> str:
        """All values of such a row, of these kinds."""
        return ", ".join(self.field.format(place=place, kind=kind) for place, kind in enumerate(kinds))


WORDS = {
    Engine.SQLITE: Words(
        among="IN (SELECT value FROM json_each(?))",
        each="json_each(?)",
        field="value ->> {place}",
    ),
    Engine.POSTGRESQL: Words(
        among="= ANY(CAST(? AS BIGINT[]))",
        each="json_array_elements(CAST(? AS JSON)) AS given(value)",
        field="CAST(value ->> {place} AS {kind})",
    ),
}


def given_numbers(engine: Engine, numbers: Sequence[int]) -> object:
    """Numbers as one value."""
    return orjson.dumps(numbers).decode() if engine is Engine.SQLITE else numbers


def given_rows(rows: Sequence[Sequence[object]]) -> str:
    """Rows as one value; days are ISO texts, for PostgreSQL's driver has no way to say the calendar's first day."""
    return orjson.dumps(rows).decode()
