"""Which reader reads the database of an address."""

from graph.reads.database import Reader
from graph.reads.postgresql import PostgreSQLReader
from graph.reads.sqlite import SQLiteReader
from vendors.store.address import Address, Engine


def reader_of(address: Address, seconds: float) -> Reader:
    """What reads the database of that address; a statement may take so many seconds."""
    if address.engine is Engine.SQLITE:
        return SQLiteReader(address.place, seconds)
    return PostgreSQLReader(address.place, seconds)
