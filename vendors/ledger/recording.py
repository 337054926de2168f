"""What a change of the register puts on record: one event for each entry, in the transaction that changes it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from models.vocabulary import LedgerAction
from vendors.ledger.appending import append
from vendors.ledger.events import Happened, canonical
from vendors.ledger.sealing import Seals
from vendors.register.documents import ENTRY_TYPES
from vendors.store.change import Change, Occasion
from vendors.store.connection import Connection
from vendors.store.entries import IN_OWN_ROWS, LIMITS, OPERATOR


async def record(
    connection: Connection, those: Sequence[tuple[Change, Occasion]], seals: Seals, rule_set: str | None
) -> list[datetime]:
    """Put changes on record that the tables have, one after the other; returns the moments at which they were made.

    `rule_set` is what everything was judged by, where that is another one than before.
    """
    if any(change.changes(name) for change, _ in those for name in IN_OWN_ROWS):
        await seals.seal_again(connection)
    happened: list[tuple[Iterable[Happened], Occasion]] = [
        (_all(change, seals), occasion) for change, occasion in those
    ]
    if rule_set is not None:
        first, occasion = happened[0]
        happened[0] = chain([judged(rule_set)], first), occasion
    last, occasion = happened[-1]
    happened[-1] = chain(last, seals.batches, seals.beside), occasion
    return await append(connection, happened)


def judged(rule_set: str, **more: str) -> Happened:
    """That everything was judged by another rule set."""
    return Happened(LedgerAction.JUDGED, "", "", canonical({"rule_set": rule_set, **more}))


def _all(change: Change, seals: Seals) -> Iterator[Happened]:
    for name in (OPERATOR, LIMITS, *ENTRY_TYPES):
        if name not in IN_OWN_ROWS:
            yield from _entries(name, change, seals)


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
