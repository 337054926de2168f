"""Where the database is: a path or a URL, checked, and shown to people without its password."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from tortoise.backends.base.config_generator import expand_db_url
from tortoise.exceptions import ConfigurationError

import models.sqlite
from vendors.references.cipher import Cipher, cipher_of
from vendors.references.door import Door
from vendors.store.refusals import Refusal, StoreRefused


class Engine(StrEnum):
    """What keeps the data."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


@dataclass(frozen=True)
class Address:
    """A database, by its engine and place."""

    engine: Engine
    place: str
    """The path of the SQLite file, or the URL of the PostgreSQL database."""
    reference_key: bytes = field(default=b"", repr=False)
    """The key under which references of persons are encrypted there; empty: there is none, or all is wanted as it is
    stored."""

    @property
    def cipher(self) -> Cipher | None:
        """What encrypts under that key; `None` where there is none."""
        return cipher_of(self.reference_key) if self.reference_key else None

    @property
    def door(self) -> Door | None:
        """The door that statements go through; `None` where there is no key."""
        return None if self.cipher is None else Door(self.cipher)

    def __str__(self) -> str:
        """The address as people may see it: without a password."""
        if self.engine is Engine.SQLITE:
            return self.place
        url = urlsplit(self.place)
        return f"postgres://{url.username or ''}{'@' if url.username else ''}{_host(url)}{url.path}"

    @property
    def connection(self) -> dict[str, object]:
        """Tortoise's configuration of the connection."""
        if self.engine is Engine.SQLITE:
            return {"engine": "models.sqlite", "credentials": models.sqlite.credentials(self.place)}
        return {"engine": "models.postgresql", "credentials": credentials(self.place)}


def credentials(url: str) -> dict[str, Any]:
    """What the PostgreSQL driver is given to connect."""
    given = dict(expand_db_url(url)["credentials"])
    if "," in str(given["host"]):
        # Several machines: whichever of them is the primary now; Tortoise's URLs know of one host alone.
        given = {"target_session_attrs": "primary", **given, "host": given["host"].split(",")}
    return given


def address(given: str, reference_key: bytes = b"") -> Address:
    """The database that a path or URL names, with the key under which references of persons are encrypted there.

    `sqlite://var/teikyo.db` is relative to where the command runs, `sqlite:///srv/teikyo.db` absolute; a text without
    `://` is a path. Raises `StoreRefused` for anything that names no database.
    """
    scheme, separator, rest = given.partition("://")
    if not separator:
        return _file(given, given, reference_key)
    if scheme == "sqlite":
        return _file(given, rest, reference_key)
    if scheme in {"postgres", "postgresql"}:
        return _server(given, reference_key)
    raise StoreRefused(Refusal.BAD_ADDRESS, given=_shown(given), why=f"'{scheme}' is no engine that Teikyo knows")


def _file(given: str, path: str, reference_key: bytes) -> Address:
    if not path.strip() or "\0" in path:
        raise StoreRefused(Refusal.BAD_ADDRESS, given=repr(given), why="it names no file")
    if path.lstrip("/") == ":memory:" or path.startswith("file:"):
        raise StoreRefused(Refusal.BAD_ADDRESS, given=given, why="a database that lasts needs a file")
    if Path(path).is_dir():
        raise StoreRefused(Refusal.BAD_ADDRESS, given=given, why="it is a folder")
    return Address(Engine.SQLITE, path, reference_key)


def _server(given: str, reference_key: bytes) -> Address:
    try:
        url = urlsplit(given)
        named = bool(url.hostname) and bool(url.path.strip("/")) and (url.port or 5432) > 0
        expand_db_url(given)
    except (ValueError, ConfigurationError) as fault:
        raise StoreRefused(Refusal.BAD_ADDRESS, given=_shown(given), why="it is no URL") from fault
    if not named:
        raise StoreRefused(Refusal.BAD_ADDRESS, given=_shown(given), why="it names no host or no database")
    return Address(Engine.POSTGRESQL, given, reference_key)


def _host(url: SplitResult) -> str:
    host = url.hostname or ""
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{url.port}" if url.port else shown


def _shown(given: str) -> str:
    """What was given, without what stands before an `@`: it may hold a password."""
    scheme, separator, rest = given.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
