"""Writing changes into the tables of counts: the states that are missing, what differs, and nothing that is zero.

Days are written as ISO texts, of which PostgreSQL makes its own: its driver would make infinities of the calendar's
first and last day, which reckon differently.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TypeVar

from vendors.store.address import Engine
from vendors.store.connection import Connection, Row
from vendors.store.counting.changes import Changes
from vendors.store.counting.pieces import State
from vendors.store.counting.words import WORDS, among, given_rows
from vendors.store.several import AT_ONCE, portions, rows_among

T = TypeVar("T")


async def settle(connection: Connection, changes: Changes) -> None:
    """Make the tables of counts say what has changed; where nothing has, nothing is written."""
    transfers, codes = [*changes.of_transfers()], [*changes.of_codes()]
    states = await _numbers_of(connection, {state for state, _ in transfers} | {state for (state, _), _ in codes})
    rows: Mapping[_Kept, Sequence[Sequence[object]]] = {
        _TRANSFERS: [(states[state], grain, _iso(day), *counts) for state, (grain, day, *counts) in transfers],
        _CODES: [(states[state], code, grain, _iso(day), *counts) for (state, code), (grain, day, *counts) in codes],
        _FINDINGS: [
            (grain, _iso(day), code, severity, *counts)
            for (code, severity), (grain, day, *counts) in changes.of_findings()
        ],
    }
    emptied: set[int] = set()
    for some in _at_once(connection.engine, rows):
        given = [given_rows(those) for those in some.values()]
        written = await connection.rows(_added(connection.engine, tuple(some)), *given)
        zeros = [row for row in written if row["one"] == row["other"] == 0]
        await _remove_rows(connection, zeros)
        emptied |= {row["state"] for row in zeros if row["state"] is not None}
    await _remove(connection, _UNUSED, emptied)


async def _numbers_of(connection: Connection, states: Collection[State]) -> dict[State, int]:
    """The number of each state's row; those that have none get one."""
    by_key = {state.key: state for state in states}
    rows = await rows_among(connection, "SELECT id, key FROM counted_state WHERE key AMONG THESE", by_key)
    missing = sorted(by_key.keys() - {row["key"] for row in rows})
    for some in portions(missing, AT_ONCE):
        rows += await connection.rows(_new_states(connection.engine), given_rows([(key, *by_key[key]) for key in some]))
    return {by_key[row["key"]]: row["id"] for row in rows}


@cache
def _new_states(engine: Engine) -> str:
    words = WORDS[engine]
    kinds = ("TEXT", "TEXT", "TEXT", "BOOLEAN", "TEXT", "BOOLEAN", "TEXT", "BIGINT")
    return (
        "INSERT INTO counted_state"  # noqa: S608  # our own table
        " (key, verdict, basis_kind, abroad, mechanism, record_required, country, service_id)"
        f" SELECT {words.fields(kinds)} FROM {words.each} RETURNING id, key"
    )


@dataclass(frozen=True)
class _Kept:
    """A table of counts."""

    name: str
    key: Mapping[str, str]
    """The columns by which a row is found, each with its kind."""
    counts: tuple[str, str]

    def __hash__(self) -> int:
        return hash(self.name)


_TRANSFERS = _Kept("transfer_count", {"state_id": "BIGINT", "grain": "TEXT", "from_on": "DATE"}, ("transfers", "ended"))
_CODES = _Kept(
    "code_count",
    {"state_id": "BIGINT", "code": "TEXT", "grain": "TEXT", "from_on": "DATE"},
    ("transfers", "ended"),
)
_FINDINGS = _Kept(
    "finding_count",
    {"grain": "TEXT", "from_on": "DATE", "code": "TEXT", "severity": "TEXT"},
    ("findings", "transfers"),
)


def _at_once(engine: Engine, rows: Mapping[_Kept, Sequence[T]]) -> Iterator[Mapping[_Kept, Sequence[T]]]:
    """The rows, as many as are written at once: of all tables together where the engine takes that."""
    parts = {table: [*portions(those, AT_ONCE)] for table, those in rows.items()}
    if engine is Engine.SQLITE:
        yield from ({table: some} for table, those in parts.items() for some in those)
    else:
        for together in zip_longest(*parts.values()):
            yield {table: some for table, some in zip(parts, together, strict=True) if some}


@cache
def _added(engine: Engine, tables: tuple[_Kept, ...]) -> str:
    """The statement that adds to tables of counts, and answers with the rows as they are then."""
    each = {table.name: _added_to(engine, table) for table in tables}
    if len(each) == 1:
        return each[tables[0].name]
    several = ", ".join(f"{name}_now AS ({sql})" for name, sql in each.items())
    return f"WITH {several} " + " UNION ALL ".join(f"SELECT * FROM {name}_now" for name in each)  # noqa: S608  # ours


def _added_to(engine: Engine, table: _Kept) -> str:
    words, key, (one, other) = WORDS[engine], ", ".join(table.key), table.counts
    return (
        f"INSERT INTO {table.name} ({key}, {one}, {other})"  # noqa: S608  # our own tables
        f" SELECT {words.fields([*table.key.values(), 'INT', 'INT'])} FROM {words.each} WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET {one} = {table.name}.{one} + excluded.{one},"
        f" {other} = {table.name}.{other} + excluded.{other}"
        f" RETURNING '{table.name}' AS name, id, {'state_id' if 'state_id' in table.key else 'CAST(null AS BIGINT)'}"
        f" AS state, {one} AS one, {other} AS other"
    )


async def _remove_rows(connection: Connection, rows: Sequence[Row]) -> None:
    """Remove rows that say nothing any more."""
    for name in sorted({row["name"] for row in rows}):
        those = [row["id"] for row in rows if row["name"] == name]
        await _remove(connection, f"DELETE FROM {name} WHERE id {{among}}", those)  # noqa: S608  # our own tables


_UNUSED = (
    "DELETE FROM counted_state WHERE id {among}"
    " AND NOT EXISTS (SELECT 1 FROM transfer_count WHERE state_id = counted_state.id)"
    " AND NOT EXISTS (SELECT 1 FROM code_count WHERE state_id = counted_state.id)"
)
"""States that no count names any more."""


async def _remove(connection: Connection, sql: str, numbers: Iterable[int]) -> None:
    for some in portions(sorted(numbers), AT_ONCE):
        those, given = among(connection.engine, some)
        await connection.run(sql.format(among=those), given)


@lru_cache(maxsize=65536)  # the days on which anything changes are few, and asked for again and again
def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
