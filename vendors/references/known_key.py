"""What a database says of the key under which its references are encrypted, and whether one is that key."""

from dataclasses import dataclass

from models.tables import encrypted_columns
from vendors.references.cipher import Cipher
from vendors.references.guarding import guard
from vendors.store.address import Engine
from vendors.store.connection import Connection, Reads
from vendors.store.refusals import Refusal, StoreRefused

TABLE = "reference_key"
ROW = 1
_KNOWN = "teikyo"
"""What is encrypted as a proof."""


@dataclass(frozen=True)
class Known:
    """How references are kept."""

    proof: str | None
    before: str | None = None
    so_far: str | None = None

    @property
    def being_rewritten(self) -> bool:
        """Whether some of them are kept otherwise than others."""
        return self.so_far is not None


def proof_of(cipher: Cipher | None) -> str | None:
    """By what a key is known again."""
    return None if cipher is None else cipher.sealed(_KNOWN)


async def known(database: Reads) -> Known | None:
    """How references are kept there; `None` where they are plain."""
    if TABLE not in await _there(database):
        return None
    rows = await database.rows("SELECT proof, before, so_far FROM reference_key")
    return Known(**rows[0]) if rows else None


async def check_key(database: Reads, cipher: Cipher | None, shown: object) -> Known | None:
    """How references are kept there; `None` where they are plain, or there are none yet.

    Raises `StoreRefused` where they are not encrypted under that key, or are although there is none.
    """
    found = await known(database)
    if found is None:
        if cipher is not None and await _has_any(database):
            older = TABLE not in await _there(database)
            raise StoreRefused(Refusal.KEY_TOO_EARLY if older else Refusal.NOT_ENCRYPTED, database=shown)
    elif found.being_rewritten:
        raise StoreRefused(Refusal.HALF_ENCRYPTED, database=shown)
    elif cipher is None:
        raise StoreRefused(Refusal.KEY_WANTED, database=shown)
    elif found.proof != proof_of(cipher):
        raise StoreRefused(Refusal.KEY_DIFFERS, database=shown)
    return found


async def begin_encrypted(connection: Connection, cipher: Cipher | None) -> None:
    """Have references be encrypted from the first on, where none is stored yet; in the transaction that is open.

    Where they are encrypted already, no column of theirs is left without its guard.
    """
    found = await known(connection)
    if found is None:
        if cipher is None or TABLE not in await _there(connection) or await _has_any(connection):
            return
        await connection.run("INSERT INTO reference_key (id, proof) VALUES (?, ?)", ROW, proof_of(cipher))
    await guard(connection)


async def _there(database: Reads) -> frozenset[str]:
    """The tables with references that are there, and the one that tells of their key."""
    names = (TABLE, *encrypted_columns())
    if database.engine is Engine.SQLITE:
        rows = await database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    else:
        rows = await database.rows("SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()")
    return frozenset(row["name"] for row in rows) & frozenset(names)


async def _has_any(database: Reads) -> bool:
    """Whether there is anything that would be encrypted."""
    there = await _there(database)
    for table, columns in encrypted_columns().items():
        named = " OR ".join(f'"{column}" IS NOT NULL' for column in columns)
        if table in there and await database.rows(f'SELECT id FROM "{table}" WHERE {named} LIMIT 1'):  # noqa: S608  # names of models
            return True
    return False
