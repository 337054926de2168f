"""The one place where a change is made: applied with its judgement and recorded, in the transaction that is open.

An import comes here with the difference of a whole file, a verb with the few entries that it writes.
"""

from dataclasses import dataclass

from vendors.judgement import Progress
from vendors.ledger.recording import record
from vendors.ledger.sealing import Seals
from vendors.rules import RULE_SET
from vendors.store.applying import apply
from vendors.store.change import Change, Occasion
from vendors.store.connection import Connection
from vendors.store.judgements import judged_by, write_judged
from vendors.store.recording import begin_loading, end_loading
from vendors.store.rows import Rows


@dataclass(frozen=True)
class Changed:
    """What a change did."""

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
        return self == Changed()


async def make(connection: Connection, change: Change, occasion: Occasion, progress: Progress | None = None) -> Changed:
    """Make a change, with all that is said otherwise because of it; nothing where nothing would be another.

    The register has to be whole afterwards, as its file would have to be; that is for whoever made the change to see
    to. Where what is stored was judged by other rules, the change has to hold the whole register.
    """
    before = await judged_by(connection)
    rules_changed = before is not None and before != RULE_SET
    if not change.difference and before == RULE_SET:
        return Changed()
    number = await begin_loading(connection, change.difference, occasion.by)
    seals = Seals()
    judged_anew = await apply(connection, change, number, progress, seals, rules_changed=rules_changed)
    now = await record(connection, change, seals, occasion, None if before == RULE_SET else RULE_SET)
    if before != RULE_SET:
        rows = Rows(connection)
        write_judged(rows, RULE_SET, now)
        await rows.write()
    if number is not None:
        await end_loading(connection, number, now)
    added, corrected, removed = change.difference.numbers
    return Changed(added, corrected, removed, judged_anew, rules_changed)
