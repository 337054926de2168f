"""Guards in the database itself: where references are encrypted, none is written plain, whoever writes.

So a program that was started before there was a key, and knows none, is refused.
"""

from models.tables import encrypted_columns
from vendors.references.cipher import PREFIX
from vendors.store.address import Engine
from vendors.store.connection import Connection

_WHY = "references of persons are encrypted here; TEIKYO_REFERENCE_KEY is not set"


def _columns() -> list[tuple[str, str]]:
    return [(table, column) for table, columns in encrypted_columns().items() for column in columns]


async def guard(connection: Connection) -> None:
    """Refuse what is not encrypted from now on; rows that are there stay."""
    await unguard(connection)
    for table, column in _columns():
        name = f"{table}_{column}_encrypted"
        if connection.engine is Engine.POSTGRESQL:
            await connection.run(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK ("{column}" LIKE \'{PREFIX}%\') NOT VALID'
            )
            continue
        for event, words in (("insert", "INSERT"), ("update", f'UPDATE OF "{column}"')):
            await connection.run(
                f'CREATE TRIGGER "{name}_{event}" BEFORE {words} ON "{table}"'
                f' WHEN NEW."{column}" IS NOT NULL AND NEW."{column}" NOT GLOB \'{PREFIX}*\''
                f" BEGIN SELECT RAISE(ABORT, '{_WHY}'); END"
            )


async def unguard(connection: Connection) -> None:
    """Take the guards away."""
    for table, column in _columns():
        name = f"{table}_{column}_encrypted"
        if connection.engine is Engine.POSTGRESQL:
            await connection.run(f'ALTER TABLE IF EXISTS "{table}" DROP CONSTRAINT IF EXISTS "{name}"')
        else:
            for event in ("insert", "update"):
                await connection.run(f'DROP TRIGGER IF EXISTS "{name}_{event}"')
