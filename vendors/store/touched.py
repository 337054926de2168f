"""Which transfers and deliveries a change touches: from how far it reaches, along the rows that are stored.

Asked before anything is written. What the change itself names, before or after, is in its `Reach`; rows that it leaves
as they are name the same before and after. A delivery whose persons were purged is touched by nothing: nobody is there
of whom another thing could be said, so that what was said last stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from models.vocabulary import ItemKind, RecordMethod
from vendors.register.entries.contract import Contract
from vendors.register.entries.recipient import Recipient
from vendors.store.afterwards import Afterwards, stored_entries
from vendors.store.entries import IN_OWN_ROWS
from vendors.store.reach import SERVES_SEVERAL, Reach, needed_before, reach_of
from vendors.store.several import rows_among


@dataclass(frozen=True)
class Touched:
    """Of whom something else may be said than before; all of them are there after the change."""

    transfers: frozenset[str]
    deliveries: Mapping[str, str]
    """Each delivery with its transfer."""

    def __len__(self) -> int:
        """How many there are to judge."""
        return len(self.transfers) + len(self.deliveries)

    def parted(self, added: frozenset[str]) -> tuple["Touched", "Touched"]:
        """What is about transfers that are stored already, and what is about those that are added."""
        under = {delivery for delivery, transfer in self.deliveries.items() if transfer in added}
        return (
            Touched(
                self.transfers - added,
                {delivery: transfer for delivery, transfer in self.deliveries.items() if delivery not in under},
            ),
            Touched(self.transfers & added, {delivery: self.deliveries[delivery] for delivery in under}),
        )


async def reach_of_change(after: Afterwards) -> Reach:
    """How far a change reaches, by the entries that it corrects or removes as they are stored."""
    found: dict[str, dict[str, Any]] = {}
    for name, keys in needed_before(after.change).items():
        if name in IN_OWN_ROWS:
            found[name] = await after.stored_of_persons(name)
        else:
            found[name] = await stored_entries(after.database, name, keys)
    return reach_of(after.change, found)


async def touched_by(after: Afterwards, reach: Reach) -> Touched:
    """The transfers and deliveries that a change touches."""
    if reach.everything:
        return await everything(after)
    transfers = {*reach.transfers, *await _transfers(after, reach)}
    new = after.change.difference.added["transfers"]
    deliveries = {
        **await _deliveries(after, _OF_TRANSFERS, (transfers | await _recorded_together(after, reach)) - new),
        **await _deliveries(after, _NAMED, reach.deliveries),
        **await _deliveries(after, _LISTING, reach.subjects),
    }
    return _after(after, transfers, deliveries)


async def everything(after: Afterwards) -> Touched:
    """All transfers and deliveries."""
    transfers = await after.database.rows("SELECT code FROM transfer")
    deliveries = await after.database.rows(
        "SELECT delivery.code, transfer.code AS transfer FROM delivery JOIN transfer ON transfer.id = transfer_id"
        " WHERE delivery.purged_on IS NULL"
    )
    codes = {row["code"] for row in transfers} | after.change.difference.added["transfers"]
    return _after(after, codes, {row["code"]: row["transfer"] for row in deliveries})


def _after(after: Afterwards, transfers: Iterable[str], deliveries: Mapping[str, str]) -> Touched:
    """Without what the change removes, and with the deliveries that it writes, under the transfers that they name."""
    difference, at_hand = after.change.difference, after.change.of("deliveries")
    written = difference.touched("deliveries")
    kept = {code: transfer for code, transfer in deliveries.items() if after.is_there("deliveries", code)}
    written_now: dict[str, Any] = {code: at_hand[code] for code in written}
    return Touched(
        frozenset(transfers) - difference.removed["transfers"],
        kept | {code: delivery.transfer for code, delivery in written_now.items()},
    )


async def _transfers(after: Afterwards, reach: Reach) -> set[str]:
    """The stored transfers that name what changes, or name what leads to it."""
    asked: tuple[tuple[str, Iterable[str]], ...] = (
        (_TO_RECIPIENTS, await _served_by(after, reach.recipients)),
        (_NAMING_CONTRACTS, await _renewed_by(after, reach.contracts)),
        (_RESTING_ON_CONTRACTS, reach.contracts),
        (_NAMING_TEXTS, reach.consent_texts),
        (_GIVING_ITEMS, reach.items),
        (_GIVING_KINDS, [ItemKind.ANONYMISED.value] if reach.anonymised else []),
    )
    return {row["code"] for sql, keys in asked for row in await rows_among(after.database, sql, keys)}


_TO_RECIPIENTS = (
    "SELECT transfer.code FROM recipient JOIN transfer ON recipient_id = recipient.id WHERE recipient.code AMONG THESE"
)
_NAMING_CONTRACTS = (
    "SELECT transfer.code FROM contract JOIN transfer_version ON contract_id = contract.id"
    " JOIN transfer ON transfer.id = transfer_id WHERE contract.code AMONG THESE"
)
_RESTING_ON_CONTRACTS = (
    "SELECT transfer.code FROM contract JOIN basis ON instrument_id = contract.id"
    " JOIN transfer ON transfer.id = transfer_id WHERE contract.code AMONG THESE"
)
_NAMING_TEXTS = (
    "SELECT transfer.code FROM consent_text JOIN basis_text ON text_id = consent_text.id"
    " JOIN basis ON basis.id = basis_id JOIN transfer ON transfer.id = transfer_id WHERE consent_text.code AMONG THESE"
)
_GIVING_ITEMS = (
    "SELECT transfer.code FROM item JOIN transfer_version_item ON item_id = item.id"
    " JOIN transfer_version ON transfer_version.id = version_id JOIN transfer ON transfer.id = transfer_id"
    " WHERE item.code AMONG THESE"
)
_GIVING_KINDS = _GIVING_ITEMS.replace("item.code AMONG", "item.kind AMONG")


async def _served_by(after: Afterwards, recipients: frozenset[str]) -> set[str]:
    """The recipients, and those for whom they work, directly or through others, before the change or after it."""
    written: list[Recipient] = after.change.written("recipients")
    return await _with_all_beyond(
        after,
        recipients,
        "SELECT recipient.code FROM recipient worker JOIN subprocessor ON subprocessor_id = worker.id"
        " JOIN recipient ON recipient.id = recipient_id WHERE worker.code AMONG THESE",
        [(further.recipient, one.code) for one in written for further in one.subprocessors],
    )


async def _renewed_by(after: Afterwards, contracts: frozenset[str]) -> set[str]:
    """The contracts, and those that they renew, directly or through others, before the change or after it."""
    written: list[Contract] = after.change.written("contracts")
    return await _with_all_beyond(
        after,
        contracts,
        "SELECT renewed.code FROM contract JOIN contract renewed ON renewed.id = contract.renews_id"
        " WHERE contract.code AMONG THESE",
        [(one.code, one.renews) for one in written if one.renews is not None],
    )


async def _with_all_beyond(
    after: Afterwards, codes: frozenset[str], next_ones: str, written: Iterable[tuple[str, str]]
) -> set[str]:
    """These, and all that they lead to: along stored rows, by `next_ones`, and from one to another that are written."""
    leads_to: dict[str, set[str]] = defaultdict(set)
    for one, other in written:
        leads_to[one].add(other)
    found, asked = set(codes), set(codes)
    while asked:
        stored = {row["code"] for row in await rows_among(after.database, next_ones, asked)}
        asked = stored.union(*(leads_to[code] for code in asked)) - found
        found |= asked
    return found


async def _deliveries(after: Afterwards, sql: str, keys: Iterable[str]) -> dict[str, str]:
    """Stored deliveries, each with its transfer."""
    return {row["code"]: row["transfer"] for row in await rows_among(after.database, sql, keys)}


_OF_TRANSFERS = (
    "SELECT delivery.code, transfer.code AS transfer FROM transfer JOIN delivery ON transfer_id = transfer.id"
    " WHERE delivery.purged_on IS NULL AND transfer.code AMONG THESE"
)
_NAMED = (
    "SELECT delivery.code, transfer.code AS transfer FROM delivery JOIN transfer ON transfer.id = transfer_id"
    " WHERE delivery.purged_on IS NULL AND delivery.code AMONG THESE"
)
_LISTING = (
    "SELECT delivery.code, transfer.code AS transfer FROM delivery_subject"
    " JOIN delivery ON delivery.id = delivery_id JOIN transfer ON transfer.id = transfer_id"
    " WHERE subject AMONG THESE"
)


async def _recorded_together(after: Afterwards, reach: Reach) -> set[str]:
    """Of the transfers whose deliveries change, those where a record serves several: of these all are touched."""
    rows = await rows_among(after.database, _RECORDED, reach.delivering)
    together = {row["code"] for row in rows if RecordMethod(row["record_method"]) in SERVES_SEVERAL}
    return together | reach.recorded_together


_RECORDED = (
    "SELECT DISTINCT transfer.code, record_method FROM transfer JOIN delivery ON transfer_id = transfer.id"
    " WHERE record_method IS NOT NULL AND transfer.code AMONG THESE"
)
