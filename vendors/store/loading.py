"""Loading a register: the difference from what is stored, applied with its judgement, in one transaction."""

from dataclasses import dataclass
from datetime import UTC, datetime

from vendors.judgement import Progress
from vendors.register.entries import Register
from vendors.rules import RULE_SET
from vendors.store.applying import apply
from vendors.store.change import Change
from vendors.store.database import Connection, Database
from vendors.store.entries import bodies_of, difference, entries_of, stored_bodies, stored_register
from vendors.store.judgements import judged_by, write_judged
from vendors.store.recording import begin_loading, end_loading
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.rows import Rows


@dataclass(frozen=True)
class Loaded:
    """What a loading did."""

    added: int = 0
    corrected: int = 0
    removed: int = 0
    judged_anew: int = 0
    """How many transfers and deliveries have another judgement than before."""
    rules_changed: bool = False
    """Whether what was stored had been judged by another rule set."""

    @property
    def nothing_changed(self) -> bool:
        """Whether nothing was written at all."""
        return self == Loaded()


async def load(
    database: Database, register: Register, *, by: str | None = None, progress: Progress | None = None
) -> Loaded:
    """Make the stored register this one, with its findings and spans: all of it, or nothing.

    Entries that are as they were keep their rows; loading a register again writes nothing. `by` is who loads it.
    """
    entries = entries_of(register)
    bodies = bodies_of(entries)

    async def is_there(connection: Connection) -> bool:
        stored = await stored_bodies(connection)
        return not difference(bodies, stored) and await judged_by(connection) == RULE_SET

    if await database.read(is_there):
        return Loaded()

    async def work(connection: Connection) -> Loaded:
        changes = difference(bodies, await stored_bodies(connection))
        before = await judged_by(connection)
        if not changes and before == RULE_SET:
            return Loaded()
        return await _apply(connection, Change(changes, entries, bodies), before, by, progress)

    return await database.write(work)


async def judge_anew(database: Database, progress: Progress | None = None) -> Loaded:
    """Judge the stored register by this version's rule set, where it was judged by another; no entry changes."""

    async def stored(connection: Connection) -> Register | None:
        return None if await judged_by(connection) in {None, RULE_SET} else await stored_register(connection)

    register = await database.read(stored)
    return Loaded() if register is None else await load(database, register, progress=progress)


async def the_register(database: Database) -> Register:
    """The register that is stored. Raises `StoreRefused` where there is none."""
    register = await database.read(stored_register)
    if register is None:
        raise StoreRefused(Refusal.NO_REGISTER, database=database.address)
    return register


async def _apply(
    connection: Connection, change: Change, before: str | None, by: str | None, progress: Progress | None
) -> Loaded:
    rules_changed = before is not None and before != RULE_SET
    loading = await begin_loading(connection, change.difference, by)
    judged_anew = await apply(connection, change, loading, progress, rules_changed=rules_changed)
    now = datetime.now(UTC)
    rows = Rows(connection)
    write_judged(rows, RULE_SET, now)
    await rows.write()
    if loading is not None:
        await end_loading(connection, loading, now)
    added, corrected, removed = change.difference.numbers
    return Loaded(added, corrected, removed, judged_anew, rules_changed)
