"""Verifying: the ledger replayed from empty, and everything that is stored compared with what comes of it."""

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vendors.ledger.comparing import Digests, first_difference
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.records import look_at_records
from vendors.ledger.remembering import Remembered
from vendors.ledger.replaying import replay
from vendors.ledger.tree import EMPTY, tree_root
from vendors.rules import RULE_SET
from vendors.store.address import address
from vendors.store.connection import Connection
from vendors.store.database import Database, opened
from vendors.store.judgements import judged_by
from vendors.store.refusals import Refusal, StoreRefused

Progress = Callable[[str, int], None]
"""Called with what is being done (`replay`, `judge`, `compare`) and how much of it is done."""


@dataclass(frozen=True)
class Verified:
    """What was found to be as the ledger has it."""

    size: int
    root: bytes
    transfers: int
    leaves: tuple[bytes, ...]
    """The leaves, from which anything about the tree can be proven."""


async def verify(database: Database, progress: Progress = lambda _what, _done: None) -> Verified:
    """Compare all that is stored with a replay of the ledger, on one state of the database.

    Raises `LedgerDiffers` with the first thing that differs, and `StoreRefused` where another rule set judged.
    """

    async def work(connection: Connection) -> Verified:
        replayed = await replay(connection, heard=lambda done: progress("replay", done))
        known = await look_at_records(connection, replayed)
        if known is None:
            await look_at_tables(await Digests(connection).read(), Digests(connection).empty())
            return Verified(0, EMPTY, 0, ())
        judged = await judged_by(connection)
        if judged != RULE_SET:
            raise StoreRefused(Refusal.JUDGED_OTHERWISE, database=database.address, stored=judged, current=RULE_SET)
        stored = await Digests(connection).read()
        await asyncio.create_task(_against_a_replay(stored, known, progress, database.address.reference_key))
        return Verified(
            replayed.size, tree_root(replayed.leaves), len(known.register.transfers), tuple(replayed.leaves)
        )

    return await database.read(work)


async def look_at_tables(stored: Digests, replayed: Digests) -> None:
    """Compare all other tables with those of a replay. Raises `LedgerDiffers`."""
    odd = await first_difference(stored, replayed)
    if odd is not None:
        kind = Difference.VALUE if odd.columns else Difference.ROW
        raise LedgerDiffers(kind, table=odd.table, row=odd.row, column=", ".join(odd.columns))


async def _against_a_replay(stored: Digests, known: Remembered, progress: Progress, key: bytes) -> None:
    """Load the register into an empty database, judge it there, and compare; a task of its own, with its own tables.

    Of deliveries whose persons were purged, what was said last is on the ledger, and stands.
    """
    # Loading needs the ledger, and verifying needs loading.
    from vendors.store.loading import load  # noqa: PLC0415
    from vendors.store.migrating import migrate  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="teikyo-verify-") as folder:
        async with opened(address(str(Path(folder) / "replayed.db"), key), make=True) as empty:
            await empty.run("PRAGMA synchronous = OFF")
            await migrate(empty)
            await load(
                empty,
                known.register,
                progress=lambda done, _whole: progress("judge", done),
                purged=known.purged,
            )
            progress("compare", 1)
            await look_at_tables(stored, await Digests(empty).read())
