"""Writing changes into the tables of counts: the states that are missing, what differs, and nothing that is zero.

Days are written as ISO texts, of which PostgreSQL makes its own: its driver would make infinities of the calendar's
first and last day, which reckon differently.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from vendors.store.address import Engine
from vendors.store.connection import Connection
from vendors.store.counting.changes import Changes
from vendors.store.counting.pieces import State
from vendors.store.counting.words import WORDS, given_numbers, given_rows
from vendors.store.several import AT_ONCE, portions, rows_among


async def settle(connection: Connection, changes: Changes) -> None:
    """Make the tables of counts say what has changed; where nothing has, nothing is written."""
    transfers, codes = [*changes.of_transfers()], [*changes.of_codes()]
    states = await _numbers_of(connection, {state for state, _ in transfers} | {state for (state, _), _ in codes})
    emptied = await _write(
        connection,
        _TRANSFERS,
        [(states[state], grain, _iso(day), *counts) for state, (grain, day, *counts) in transfers],
    )
    emptied |= await _write(
        connection,
        _CODES,
        [(states[state], code, grain, _iso(day), *counts) for (state, code), (grain, day, *counts) in codes],
    )
    await _write(
        connection,
        _FINDINGS,
        [
            (grain, _iso(day), code, severity, *counts)
            for (code, severity), (grain, day, *counts) in changes.of_findings()
        ],
    )
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
    of_states: bool = True

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
    of_states=False,
)


async def _write(connection: Connection, table: _Kept, rows: Sequence[Sequence[object]]) -> set[int]:
    """Add to a table of counts, remove rows that come to zero, and return the numbers of the states they were of."""
    emptied: set[int] = set()
    for some in portions(rows, AT_ONCE):
        written = await connection.rows(_added(connection.engine, table), given_rows(some))
        zero = [row for row in written if row["one"] == row["other"] == 0]
        await _remove(connection, f"DELETE FROM {table.name} WHERE id {{among}}", [row["id"] for row in zero])  # noqa: S608
        emptied |= {row["state"] for row in zero if table.of_states}
    return emptied


@cache
def _added(engine: Engine, table: _Kept) -> str:
    words, key, (one, other) = WORDS[engine], ", ".join(table.key), table.counts
    return (
        f"INSERT INTO {table.name} ({key}, {one}, {other})"  # noqa: S608  # our own tables
        f" SELECT {words.fields([*table.key.values(), 'INT', 'INT'])} FROM {words.each} WHERE true"
        f" ON CONFLICT ({key}) DO UPDATE SET {one} = {table.name}.{one} + excluded.{one},"
        f" {other} = {table.name}.{other} + excluded.{other}"
        f" RETURNING id, {'state_id' if table.of_states else 'null'} AS state, {one} AS one, {other} AS other"
    )


_UNUSED = (
    "DELETE FROM counted_state WHERE id {among}"
    " AND NOT EXISTS (SELECT 1 FROM transfer_count WHERE state_id = counted_state.id)"
    " AND NOT EXISTS (SELECT 1 FROM code_count WHERE state_id = counted_state.id)"
)
"""States that no count names any more."""


async def _remove(connection: Connection, sql: str, numbers: Iterable[int]) -> None:
    engine = connection.engine
    for some in portions(sorted(numbers), AT_ONCE):
        await connection.run(sql.format(among=WORDS[engine].among), given_numbers(engine, some))


@lru_cache(maxsize=65536)  # the days on which anything changes are few, and asked for again and again
def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()
