"""Which reader reads the database of an address."""

from dataclasses import dataclass

from graph.reads.database import Reader
from graph.reads.encrypted import EncryptedReader
from graph.reads.marks import Marks
from graph.reads.postgresql import PostgreSQLReader
from graph.reads.replicated import ReplicatedReader
from graph.reads.sqlite import SQLiteReader
from graph.settings import SettingRefused, Settings
from vendors.store.address import Address, Engine, address
from vendors.store.refusals import StoreRefused


@dataclass(frozen=True)
class Replica:
    """A replica that is read from, and the marks by which callers are read what they wrote."""

    url: str
    marks: Marks


def reader_of(place: Address, seconds: float, replica: Replica | None = None) -> Reader:
    """What reads the database of that address, and its replica; a statement may take so many seconds."""
    reader = _plain_reader_of(place, seconds, replica)
    return reader if place.door is None else EncryptedReader(reader, place.door)


def _plain_reader_of(place: Address, seconds: float, replica: Replica | None) -> Reader:
    if place.engine is Engine.SQLITE:
        return SQLiteReader(place.place, seconds)
    primary = PostgreSQLReader(place.place, seconds)
    if replica is None:
        return primary
    return ReplicatedReader(primary, PostgreSQLReader(replica.url, seconds), replica.marks)


def replica_of(chosen: Settings) -> Replica | None:
    """The replica that the settings name. Raises `SettingRefused` where that can't be one, or there is no primary."""
    if not chosen.replica_url:
        return None
    try:
        both = (address(chosen.database_url), address(chosen.replica_url))
    except StoreRefused as refused:
        raise SettingRefused(refused.message("en")) from refused
    if any(one.engine is not Engine.POSTGRESQL for one in both):
        raise SettingRefused("TEIKYO_REPLICA_URL: name a streaming replica of PostgreSQL, and its primary as database.")
    return Replica(chosen.replica_url, Marks(chosen.replica_marks))
