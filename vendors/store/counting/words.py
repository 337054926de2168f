"""How each engine takes many values in one statement: numbers that are looked for, and rows as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from vendors.store.address import Engine


@dataclass(frozen=True)
class Words:
    """What is said differently to each engine; every `?` stands for one value."""

    each: str
    """The rows that are given, as `given_rows` gives them."""
    field: str
    """The value at a place of such a row, as a template over `{place}` and `{kind}`."""

    def fields(self, kinds: Sequence[str]) -> str:
        """All values of such a row, of these kinds."""
        return ", ".join(self.field.format(place=place, kind=kind) for place, kind in enumerate(kinds))


WORDS = {
    Engine.SQLITE: Words(
        each="json_each(?)",
        field="value ->> {place}",
    ),
    Engine.POSTGRESQL: Words(
        each="jsonb_array_elements(CAST(? AS JSONB)) AS given(value)",
        field="CAST(value ->> {place} AS {kind})",
    ),
}


def among(engine: Engine, numbers: Sequence[int]) -> tuple[str, object]:
    """What goes after a column, to ask whether it is one of these numbers; and the value that it asks with."""
    if len(numbers) == 1:
        # Of one, PostgreSQL knows how to look for it; for an array, which may be long, it plans each time anew.
        return "= ?", numbers[0]
    if engine is Engine.SQLITE:
        return "IN (SELECT value FROM json_each(?))", orjson.dumps(numbers).decode()
    return "= ANY(CAST(? AS BIGINT[]))", numbers


def given_rows(rows: Sequence[Sequence[object]]) -> str:
    """Rows as one value; days are ISO texts, for PostgreSQL's driver has no way to say the calendar's first day."""
    return orjson.dumps(rows).decode()
