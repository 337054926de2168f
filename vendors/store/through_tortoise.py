"""Statements by way of Tortoise: what reads now and then, and what changes the schema, which Tortoise does."""

from collections.abc import Iterable, Sequence

from tortoise.backends.base.client import BaseDBAsyncClient

from models.sqlite import as_sqlite
from vendors.references.door import Door
from vendors.store.address import Engine
from vendors.store.connection import FEW, Connection, Row, numbered


class ThroughTortoise(Connection):
    """A database, or a transaction on it, by a client of Tortoise's."""

    def __init__(self, client: BaseDBAsyncClient, engine: Engine, door: Door | None = None) -> None:
        super().__init__(engine, door)
        self.client = client

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        if self._door is not None:
            values = tuple(self._door.given(sql, values))
        rows: Sequence[Row] = await self.client.execute_query_dict(self._said(sql), list(values))
        return rows if self._door is None else self._door.answered(sql, rows)

    async def run(self, sql: str, *values: object) -> None:
        """Run a statement."""
        if self._door is not None:
            values = tuple(self._door.given(sql, values))
        await self.client.execute_query(self._said(sql), list(values))

    async def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        plain = self.engine is Engine.SQLITE
        given = rows if self._door is None else self._door.given_many(sql, rows)
        many = [as_sqlite(row) if plain else list(row) for row in given]
        if many:
            await self.client.execute_many(self._said(sql), many)

    async def add_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], otherwise: str = ""
    ) -> None:
        """Write rows; `otherwise` says what is done where one is there already, which else is a fault."""
        if self.engine is Engine.POSTGRESQL and not otherwise and len(rows) > FEW:
            async with self.client.acquire_connection() as connection:
                records = rows if self._door is None else self._door.written(table, columns, rows)
                await connection.copy_records_to_table(table, records=records, columns=columns)
            return
        await super().add_many(table, columns, rows, otherwise)

    def _said(self, sql: str) -> str:
        return sql if self.engine is Engine.SQLITE else numbered(sql)
