"""Statements by way of Tortoise: what reads now and then, and what changes the schema, which Tortoise does."""

from collections.abc import Iterable, Sequence

from tortoise.backends.base.client import BaseDBAsyncClient

from models.sqlite import as_sqlite
from vendors.store.address import Engine
from vendors.store.connection import FEW, Connection, Row, numbered


class ThroughTortoise(Connection):
    """A database, or a transaction on it, by a client of Tortoise's."""

    def __init__(self, client: BaseDBAsyncClient, engine: Engine) -> None:
        super().__init__(engine)
        self.client = client

    async def rows(self, sql: str, *values: object) -> Sequence[Row]:
        """The rows that a statement answers with."""
        rows: Sequence[Row] = await self.client.execute_query_dict(self._said(sql), list(values))
        return rows

    async def run(self, sql: str, *values: object) -> None:
        """Run a statement."""
        await self.client.execute_query(self._said(sql), list(values))

    async def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        plain = self.engine is Engine.SQLITE
        many = [as_sqlite(row) if plain else list(row) for row in rows]
        if many:
            await self.client.execute_many(self._said(sql), many)

    async def add_many(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]], otherwise: str = ""
    ) -> None:
        """Write rows; `otherwise` says what is done where one is there already, which else is a fault."""
        if self.engine is Engine.POSTGRESQL and not otherwise and len(rows) > FEW:
            async with self.client.acquire_connection() as connection:
                await connection.copy_records_to_table(table, records=rows, columns=columns)
            return
        await super().add_many(table, columns, rows, otherwise)

    def _said(self, sql: str) -> str:
        return sql if self.engine is Engine.SQLITE else numbered(sql)
