"""Actors: the persons and programs that ask and write, with the roles that they hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import ActorKind, Role
from vendors.names import LONGEST, can_be_told_apart, looks_like
from vendors.rights import COMMANDS, may_run
from vendors.store.connection import Connection, Reads, Row
from vendors.store.database import Database
from vendors.store.moments import kept, moment_of, moment_there
from vendors.store.refusals import Refusal, StoreRefused

FROM_ELSEWHERE = "oidc:"
"""How the names of those begin whom another service vouches for; nobody here can be called so."""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, as lists show it; moments are in UTC."""

    name: str
    kind: ActorKind
    roles: tuple[Role, ...]
    created_at: datetime
    ended_at: datetime | None


async def create(database: Database, name: str, kind: ActorKind, roles: Iterable[Role], now: datetime) -> None:
    """Make an actor known. Raises `StoreRefused` for a name given before, or none that could be, or no role."""

    async def work(connection: Connection) -> None:
        if await named(connection, name) is not None:
            raise StoreRefused(Refusal.ACTOR_KNOWN, name=name)
        await made(connection, name, kind, roles, now)

    await database.write(work)


async def made(connection: Connection, name: str, kind: ActorKind, roles: Iterable[Role], now: datetime) -> Row:
    """The row of an actor that is not there yet, within a transaction that is open."""
    check_name(name)
    if looks_like(name, FROM_ELSEWHERE):
        raise StoreRefused(Refusal.BAD_NAME)
    held = sorted(set(roles))
    if not held:
        raise StoreRefused(Refusal.NO_ROLE)
    await connection.run(
        "INSERT INTO actor (name, kind, created_at) VALUES (?, ?, ?)", name, kind.value, kept(connection, now)
    )
    row = await named(connection, name)
    assert row is not None, "it was made"
    await given(connection, row, held)
    return row


async def grant(database: Database, name: str, roles: Iterable[Role]) -> None:
    """Give an actor roles on top of those that it holds. Raises `StoreRefused` for one that is unknown or ended."""

    async def work(connection: Connection) -> None:
        row = await active(connection, name)
        await given(connection, row, set(roles) - await roles_of(connection, row["id"]))

    await database.write(work)


async def given(connection: Connection, row: Row, roles: Iterable[Role]) -> None:
    """Give an actor, by its row, roles that it does not hold, within a transaction that is open."""
    await connection.run_many(
        "INSERT INTO actor_role (actor_id, role) VALUES (?, ?)", [(row["id"], role.value) for role in sorted(roles)]
    )


async def withdraw(database: Database, name: str, roles: Iterable[Role]) -> None:
    """Take roles from an actor, at once and whatever its tokens say. Raises `StoreRefused` for an unknown one."""

    async def work(connection: Connection) -> None:
        await taken(connection, await known(connection, name), roles)

    await database.write(work)


async def taken(connection: Connection, row: Row, roles: Iterable[Role]) -> None:
    """Take roles from an actor, by its row, within a transaction that is open."""
    await connection.run_many(
        "DELETE FROM actor_role WHERE actor_id = ? AND role = ?", [(row["id"], role.value) for role in set(roles)]
    )


async def changed(connection: Connection, row: Row, kind: ActorKind) -> None:
    """Say of an actor, by its row, that it is a person, or a program, within a transaction that is open."""
    await connection.run("UPDATE actor SET kind = ? WHERE id = ?", kind.value, row["id"])


async def end(database: Database, name: str, now: datetime) -> None:
    """Let an actor in no more, with any token or browser; one that was ended before stays as it is."""

    async def work(connection: Connection) -> None:
        await ended(connection, await known(connection, name), now)

    await database.write(work)


async def ended(connection: Connection, row: Row, now: datetime) -> None:
    """The same, by its row, within a transaction that is open."""
    await connection.run(
        "UPDATE actor SET ended_at = ? WHERE id = ? AND ended_at IS NULL", kept(connection, now), row["id"]
    )


async def listed(database: Reads) -> Sequence[Actor]:
    """Every actor that was ever made known, by name."""
    roles: dict[int, list[Role]] = {}
    for row in await database.rows("SELECT actor_id, role FROM actor_role ORDER BY role"):
        roles.setdefault(row["actor_id"], []).append(Role(row["role"]))
    rows = await database.rows("SELECT id, name, kind, created_at, ended_at FROM actor ORDER BY name")
    return [
        Actor(
            name=row["name"],
            kind=ActorKind(row["kind"]),
            roles=tuple(roles.get(row["id"], ())),
            created_at=moment_there(row["created_at"]),
            ended_at=moment_of(row["ended_at"]),
        )
        for row in rows
    ]


async def check_may_run(database: Reads, name: str | None, command: str) -> None:
    """Raise `StoreRefused` where an actor of that name is known and may not run the command, or was ended.

    Whoever can open the database can do anything with it, so that this keeps nobody out: it keeps from doing in
    somebody's name what he has no right to. A name that is no actor's, or none, is only put on record; refused is one
    that looks like another.
    """
    if name is None:
        return
    row = await named(database, name)
    if row is None:
        check_name(name)
        return
    if row["ended_at"] is not None:
        raise StoreRefused(Refusal.ACTOR_ENDED, name=name)
    if not may_run(command, await roles_of(database, row["id"])):
        roles = " / ".join(sorted(COMMANDS.get(command, ())))
        raise StoreRefused(Refusal.ROLE_NOT_HELD, name=name, roles=roles)


async def named(database: Reads, name: str) -> Row | None:
    """The row of the actor of that name."""
    rows = await database.rows("SELECT id, name, kind, ended_at FROM actor WHERE name = ?", name)
    return rows[0] if rows else None


async def known(database: Reads, name: str) -> Row:
    """The same; raises `StoreRefused` where there is none."""
    row = await named(database, name)
    if row is None:
        raise StoreRefused(Refusal.NO_SUCH_ACTOR, name=name)
    return row


async def active(database: Reads, name: str) -> Row:
    """The same; raises `StoreRefused` for one that was ended, too."""
    row = await known(database, name)
    if row["ended_at"] is not None:
        raise StoreRefused(Refusal.ACTOR_ENDED, name=name)
    return row


async def of_another(connection: Connection, role: Role, row: Row) -> bool:
    """Whether anyone but that actor holds a role, and was not ended."""
    others = await connection.rows(
        "SELECT 1 AS one FROM actor JOIN actor_role ON actor_role.actor_id = actor.id"
        " WHERE role = ? AND ended_at IS NULL AND actor.id <> ? LIMIT 1",
        *(role.value, row["id"]),
    )
    return bool(others)


async def roles_of(database: Reads, number: int) -> frozenset[Role]:
    """The roles that an actor holds, by the number of its row."""
    rows = await database.rows("SELECT role FROM actor_role WHERE actor_id = ?", number)
    return frozenset(Role(row["role"]) for row in rows)


def check_name(name: str) -> None:
    """Raise `StoreRefused` for what is no name of an actor or token."""
    if len(name) > LONGEST or not can_be_told_apart(name):
        raise StoreRefused(Refusal.BAD_NAME)
