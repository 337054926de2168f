"""Access tokens: made once and shown once, known afterwards by their SHA-256 alone."""

import hashlib
import secrets
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from models.vocabulary import Role
from vendors.store.address import Engine
from vendors.store.database import Connection, Database, Reads
from vendors.store.refusals import Refusal, StoreRefused

PREFIX = "teikyo_"
"""How a token begins, so that one that has leaked can be searched for."""
LONGEST_LIFE = 36_500
"""Days."""
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a token, and what it lets him do."""

    name: str
    roles: frozenset[Role]
    expires_at: datetime | None = None
    """From which moment on it lets nobody in, in UTC; `None`: it does not expire."""

    def may_enter(self, now: datetime) -> bool:
        """Whether the token lets in at that moment."""
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True)
class Listed:
    """A token as `teikyo token list` shows it; moments are in UTC."""

    name: str
    roles: tuple[Role, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


def digest(raw: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()


async def create(database: Database, name: str, roles: Iterable[Role], now: datetime, days: int | None = None) -> str:
    """Make a token and return it; it is never seen again. It lets in until `days` days from now have passed.

    Raises `StoreRefused` for a name given before, no role, or a number of days that can't be.
    """
    wanted = sorted(set(roles))
    if not name.strip() or len(name) > _LONGEST_NAME or any(unicodedata.category(letter) == "Cc" for letter in name):
        raise StoreRefused(Refusal.BAD_NAME)
    if not wanted:
        raise StoreRefused(Refusal.NO_ROLE)
    if days is not None and not 1 <= days <= LONGEST_LIFE:
        raise StoreRefused(Refusal.BAD_EXPIRY, days=days)
    raw = PREFIX + secrets.token_urlsafe(32)
    expires = None if days is None else now + timedelta(days=days)

    async def work(connection: Connection) -> None:
        if await connection.rows("SELECT id FROM token WHERE name = ?", name):
            raise StoreRefused(Refusal.NAME_TAKEN, name=name)
        await connection.run(
            "INSERT INTO token (name, digest, created_at, expires_at) VALUES (?, ?, ?, ?)",
            name,
            digest(raw),
            _stored(connection, now),
            None if expires is None else _stored(connection, expires),
        )
        (made,) = await connection.rows("SELECT id FROM token WHERE name = ?", name)
        await connection.run_many(
            "INSERT INTO token_role (token_id, role) VALUES (?, ?)", [(made["id"], role.value) for role in wanted]
        )

    await database.write(work)
    return raw


async def holder(database: Reads, raw: str, now: datetime) -> Holder | None:
    """Who holds the token; `None` for one that was never made, has expired or was revoked."""
    rows = await database.rows(
        "SELECT name, role, expires_at, revoked_at FROM token JOIN token_role ON token_role.token_id = token.id "
        "WHERE digest = ?",
        digest(raw),
    )
    if not rows or rows[0]["revoked_at"] is not None:
        return None
    found = Holder(rows[0]["name"], frozenset(Role(row["role"]) for row in rows), _moment(rows[0]["expires_at"]))
    return found if found.may_enter(now) else None


async def listed(database: Reads) -> Sequence[Listed]:
    """Every token ever made, by name."""
    roles: dict[int, list[Role]] = {}
    for row in await database.rows("SELECT token_id, role FROM token_role ORDER BY role"):
        roles.setdefault(row["token_id"], []).append(Role(row["role"]))
    rows = await database.rows("SELECT id, name, created_at, expires_at, revoked_at FROM token ORDER BY name")
    return [
        Listed(
            name=row["name"],
            roles=tuple(roles.get(row["id"], ())),
            created_at=_moment(row["created_at"]) or datetime.min.replace(tzinfo=UTC),
            expires_at=_moment(row["expires_at"]),
            revoked_at=_moment(row["revoked_at"]),
        )
        for row in rows
    ]


async def revoke(database: Database, name: str, now: datetime) -> None:
    """End a token at once; one that was revoked before stays as it is. Raises `StoreRefused` for an unknown name."""

    async def work(connection: Connection) -> None:
        if not await connection.rows("SELECT id FROM token WHERE name = ?", name):
            raise StoreRefused(Refusal.NO_SUCH_NAME, name=name)
        await connection.run(
            "UPDATE token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", _stored(connection, now), name
        )

    await database.write(work)


def _stored(connection: Connection, moment: datetime) -> object:
    utc = moment.astimezone(UTC)
    return utc.isoformat() if connection.engine is Engine.SQLITE else utc


def _moment(value: datetime | str | None) -> datetime | None:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return None if moment is None else moment.astimezone(UTC)
