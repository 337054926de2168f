"""Applying a difference to the tables: what is gone first, then what is new, then what nothing names any more.

The order keeps every reference whole at every statement, for PostgreSQL looks at once: parts go before what they
belong to, rows are written after those that they name, and a head is removed last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.delivery import Delivery
from models.tables import tables
from models.transfer import Transfer
from vendors.findings import DeliveryJudgement, TransferJudgement
from vendors.register.entries import Limits, Operator
from vendors.store.change import Change
from vendors.store.counting.keeping import KeptCounts
from vendors.store.database import Connection
from vendors.store.entries import LIMITS, OPERATOR
from vendors.store.judgements import (
    digest,
    say_digests,
    stored_bases,
    stored_digests,
    write_delivery_findings,
    write_transfer_judgement,
)
from vendors.store.projection.catalogue import write_item, write_operator, write_purpose, write_service
from vendors.store.projection.consent_texts import write_consent_text
from vendors.store.projection.contracts import renewed_first, write_contract, write_contract_parts
from vendors.store.projection.deliveries import write_delivery, write_delivery_parts
from vendors.store.projection.numbers import Numbers, known_numbers
from vendors.store.projection.persons import write_consent, write_stop
from vendors.store.projection.policies import write_policies
from vendors.store.projection.recipients import write_recipient, write_recipient_parts
from vendors.store.projection.releases import write_release
from vendors.store.projection.transfers import write_transfer
from vendors.store.recording import write_entries
from vendors.store.removing import Gone, remove_heads, remove_parts
from vendors.store.rows import Rows


@dataclass(frozen=True)
class Said:
    """What is said of the transfers, or of the deliveries: all of it, its digests, and whose is new."""

    judgements: Mapping[str, Any]
    digests: Mapping[str, str]
    before: Mapping[str, str]

    @property
    def anew(self) -> frozenset[str]:
        """Those of whom something else is said than before, or something for the first time."""
        return frozenset(code for code, said in self.digests.items() if self.before.get(code) != said)


async def apply(connection: Connection, change: Change, loading: int | None, *, rules_changed: bool) -> int:
    """Make the tables say what the register says, and return how many transfers and deliveries are judged anew.

    `loading` is the number of the import that records what is added and corrected.
    """
    numbers = await known_numbers(connection)
    transfers = await _said(connection, Transfer, change.judgement.transfers)
    deliveries = await _said(connection, Delivery, change.judgement.deliveries)
    again = _read_otherwise(change) if rules_changed else {}
    gone = Gone(change.difference, transfers.anew, deliveries.anew, again)
    counts = KeptCounts(connection, anew=rules_changed)
    counted = transfers.anew | change.difference.touched("transfers") | change.difference.gone("transfers")
    moved = change.difference.touched("recipients") | again.get("recipients", frozenset())
    await counts.take_out(numbers.of_those_known("transfers", counted), numbers.of_those_known("recipients", moved))
    await remove_parts(connection, gone, numbers)

    async with Rows(connection).to_the_end() as rows:
        await rows.reserve(tables())
        _write_catalogue(rows, change, numbers)
        _write_contracts(rows, change, numbers, again)
        await _write_transfers(rows, connection, change, numbers, transfers, again.get("transfers", frozenset()))
        await _write_deliveries(rows, change, numbers, deliveries)
        await _write_persons(rows, change, numbers)
        await write_entries(rows, connection, change, loading)
    await counts.put_in(numbers.of_those_known("transfers", counted))
    await remove_heads(connection, change.difference, numbers)
    await rows.settle()
    return len(transfers.anew) + len(deliveries.anew)


def _read_otherwise(change: Change) -> Mapping[str, frozenset[str]]:
    """The entries whose rows another version may write otherwise though they stay as they are.

    Whether a recipient is abroad and when a contract is in force are the law's answers; versions say what began them.
    """
    entries = change.entries
    return {
        "recipients": frozenset(entries["recipients"]),
        "contracts": frozenset(entries["contracts"]),
        "transfers": frozenset(transfer.code for transfer in change.register.transfers if transfer.changes),
    }


async def _said(
    connection: Connection,
    table: type[Transfer] | type[Delivery],
    judgements: tuple[TransferJudgement, ...] | tuple[DeliveryJudgement, ...],
) -> Said:
    digests = {judged.code: digest(judged) for judged in judgements}
    return Said({judged.code: judged for judged in judgements}, digests, await stored_digests(connection, table))


def _write_catalogue(rows: Rows, change: Change, numbers: Numbers) -> None:
    if change.changes(OPERATOR) or change.changes(LIMITS):
        operator, limits = change.register.operator, change.register.limits
        assert isinstance(operator, Operator), "a register has an operator"
        assert isinstance(limits, Limits), "a register has limits"
        write_operator(rows, operator, limits)
    for service in change.entries_to_write("services"):
        write_service(rows, service, numbers)
    for purpose in change.entries_to_write("purposes"):
        write_purpose(rows, purpose, numbers)
    for item in change.entries_to_write("items"):
        write_item(rows, item, numbers)


def _write_contracts(rows: Rows, change: Change, numbers: Numbers, again: Mapping[str, frozenset[str]]) -> None:
    recipients = change.entries_to_write("recipients", also=again.get("recipients", ()))
    for recipient in recipients:
        write_recipient(rows, recipient, numbers)
    for recipient in recipients:
        write_recipient_parts(rows, recipient, numbers)
    contracts = change.entries_to_write("contracts", also=again.get("contracts", ()))
    for contract in renewed_first(contracts):
        write_contract(rows, contract, numbers)
    for contract in contracts:
        write_contract_parts(rows, contract, numbers)
    for text in change.entries_to_write("consent_texts"):
        write_consent_text(rows, text, numbers)
    if change.changes("policies"):
        write_policies(rows, change.register.policies, numbers)
    if change.changes("anonymised_releases"):
        for release in change.register.anonymised_releases:
            write_release(rows, release, numbers)


async def _write_transfers(
    rows: Rows, connection: Connection, change: Change, numbers: Numbers, said: Said, again: frozenset[str]
) -> None:
    entries = change.entries_to_write("transfers", also=again)
    async for entry in rows.along(entries):
        bases = write_transfer(rows, entry, numbers, said.digests[entry.code])
        write_transfer_judgement(rows, said.judgements[entry.code], bases, numbers)
    # Others of whom something new is said keep their rows, and so their bases.
    others = said.anew - {entry.code for entry in entries}
    for code, bases in sorted((await stored_bases(connection, others)).items()):
        write_transfer_judgement(rows, said.judgements[code], bases, numbers)
    await say_digests(connection, {code: said.digests[code] for code in others})


async def _write_deliveries(rows: Rows, change: Change, numbers: Numbers, said: Said) -> None:
    touched = change.difference.touched("deliveries")
    async for entry in rows.along(change.entries_to_write("deliveries", also=said.anew)):
        judged = said.judgements[entry.code]
        write_delivery(rows, entry, numbers, judged, said.digests[entry.code])
        if entry.code in touched:
            write_delivery_parts(rows, entry, numbers)
        write_delivery_findings(rows, judged, numbers)


async def _write_persons(rows: Rows, change: Change, numbers: Numbers) -> None:
    async for consent in rows.along(change.entries_to_write("consents")):
        write_consent(rows, consent, numbers)
    for stop in change.entries_to_write("stops"):
        write_stop(rows, stop, numbers)
