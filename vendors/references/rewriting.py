"""Rewriting what is stored: encrypted where it was plain, under another key, or plain again; in portions.

Each portion is a transaction that notes how far it came, so whatever breaks it off, it goes on from there. While it
lasts nobody else opens the database (`vendors.references.known_key`).
"""

from collections.abc import Callable, Sequence

from models.tables import encrypted_columns
from vendors.references.cipher import Cipher
from vendors.references.guarding import guard, unguard
from vendors.references.known_key import ROW, Known, known, proof_of
from vendors.store.address import Engine
from vendors.store.connection import Connection, Row
from vendors.store.database import Database
from vendors.store.refusals import Refusal, StoreRefused

Heard = Callable[[int], None]
"""Is told of each portion how many rows it had."""

AT_ONCE = 5_000
"""Rows of a portion."""


async def rewrite(database: Database, before: Cipher | None, after: Cipher | None, heard: Heard) -> bool:
    """Rewrite all that is encrypted, and return whether there was anything to do.

    `before` is the key that it has, `after` the one that it gets; `None`: it is plain. The database is one that was
    opened as it is stored. Raises `StoreRefused` where `before` is not the key that it has.
    """
    if not await database.write(lambda connection: _begun(connection, database, before, after)):
        return False
    for table, columns in encrypted_columns().items():
        while number := await database.write(
            lambda connection, table=table, columns=columns: _portion(  # type: ignore[misc]  # mypy infers no defaults
                connection, table, columns, before, after
            )
        ):
            heard(number)
    await database.write(lambda connection: _ended(connection, after))
    await _let_go(database)
    return True


async def rows_left(database: Database) -> int:
    """How many rows there are to rewrite; where that has begun already, those that it has not come to."""
    found = await known(database)
    whole = 0
    for table in encrypted_columns():
        last = 0 if found is None else _last(found, table)
        if last is not None:
            sql = f'SELECT count(*) AS number FROM "{table}" WHERE id > ?'  # noqa: S608  # names of models
            (row,) = await database.rows(sql, last)
            whole += row["number"]
    return whole


async def _begun(connection: Connection, database: Database, before: Cipher | None, after: Cipher | None) -> bool:
    found = await known(connection)
    had, gets = proof_of(before), proof_of(after)
    if found is None:
        if after is None:
            return False
        if before is not None:
            raise StoreRefused(Refusal.NOT_ENCRYPTED, database=database.address)
    elif found.being_rewritten:
        if (found.before, found.proof) != (had, gets):
            raise StoreRefused(Refusal.KEY_DIFFERS, database=database.address)
        return True
    elif found.proof == gets:
        return False
    elif found.proof != had:
        raise StoreRefused(Refusal.KEY_DIFFERS, database=database.address)
    await connection.run("DELETE FROM reference_key")
    await connection.run(
        "INSERT INTO reference_key (id, proof, before, so_far) VALUES (?, ?, ?, ?)", ROW, gets, had, ""
    )
    await (unguard if after is None else guard)(connection)
    return True


async def _portion(
    connection: Connection, table: str, columns: Sequence[str], before: Cipher | None, after: Cipher | None
) -> int:
    """Rewrite the next rows of a table, and return how many there were."""
    found = await known(connection)
    assert found is not None, "it has begun"
    last = _last(found, table)
    if last is None:
        return 0
    named = ", ".join(f'"{column}"' for column in columns)
    rows = await connection.rows(
        f'SELECT id, {named} FROM "{table}" WHERE id > ? ORDER BY id LIMIT {AT_ONCE}',  # noqa: S608  # names of models
        last,
    )
    if rows:
        each = ", ".join(f'"{column}" = ?' for column in columns)
        await connection.run_many(
            f'UPDATE "{table}" SET {each} WHERE id = ?',  # noqa: S608  # likewise
            [(*(_rewritten(row[column], before, after) for column in columns), row["id"]) for row in rows],
        )
        await _note(connection, table, rows)
    return len(rows)


def _last(found: Known, table: str) -> int | None:
    """The last row of a table that was rewritten; `None` where a later table is at its turn."""
    at, _, number = (found.so_far or "").partition(" ")
    order = list(encrypted_columns())
    if not at or order.index(table) > order.index(at):
        return 0
    return int(number) if at == table else None


async def _note(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    await connection.run("UPDATE reference_key SET so_far = ?", f"{table} {rows[-1]['id']}")


def _rewritten(stored: str | None, before: Cipher | None, after: Cipher | None) -> str | None:
    if stored is None:
        return None
    plain = stored if before is None else before.opened(stored)
    assert plain is not None, "the key is the one that it was encrypted under"
    return plain if after is None else after.sealed(plain)


async def _ended(connection: Connection, after: Cipher | None) -> None:
    if after is None:
        await connection.run("DELETE FROM reference_key")
    else:
        await connection.run("UPDATE reference_key SET before = ?, so_far = ?", None, None)


async def _let_go(database: Database) -> None:
    """Leave nothing of what was there before in the database's files."""
    if database.engine is Engine.SQLITE:
        await database.run("VACUUM")
        await database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    for table in encrypted_columns():
        await database.run(f'VACUUM (FULL, ANALYZE) "{table}"')
