"""What a change of the register puts on record: one event for each entry, in the transaction that changes it."""

from collections.abc import Iterator
from datetime import datetime

from models.vocabulary import LedgerAction
from vendors.ledger.appending import append
from vendors.ledger.events import Happened, canonical
from vendors.ledger.sealing import Seals
from vendors.register.documents import ENTRY_TYPES
from vendors.store.change import Change, Occasion
from vendors.store.connection import Connection
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR


async def record(
    connection: Connection, change: Change, seals: Seals, occasion: Occasion, rule_set: str | None
) -> datetime:
    """Put a change on record that the tables have; returns the moment at which it was made.

    `rule_set` is what everything was judged by, where that is another one than before.
    """
    if any(change.changes(name) for name in IN_OWN_ROWS):
        await seals.seal_again(connection)
    return await append(connection, _all(change, seals, rule_set), occasion)


def judged(rule_set: str, **more: str) -> Happened:
    """That everything was judged by another rule set."""
    return Happened(LedgerAction.JUDGED, "", "", canonical({"rule_set": rule_set, **more}))


def _all(change: Change, seals: Seals, rule_set: str | None) -> Iterator[Happened]:
    if rule_set is not None:
        yield judged(rule_set)
    for name in (OPERATOR, LIMITS, *ENTRY_TYPES):
        if name not in IN_OWN_ROWS:
            yield from _entries(name, change, seals)
    yield from seals.batches


def _entries(name: str, change: Change, seals: Seals) -> Iterator[Happened]:
    """What happened to the entries of a list, in the order of their keys."""
    difference, sealed = change.difference, seals.deliveries if name == "deliveries" else {}
    for keys, action in (
        (difference.added[name], LedgerAction.ADDED),
        (difference.corrected[name], LedgerAction.CORRECTED),
    ):
        for key in sorted(keys):
            yield Happened(action, name, key, sealed[key] if key in sealed else change.bodies[name][key].decode())
    for key in sorted(difference.removed[name]):
        yield Happened(LedgerAction.REMOVED, name, key)
