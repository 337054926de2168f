"""Browser sessions: a browser that somebody signed in with, by a token. Each is a row, so that it can be ended.

What the browser keeps has the form of a token and is known by its SHA-256 alone, but is none: it lets in with nothing
but a browser, and no longer than the token that it began with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from vendors.store.connection import Connection, Reads, Row
from vendors.store.database import Database
from vendors.store.moments import kept, moment_of, moment_there
from vendors.store.refusals import Refusal, StoreRefused
from vendors.token_text import could_be, digest, new_text
from vendors.tokens import CARRIED, CARRIED_ROLES, Holder, Way, held, one_text

LIFE = timedelta(hours=12)
"""For how long one lets in."""
_KEPT = timedelta(days=90)
"""For how long one that is over is still listed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as `teikyo session list` shows it; moments are in UTC."""

    key: str
    actor: str
    token: str
    """The name of the token that it began with."""
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None


async def begin(database: Database, token: str, now: datetime, before: str | None = None) -> str | None:
    """Begin a session with a token, and return what the browser keeps; `None` where the token lets nobody in.

    `before` is what the browser kept until now: that session ends.
    """
    key, text = new_text()

    async def work(connection: Connection) -> bool:
        found = await connection.rows(
            "SELECT access_token.id FROM access_token JOIN actor ON actor.id = access_token.actor_id WHERE digest = ?"
            " AND revoked_at IS NULL AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > ?)",
            *(digest(token), kept(connection, now)),
        )
        if not found:
            return False
        await connection.run(
            "INSERT INTO browser_session (token_id, key, digest, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
            *(found[0]["id"], key, digest(text), kept(connection, now), kept(connection, now + LIFE)),
        )
        if before is not None:
            await _end(connection, "digest", digest(before), now)
        await connection.run("DELETE FROM browser_session WHERE expires_at < ?", kept(connection, now - _KEPT))
        return True

    return text if could_be(token) and await database.write(work) else None


def _by_session(rows: Sequence[Row], now: datetime) -> Holder | None:
    if not rows or any(rows[0][name] is not None for name in ("revoked_at", "actor_ended_at", "ended_at")):
        return None
    found, end = held(rows), moment_there(rows[0]["session_expires_at"])
    found = replace(found, expires_at=end if found.expires_at is None else min(end, found.expires_at))
    return found if found.may_enter(now) else None


_ENDINGS = (
    *("browser_session.ended_at", "browser_session.expires_at"),
    *("access_token.revoked_at", "access_token.expires_at", "actor.ended_at"),
)
"""Whichever comes first ends it."""
BY_SESSION = Way(
    "SELECT actor.name, actor.kind, access_token.key, access_token.expires_at, access_token.revoked_at,"  # noqa: S608
    " actor.ended_at AS actor_ended_at, browser_session.ended_at, browser_session.expires_at AS session_expires_at,"
    " actor_role.role FROM browser_session JOIN access_token ON access_token.id = browser_session.token_id"
    f" JOIN actor ON actor.id = access_token.actor_id{CARRIED} WHERE browser_session.digest = ?",
    f"SELECT {one_text(*_ENDINGS, *CARRIED_ROLES)} FROM browser_session"  # noqa: S608
    " JOIN access_token ON access_token.id = browser_session.token_id"
    " JOIN actor ON actor.id = access_token.actor_id WHERE browser_session.digest = ?",
    _by_session,
)
"""Who is signed in; nobody where that is over, or the token that it began with lets nobody in any more."""


async def end(database: Database, text: str, now: datetime) -> None:
    """End the session of which a browser keeps this; one that is over, or never was, stays as it is."""
    await database.write(lambda connection: _end(connection, "digest", digest(text), now))


async def revoke(database: Database, key: str, now: datetime) -> None:
    """End a session by its key, at once; one that is over stays as it is. Raises `StoreRefused` for an unknown key."""

    async def work(connection: Connection) -> None:
        if not await connection.rows("SELECT id FROM browser_session WHERE key = ?", key):
            raise StoreRefused(Refusal.NO_SUCH_SESSION, name=key)
        await _end(connection, "key", key, now)

    await database.write(work)


async def listed(database: Reads) -> Sequence[Listed]:
    """The sessions that there are, and those of the last three months, by the moment at which they began."""
    rows = await database.rows(
        "SELECT browser_session.key, actor.name AS actor, access_token.name AS token, browser_session.created_at,"
        " browser_session.expires_at, browser_session.ended_at FROM browser_session"
        " JOIN access_token ON access_token.id = browser_session.token_id"
        " JOIN actor ON actor.id = access_token.actor_id ORDER BY browser_session.created_at, browser_session.id"
    )
    return [
        Listed(
            key=row["key"],
            actor=row["actor"],
            token=row["token"],
            created_at=moment_there(row["created_at"]),
            expires_at=moment_there(row["expires_at"]),
            ended_at=moment_of(row["ended_at"]),
        )
        for row in rows
    ]


async def _end(connection: Connection, column: str, value: str, now: datetime) -> None:
    await connection.run(
        f"UPDATE browser_session SET ended_at = ? WHERE {column} = ? AND ended_at IS NULL",  # noqa: S608  # ours
        *(kept(connection, now), value),
    )
