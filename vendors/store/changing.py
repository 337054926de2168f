"""The one place where a change is made: applied with its judgement and recorded, in the transaction that is open.

An import comes here with the difference of a whole file, a verb with the few entries that it writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vendors.gate.naming import follow_decisions
from vendors.judgement import Progress
from vendors.ledger.recording import record
from vendors.ledger.sealing import Seals
from vendors.purging.closed import check_not_purged
from vendors.received.judging import judge_all_received
from vendors.rules import RULE_SET
from vendors.store.applying import apply
from vendors.store.change import Change, Occasion
from vendors.store.connection import Connection
from vendors.store.entries import LIMITS, Difference
from vendors.store.judgements import judged_by, write_judged
from vendors.store.recording import begin_loadings, end_loadings
from vendors.store.rows import Rows
from vendors.store.touched import Touched


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


@dataclass(frozen=True)
class Share:
    """What one caller does of a change that several make at once."""

    difference: Difference
    occasion: Occasion
    judged: frozenset[str] = frozenset()
    """The transfers of which something else may be said because of him; where he is alone, all are his."""


async def make(connection: Connection, change: Change, occasion: Occasion, progress: Progress | None = None) -> Changed:
    """Make a change, with all that is said otherwise because of it; nothing where nothing would be another.

    The register has to be whole afterwards, as its file would have to be; that is for whoever made the change to see
    to. Where what is stored was judged by other rules, the change has to hold the whole register.
    """
    return (await make_together(connection, change, [Share(change.difference, occasion)], progress))[0]


async def make_together(
    connection: Connection, change: Change, shares: Sequence[Share], progress: Progress | None = None
) -> list[Changed]:
    """Make a change that is made of these shares, each recorded as if it were made by itself, in this order.

    No two of them may write the same entry, or be why the same transfer is judged. Raises `StoreRefused` where a
    delivery is corrected whose persons were purged.
    """
    before = await judged_by(connection)
    rules_changed = before is not None and before != RULE_SET
    if not change.difference and before == RULE_SET:
        return [Changed() for _ in shares]
    await check_not_purged(connection, change.difference.corrected["deliveries"])
    written = [share for share in shares if share.difference]
    numbers = await begin_loadings(connection, [(share.difference.numbers, share.occasion.by) for share in written])
    loadings = [(number, share.difference) for number, share in zip(numbers, written, strict=True)]
    seals = Seals()
    anew = await apply(connection, change, loadings, progress, seals, rules_changed=rules_changed)
    seals.beside += await follow_decisions(connection, change)
    if rules_changed or change.changes(LIMITS):
        await judge_all_received(connection)
    moments = await record(
        connection,
        [(replace(change, difference=share.difference), share.occasion) for share in written or shares],
        seals,
        None if before == RULE_SET else RULE_SET,
    )
    if before != RULE_SET:
        rows = Rows(connection)
        write_judged(rows, RULE_SET, moments[0])
        await rows.write()
    await end_loadings(connection, zip(numbers, moments, strict=False))
    return [
        Changed(*share.difference.numbers, _of_share(anew, share) if len(shares) > 1 else len(anew), rules_changed)
        for share in shares
    ]


def _of_share(anew: Touched, share: Share) -> int:
    """Of how many transfers and deliveries something else is said because of one share."""
    deliveries = [transfer for transfer in anew.deliveries.values() if transfer in share.judged]
    return len(anew.transfers & share.judged) + len(deliveries)
