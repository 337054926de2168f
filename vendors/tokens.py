"""Access tokens: made once and shown once, known afterwards by their SHA-256 alone. Each is an actor's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.vocabulary import ActorKind, Role
from vendors import actors
from vendors.store.address import Engine
from vendors.store.connection import Connection, Reads, Row
from vendors.store.database import Database
from vendors.store.moments import kept, moment_of, moment_there
from vendors.store.refusals import Refusal, StoreRefused
from vendors.token_text import PREFIX, could_be, digest, new_text

LONGEST_LIFE = 36_500
"""Days."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The actor that came in, and what it may do as it came in."""

    name: str
    """The actor's."""
    roles: frozenset[Role]
    expires_at: datetime | None = None
    """From which moment on what it came in with lets nobody in, in UTC; `None`: it does not expire."""
    kind: ActorKind = ActorKind.PROGRAM
    key: str = ""
    """What the token is called; empty for who came in with none of ours."""

    def may_enter(self, now: datetime) -> bool:
        """Whether what it came in with lets in at that moment."""
        return self.expires_at is None or now < self.expires_at


@dataclass(frozen=True, slots=True)
class Listed:
    """A token as `teikyo token list` shows it; moments are in UTC."""

    key: str
    name: str
    actor: str
    roles: tuple[Role, ...]
    """What it carries: the roles that it is narrowed to, as far as its actor holds them."""
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


async def create(
    database: Database,
    name: str,
    roles: Iterable[Role],
    now: datetime,
    days: int | None = None,
    actor: str | None = None,
) -> str:
    """Make a token and return it; it is never seen again. It lets in until `days` days from now have passed.

    It is that actor's, and carries these of its roles; all that it ever holds, where none are given. Without an actor
    it is that of the token's own name, who is made known, as a program, with these roles where it isn't yet.

    Raises `StoreRefused` for a name given before, an actor that is unknown, was ended, or does not hold such a role,
    no role at all, or a number of days that can't be.
    """
    wanted = frozenset(roles)

    async def work(connection: Connection) -> str:
        check(name, days)
        owner = await _owner(connection, actor or name, wanted, now, known=actor is not None)
        _, text = await made(connection, owner, name, wanted, now, days)
        return text

    return await database.write(work)


def check(name: str, days: int | None) -> None:
    """Raise `StoreRefused` for what is no name, or no number of days."""
    actors.check_name(name)
    if days is not None and not 1 <= days <= LONGEST_LIFE:
        raise StoreRefused(Refusal.BAD_EXPIRY, days=days)


async def made(
    connection: Connection, owner: Row, name: str, roles: frozenset[Role], now: datetime, days: int | None
) -> tuple[str, str]:
    """The key and the text of a new token of an actor's, by its row, within a transaction that is open.

    Raises `StoreRefused` for a name given before, and for a role that the actor does not hold.
    """
    key, text = new_text()
    expires = None if days is None else now + timedelta(days=days)
    if await connection.rows("SELECT id FROM access_token WHERE name = ?", name):
        raise StoreRefused(Refusal.NAME_TAKEN, name=name)
    if lacking := roles - await actors.roles_of(connection, owner["id"]):
        raise StoreRefused(Refusal.ROLE_NOT_HELD, name=owner["name"], roles=", ".join(sorted(lacking)))
    await connection.run(
        "INSERT INTO access_token (actor_id, key, name, digest, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
        *(owner["id"], key, name, digest(text), kept(connection, now), kept(connection, expires)),
    )
    (row,) = await connection.rows("SELECT id FROM access_token WHERE key = ?", key)
    await connection.run_many(
        "INSERT INTO access_token_role (token_id, role) VALUES (?, ?)",
        [(row["id"], role.value) for role in sorted(roles)],
    )
    return key, text


async def _owner(connection: Connection, name: str, roles: frozenset[Role], now: datetime, *, known: bool) -> Row:
    if not known and await actors.named(connection, name) is None:
        return await actors.made(connection, name, ActorKind.PROGRAM, roles, now)
    return await actors.active(connection, name)


CARRIED = (
    " LEFT JOIN actor_role ON actor_role.actor_id = actor.id AND"
    " (actor_role.role IN (SELECT one.role FROM access_token_role one WHERE one.token_id = access_token.id)"
    " OR NOT EXISTS (SELECT 1 FROM access_token_role one WHERE one.token_id = access_token.id))"
)
"""The roles that a token carries."""
CARRIED_ROLES = (
    "(SELECT string_agg(role, ' ') FROM actor_role WHERE actor_id = actor.id)",
    "(SELECT string_agg(role, ' ') FROM access_token_role WHERE token_id = access_token.id)",
)
"""What they hang on, for a proof."""


def one_text(*columns: str) -> str:
    """What all of these columns hold, as one text."""
    return " || '/' || ".join(f"coalesce(CAST({column} AS TEXT), '')" for column in columns)


@dataclass(frozen=True)
class Way:
    """A way to come in with a text: what is looked up by its digest, and whom that lets in at a moment, if anyone."""

    sql: str
    proof: str
    """One text of all that may change in what `sql` finds; made to be asked for over and over."""
    holder: Callable[[Sequence[Row], datetime], Holder | None]

    def proof_on(self, engine: Engine) -> str:
        """The proof in the engine's words."""
        return self.proof if engine is Engine.POSTGRESQL else self.proof.replace("string_agg(", "group_concat(")

    async def let_in(self, database: Reads, text: str, now: datetime) -> Holder | None:
        """Who comes in with that text."""
        return self.holder(await database.rows(self.sql, digest(text)), now) if could_be(text) else None


def _by_token(rows: Sequence[Row], now: datetime) -> Holder | None:
    if not rows or rows[0]["revoked_at"] is not None or rows[0]["ended_at"] is not None:
        return None
    found = held(rows)
    return found if found.may_enter(now) else None


_HELD = (
    "SELECT actor.name, actor.kind, access_token.key, expires_at, revoked_at, ended_at, actor_role.role"  # noqa: S608
    f" FROM access_token JOIN actor ON actor.id = access_token.actor_id{CARRIED}"
)
BY_TOKEN = Way(
    f"{_HELD} WHERE digest = ?",
    f"SELECT {one_text('revoked_at', 'ended_at', 'expires_at', *CARRIED_ROLES)} FROM access_token"  # noqa: S608
    " JOIN actor ON actor.id = access_token.actor_id WHERE digest = ?",
    _by_token,
)
"""Who holds the token; nobody one that was never made, has expired or was revoked, or whose actor was ended."""


async def still(database: Reads, holder: Holder, now: datetime) -> Holder | None:
    """Who that holder is by now; `None` where his token lets nobody in any more.

    For one whose token was not made here, another service vouches, and nothing here says otherwise.
    """
    return (
        _by_token(await database.rows(f"{_HELD} WHERE access_token.key = ?", holder.key), now) if holder.key else holder
    )


def held(rows: Sequence[Row]) -> Holder:
    """Who holds a token, by one row for each role that it carries."""
    first = rows[0]
    return Holder(
        name=first["name"],
        roles=frozenset(Role(row["role"]) for row in rows if row["role"] is not None),
        expires_at=moment_of(first["expires_at"]),
        kind=ActorKind(first["kind"]),
        key=first["key"],
    )


async def listed(database: Reads) -> Sequence[Listed]:
    """Every token ever made, by name."""
    rows = await database.rows(
        "SELECT access_token.key, access_token.name, actor.name AS actor, access_token.created_at,"  # noqa: S608
        " expires_at, revoked_at, last_used_at, actor_role.role"
        " FROM access_token JOIN actor ON actor.id = access_token.actor_id"
        f"{CARRIED} ORDER BY access_token.name, actor_role.role"
    )
    roles: dict[str, list[Role]] = {}
    for row in rows:
        roles.setdefault(row["key"], []).extend([Role(row["role"])] if row["role"] is not None else [])
    return [
        Listed(
            key=row["key"],
            name=row["name"],
            actor=row["actor"],
            roles=tuple(roles[row["key"]]),
            created_at=moment_there(row["created_at"]),
            expires_at=moment_of(row["expires_at"]),
            revoked_at=moment_of(row["revoked_at"]),
            last_used_at=moment_of(row["last_used_at"]),
        )
        for row in {row["key"]: row for row in rows}.values()
    ]


async def revoke(database: Database, name: str, now: datetime) -> None:
    """End a token, by its name or key, at once; one that was revoked before stays as it is.

    Raises `StoreRefused` for an unknown one.
    """

    async def work(connection: Connection) -> None:
        rows = await connection.rows("SELECT key FROM access_token WHERE name = ? OR key = ?", name, name)
        if not rows:
            raise StoreRefused(Refusal.NO_SUCH_NAME, name=name)
        for row in rows:
            await revoked(connection, row["key"], now)

    await database.write(work)


async def revoked(connection: Connection, key: str, now: datetime) -> None:
    """The same of the token of that key alone, within a transaction that is open."""
    if not await connection.rows("SELECT id FROM access_token WHERE key = ?", key):
        raise StoreRefused(Refusal.NO_SUCH_NAME, name=key)
    await connection.run(
        "UPDATE access_token SET revoked_at = ? WHERE key = ? AND revoked_at IS NULL", kept(connection, now), key
    )


async def used(database: Database, last: Mapping[str, datetime]) -> None:
    """Note when tokens last let in, by their keys; a later moment that is noted already stays."""

    async def work(connection: Connection) -> None:
        for key, moment in sorted(last.items()):
            at = kept(connection, moment)
            await connection.run(
                "UPDATE access_token SET last_used_at = ? WHERE key = ? AND (last_used_at IS NULL OR last_used_at < ?)",
                *(at, key, at),
            )

    await database.write(work)


__all__ = ["BY_TOKEN", "PREFIX", "Holder", "Listed", "Way", "could_be", "create", "digest", "listed", "revoke", "used"]
