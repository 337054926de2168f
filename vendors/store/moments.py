"""Moments as each engine keeps them: UTC `datetime` on PostgreSQL, ISO text on SQLite."""

from datetime import UTC, datetime

from vendors.store.address import Engine
from vendors.store.connection import Reads


def kept(database: Reads, moment: datetime | None) -> object:
    """What is stored of a moment."""
    if moment is None:
        return None
    utc = moment.astimezone(UTC)
    return utc.isoformat(" ") if database.engine is Engine.SQLITE else utc


def kept_as_written(engine: Engine, moment: datetime | str) -> object:
    """What is stored of a moment in UTC that may be written as in the file: `2026-08-10T01:00:00Z`."""
    if isinstance(moment, datetime):
        return moment
    return f"{moment[:10]} {moment[11:-1]}+00:00" if engine is Engine.SQLITE else datetime.fromisoformat(moment)


def moment_of(value: datetime | str | None) -> datetime | None:
    """The moment that was stored, in UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return None if moment is None else moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def moment_there(value: datetime | str) -> datetime:
    """The same, where one is always stored."""
    moment = moment_of(value)
    assert moment is not None, "a moment is stored there"
    return moment


def moment_as_kept(value: object) -> datetime:
    """The moment that was stored just as `kept` has it stored; raises `ValueError` for anything else.

    SQLite compares moments as texts, so one that is written in another way is found by other questions.
    """
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise ValueError(value)
    utc = moment.astimezone(UTC)
    if isinstance(value, str) and value != utc.isoformat(" "):
        raise ValueError(value)
    return utc
