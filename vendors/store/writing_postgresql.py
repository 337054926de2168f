"""Writing to PostgreSQL: by the engine's own driver, each statement prepared once for each connection."""

from collections.abc import Iterable, Sequence
from typing import Any

from vendors.references.door import Door
from vendors.store.address import Engine
from vendors.store.connection import FEW, Connection, Row, numbered


class Writing(Connection):
    """A transaction that is open."""

    def __init__(self, driver: Any, door: Door | None = None) -> None:
        super().__init__(Engine.POSTGRESQL, door)
        self._driver = driver

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        if self._door is None:
            return [dict(row) for row in await self._driver.fetch(numbered(sql), *values)]
        found = await self._driver.fetch(numbered(sql), *self._door.given(sql, values))
        return self._door.answered(sql, [dict(row) for row in found])

    async def run(self, sql: str, *values: object) -> None:
        """Run a statement."""
        await self._driver.fetch(numbered(sql), *(values if self._door is None else self._door.given(sql, values)))

    async def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        many = list(rows)
        if len(many) == 1:
            await self.run(sql, *many[0])
        elif many:
            await self._driver.executemany(
                numbered(sql), many if self._door is None else self._door.given_many(sql, many)
            )

    async def add_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], otherwise: str = ""
    ) -> None:
        """Write rows; many of them by COPY."""
        if otherwise or len(rows) <= FEW:
            await super().add_many(table, columns, rows, otherwise)
        else:
            records = rows if self._door is None else self._door.written(table, columns, rows)
            await self._driver.copy_records_to_table(table, records=records, columns=columns)
