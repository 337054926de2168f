"""One order of texts on both engines: by code points, as SQLite has it.

A PostgreSQL database has an order of its own, which it was made with; in Japanese or English it puts `a` before `B`,
and may change with the operating system. Its columns are told to go by code points, so that lists come in one order
wherever they are kept, and indexes serve it.
"""

from collections import defaultdict

from vendors.store.address import Engine
from vendors.store.connection import Connection

_OTHERWISE = "SELECT 'a' < 'B' OR 'ア' < 'あ' AS otherwise"
_TEXTS = (
    "SELECT table_name, column_name, data_type, character_maximum_length AS most FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND data_type IN ('text', 'character varying')"
    " AND collation_name IS DISTINCT FROM 'C' ORDER BY table_name, ordinal_position"
)


async def collate(connection: Connection) -> None:
    """Put the texts of every table in the order of their code points, where the database would not."""
    if connection.engine is Engine.SQLITE or not (await connection.rows(_OTHERWISE))[0]["otherwise"]:
        return
    changes: dict[str, list[str]] = defaultdict(list)
    for row in await connection.rows(_TEXTS):
        kind = row["data_type"] if row["most"] is None else f"{row['data_type']}({row['most']})"
        changes[row["table_name"]].append(f'ALTER COLUMN "{row["column_name"]}" TYPE {kind} COLLATE "C"')
    for table, columns in changes.items():
        await connection.run(f'ALTER TABLE "{table}" {", ".join(columns)}')
