"""The register as it was recorded, entry by entry, with what each entry is found by, and the imports that did it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from models.entry import Entry, Recorded
from vendors.folding import searched
from vendors.ledger.sealing import Seals
from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries.delivery import Delivery
from vendors.store.change import Change
from vendors.store.connection import Connection
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR, Difference, without_persons
from vendors.store.rows import Rows

Loadings = Sequence[tuple[int, Difference]]
"""The numbers of the loadings that a change is recorded by, each with what of it is its own."""

Numbers = tuple[int, int, int]
"""How many entries are added, corrected and removed."""


async def begin_loadings(connection: Connection, those: Sequence[tuple[Numbers, str | None]]) -> list[int]:
    """The numbers of new loadings, in their order, each of how much it does and who does it; see `end_loadings`."""
    if not those:
        return []
    marks = ", ".join(["(?, ?, ?, ?, ?)"] * len(those))
    now = datetime.now(UTC)
    values = [value for numbers, by in those for value in (now, by, *numbers)]
    made = await connection.rows(
        f"INSERT INTO loading (loaded_at, loaded_by, added, corrected, removed) VALUES {marks} RETURNING id",  # noqa: S608
        *connection.stored(*values),
    )
    return sorted(row["id"] for row in made)


async def end_loadings(connection: Connection, those: Iterable[tuple[int, datetime]]) -> None:
    """Say when each was done: right before it can be seen, so that who asks for changes since misses none."""
    await connection.run_many("UPDATE loading SET loaded_at = ? WHERE id = ?", [(now, number) for number, now in those])


async def write_entries(rows: Rows, connection: Connection, change: Change, loadings: Loadings, seals: Seals) -> None:
    """Record what is added and corrected, and forget what is removed; every other entry stays as it was recorded.

    The persons that deliveries list are sealed for the ledger here, where the deliveries are written without them.
    """
    for name in (OPERATOR, LIMITS, *ENTRY_TYPES):
        if name not in IN_OWN_ROWS and change.changes(name):
            await _write_list(rows, connection, name, change, loadings, seals)


async def _write_list(
    rows: Rows, connection: Connection, name: str, change: Change, loadings: Loadings, seals: Seals
) -> None:
    entries, bodies, difference = change.entries[name], change.bodies[name], change.difference

    def body(key: str) -> str:
        entry = entries[key]
        text = without_persons(entry, bodies[key])
        if isinstance(entry, Delivery):
            seals.seal_delivery(rows, entry, text)
        return text

    by = {key: number for number, own in loadings for key in own.touched(name)}
    async for key in rows.along(sorted(difference.added[name])):
        rows.add(Entry, list=name, key=key, body=body(key))
        rows.add(Recorded, list=name, key=key, loading_id=by[key], texts=searched(entries[key]))
    corrected = sorted(difference.corrected[name])
    await connection.run_many(
        "UPDATE entry SET body = ? WHERE list = ? AND key = ?",
        [(body(key), name, key) for key in corrected],
    )
    await connection.run_many(
        "UPDATE recorded SET loading_id = ?, texts = ? WHERE list = ? AND key = ?",
        [(by[key], searched(entries[key]), name, key) for key in corrected],
    )
    for table in ("entry", "recorded"):
        await connection.run_many(
            f"DELETE FROM {table} WHERE list = ? AND key = ?",  # noqa: S608  # one of these two
            [(name, key) for key in difference.removed[name]],
        )
