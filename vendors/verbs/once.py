"""Verbs that write no entry of the register: done once for each key, by whoever still may, in one transaction."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from vendors import tokens
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.verbs.keys import Kept, Key, Place, keep, kept_before
from vendors.verbs.refusals import KeyTaken

T = TypeVar("T")


class RightsLost(Exception):  # noqa: N818  # a state, not an error
    """Who does it has lost a role since he came in, or is let in no more. Nothing was changed."""


async def done_once(
    database: Database,
    key: Key,
    by: tokens.Holder,
    now: datetime,
    do: Callable[[Connection], Awaitable[T]],
    kept: Callable[[T], object],
    about: Callable[[T], Sequence[Place]],
) -> T | Mapping[str, Any]:
    """What is done, or where it was done under that key before, what was `kept` of it then.

    `about` tells where the persons are sealed whom the input names; what is kept names nobody. Whether he still has
    the roles with which he came in is looked at in the transaction that does it; raises `RightsLost` where he has not,
    and `KeyTaken` where something else was done under the key.
    """

    async def work(connection: Connection) -> T | Mapping[str, Any]:
        await check_still(connection, by, now)
        return await once(connection, key, do, kept, about)

    return await database.write(work)


async def once(
    connection: Connection,
    key: Key,
    do: Callable[[Connection], Awaitable[T]],
    kept: Callable[[T], object],
    about: Callable[[T], Sequence[Place]],
) -> T | Mapping[str, Any]:
    """The same in the transaction that is open, whoever does it."""
    (before,) = await kept_before(connection, [key])
    if isinstance(before, KeyTaken):
        raise before
    if before is not None:
        kept_then: Mapping[str, Any] = before
        return kept_then
    done = await do(connection)
    await keep(connection, [Kept(key, kept(done), about(done))])
    return done


async def check_still(database: Connection, by: tokens.Holder, now: datetime) -> None:
    """Raise `RightsLost` where somebody has a role no more with which he came in."""
    holder = await tokens.still(database, by, now)
    if holder is None or not by.roles <= holder.roles:
        raise RightsLost
