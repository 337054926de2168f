"""Loading a register: the difference from what is stored, applied with its judgement, in one transaction."""

from collections.abc import Mapping

from vendors.judgement import Progress
from vendors.ledger.adopting import MIGRATE
from vendors.purging.purged import Purged
from vendors.register.entries.register import Register
from vendors.rules import RULE_SET
from vendors.store.change import Change, Occasion
from vendors.store.changing import Changed, make
from vendors.store.connection import Connection
from vendors.store.database import Database
from vendors.store.entries import bodies_of, difference, entries_of, stored_bodies, stored_register
from vendors.store.judgements import judged_by
from vendors.store.refusals import Refusal, StoreRefused

IMPORT = "import"
"""The verb of whoever loads a file."""


async def load(
    database: Database,
    register: Register,
    *,
    by: str | None = None,
    verb: str = IMPORT,
    progress: Progress | None = None,
    purged: Mapping[str, Purged] | None = None,
) -> Changed:
    """Make the stored register this one, with its findings and spans: all of it, or nothing.

    Entries that are as they were keep their rows; loading a register again writes nothing. `by` is who loads it,
    by which `verb`. `purged` is what stands of deliveries whose persons are purged, where they are added.

    Raises `StoreRefused` where it says otherwise of a stored delivery whose persons were purged.
    """
    entries = entries_of(register)
    bodies = bodies_of(entries)

    async def is_there(connection: Connection) -> bool:
        stored = await stored_bodies(connection)
        return not difference(bodies, stored) and await judged_by(connection) == RULE_SET

    if await database.read(is_there):
        return Changed()

    async def work(connection: Connection) -> Changed:
        changes = difference(bodies, await stored_bodies(connection))
        return await make(connection, Change(changes, entries, bodies, purged or {}), Occasion(verb, by), progress)

    return await database.write(work)


async def judge_anew(database: Database, progress: Progress | None = None) -> Changed:
    """Judge the stored register by this version's rule set, where it was judged by another; no entry changes."""

    async def stored(connection: Connection) -> Register | None:
        return None if await judged_by(connection) in {None, RULE_SET} else await stored_register(connection)

    register = await database.read(stored)
    return Changed() if register is None else await load(database, register, verb=MIGRATE, progress=progress)


async def the_register(database: Database) -> Register:
    """The register that is stored. Raises `StoreRefused` where there is none."""
    register = await database.read(stored_register)
    if register is None:
        raise StoreRefused(Refusal.NO_REGISTER, database=database.address)
    return register
