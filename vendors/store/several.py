"""Rows for several keys at once, on either engine: as few statements as there are thousands of keys."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson

from vendors.store.address import Engine
from vendors.store.connection import Reads, Row

T = TypeVar("T")

AT_ONCE = 5_000
"""Keys that one statement asks for; whoever needs more of a table than this may as well read all of it."""

_AMONG = "AMONG THESE"


async def rows_among(database: Reads, sql: str, keys: Iterable[str], *values: object) -> list[Row]:
    """The rows that a statement answers with for any of the keys; it says `WHERE code AMONG THESE`.

    `values` are for the question marks before that.
    """
    found: list[Row] = []
    for some in portions(sorted(set(keys)), AT_ONCE):
        if database.engine is Engine.SQLITE:
            said, given = "IN (SELECT value FROM json_each(?))", orjson.dumps(some).decode()
            found.extend(await database.rows(sql.replace(_AMONG, said), *values, given))
        else:
            found.extend(await database.rows(sql.replace(_AMONG, "= ANY(?::text[])"), *values, list(some)))
    return found


async def rows_of_several(
    database: Reads, sql: Mapping[str, str], keys: Mapping[str, Iterable[str]], also: Iterable[str] = ()
) -> list[Row]:
    """The same of several such statements with the same columns, each with its own keys: asked all at once.

    `also` are further statements with these columns, which have no keys.
    """
    few = {name: sorted(set(keys[name])) for name in sql}
    without = list(also)
    if any(len(those) > AT_ONCE for those in few.values()):
        found = [row for name, one in sql.items() for row in await rows_among(database, one, few[name])]
        return found + [row for one in without for row in await database.rows(one)]
    names = [name for name in sql if few[name]]
    if not (names or without):
        return []
    said: str
    given: list[Any]
    if database.engine is Engine.SQLITE:
        said, given = "IN (SELECT value FROM json_each(?))", [orjson.dumps(few[name]).decode() for name in names]
    else:
        said, given = "= ANY(?::text[])", [few[name] for name in names]
    whole = " UNION ALL ".join([*(sql[name].replace(_AMONG, said) for name in names), *without])
    return list(await database.rows(whole, *given))


def portions(many: Sequence[T], number: int) -> Iterator[Sequence[T]]:
    """The values, so many at a time."""
    return (many[start : start + number] for start in range(0, len(many), number))
