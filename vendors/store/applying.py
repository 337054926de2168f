"""Applying a difference to the tables: what is gone first, then what is new, then what nothing names any more.

The order keeps every reference whole at every statement, for PostgreSQL looks at once: parts go before what they
belong to, rows are written after those that they name, and a head is removed last.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tortoise.models import Model

from models.tables import tables
from vendors.findings import DeliveryJudgement, TransferJudgement
from vendors.judgement import Progress
from vendors.ledger.sealing import Seals
from vendors.purging.purged import Purged
from vendors.register.entries.delivery import Delivery
from vendors.store.afterwards import Afterwards
from vendors.store.change import Change
from vendors.store.connection import Connection
from vendors.store.counting.keeping import KeptCounts
from vendors.store.counting.otherwise import recipients_that_move, transfers_that_count_otherwise
from vendors.store.entries import LIMITS, OPERATOR
from vendors.store.judgements import (
    digest,
    say_of_deliveries,
    say_of_transfers,
    stored_bases,
    write_delivery_findings,
    write_transfer_judgement,
)
from vendors.store.naming import numbers_for
from vendors.store.projection.catalogue import write_item, write_operator, write_purpose, write_service
from vendors.store.projection.consent_texts import write_consent_text
from vendors.store.projection.contracts import renewed_first, write_contract, write_contract_parts
from vendors.store.projection.deliveries import write_delivery, write_delivery_parts
from vendors.store.projection.numbers import Numbers
from vendors.store.projection.persons import write_consent, write_stop
from vendors.store.projection.policies import write_policies
from vendors.store.projection.recipients import write_recipient, write_recipient_parts
from vendors.store.projection.releases import write_release
from vendors.store.projection.transfers import write_transfer
from vendors.store.recording import Loadings, write_entries
from vendors.store.rejudging import Said, Told, judge_stored, portions_of
from vendors.store.removing import Gone, remove_heads, remove_parts
from vendors.store.rows import Rows
from vendors.store.touched import Touched, everything, reach_of_change, touched_by


async def apply(
    connection: Connection,
    change: Change,
    loadings: Loadings,
    progress: Progress | None,
    seals: Seals,
    *,
    rules_changed: bool,
) -> Touched:
    """Make the tables say what the register says, and return of which transfers and deliveries another thing is said.

    `loadings` record what is added and corrected; `seals` learns what the ledger is to say of persons. Where the rules
    have changed, the whole register has to be at hand.
    """
    after = Afterwards(connection, change)
    await after.persons_spoken_of()
    again = _read_otherwise(change) if rules_changed else {}
    touched = await (everything(after) if rules_changed else touched_by(after, await reach_of_change(after)))
    told = Told(progress, len(touched))
    stored, added = touched.parted(change.difference.added["transfers"])
    answers = await judge_stored(after, stored, again.get("transfers", frozenset()), told)

    numbers = await numbers_for(connection, after, answers, all_written=rules_changed)
    transfers, moved = await transfers_that_count_otherwise(after, answers), await recipients_that_move(after)
    counts = KeptCounts(connection, anew=rules_changed)
    await counts.take_out(numbers.of_those_known("transfers", transfers), numbers.of_those_known("recipients", moved))
    await remove_parts(connection, Gone(change.difference, answers, again), numbers)
    async with Rows(connection).to_the_end() as rows:
        await rows.reserve(tables() if rules_changed else _tables_of(change))
        await _write_catalogue(rows, after, numbers)
        await _write_contracts(rows, after, numbers, again)
        await _write_transfers(rows, connection, change, numbers, answers.transfers)
        await _write_deliveries(rows, connection, change, numbers, answers.deliveries)
        await _write_added(rows, after, numbers, added, told)
        await _write_persons(rows, change, numbers, seals)
        await write_entries(rows, connection, change, loadings, seals)
    await counts.put_in(numbers.of_those_known("transfers", transfers))
    await remove_heads(connection, change.difference, numbers)
    await rows.settle()
    anew = answers.deliveries.anew
    return Touched(
        frozenset(answers.transfers.anew) | added.transfers,
        {code: transfer for code, transfer in stored.deliveries.items() if code in anew} | dict(added.deliveries),
    )


_MODULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        OPERATOR: ("models.operator",),
        LIMITS: ("models.operator",),
        "services": ("models.catalogue",),
        "purposes": ("models.catalogue",),
        "items": ("models.catalogue",),
        "policies": ("models.policy",),
        "recipients": ("models.recipient",),
        "contracts": ("models.contract",),
        "consent_texts": ("models.consent_text",),
        "transfers": ("models.transfer", "models.basis"),
        "consents": ("models.person",),
        "deliveries": ("models.delivery",),
        "anonymised_releases": ("models.anonymised_release",),
        "stops": ("models.person",),
    }
)
"""Where the tables are that the entries of each list are written to."""


def _tables_of(change: Change) -> tuple[type[Model], ...]:
    """The tables that may get rows: those of the lists that change, of what is said, and of what is recorded."""
    of_lists = {name for of, modules in _MODULES.items() if change.changes(of) for name in modules}
    return tables((*sorted(of_lists), "models.judgement", "models.entry", "models.ledger"))


def _read_otherwise(change: Change) -> Mapping[str, frozenset[str]]:
    """The entries whose rows another version may write otherwise though they stay as they are.

    Whether a recipient is abroad and when a contract is in force are the law's answers; versions say what began them.
    """
    transfers: Mapping[str, Any] = change.of("transfers")
    return {
        "recipients": frozenset(change.of("recipients")),
        "contracts": frozenset(change.of("contracts")),
        "transfers": frozenset(code for code, transfer in transfers.items() if transfer.changes),
    }


async def _write_catalogue(rows: Rows, after: Afterwards, numbers: Numbers) -> None:
    change = after.change
    if change.changes(OPERATOR) or change.changes(LIMITS):
        write_operator(rows, await after.operator(), await after.limits())
    for service in change.written("services"):
        write_service(rows, service, numbers)
    for purpose in change.written("purposes"):
        write_purpose(rows, purpose, numbers)
    for item in change.written("items"):
        write_item(rows, item, numbers)


async def _write_contracts(
    rows: Rows, after: Afterwards, numbers: Numbers, again: Mapping[str, frozenset[str]]
) -> None:
    change = after.change
    recipients = change.written("recipients", also=again.get("recipients", ()))
    for recipient in recipients:
        write_recipient(rows, recipient, numbers)
    for recipient in recipients:
        write_recipient_parts(rows, recipient, numbers)
    contracts = change.written("contracts", also=again.get("contracts", ()))
    for contract in renewed_first(contracts):
        write_contract(rows, contract, numbers)
    for contract in contracts:
        write_contract_parts(rows, contract, numbers)
    for text in change.written("consent_texts"):
        write_consent_text(rows, text, numbers)
    if change.changes("policies"):
        write_policies(rows, [*(await after.all("policies")).values()], numbers)
    if change.changes("anonymised_releases"):
        for release in (await after.all("anonymised_releases")).values():
            write_release(rows, release, numbers)


async def _write_transfers(
    rows: Rows, connection: Connection, change: Change, numbers: Numbers, said: Said[TransferJudgement]
) -> None:
    entries: Mapping[str, Any] = change.of("transfers")
    async for entry in rows.along([entries[code] for code in sorted(said.written)]):
        bases = write_transfer(rows, entry, numbers, said.digests[entry.code])
        write_transfer_judgement(rows, said.judgements[entry.code], bases, numbers)
    # Others of whom something new is said keep their rows, and so their bases.
    others = said.anew - said.written
    for code, bases in sorted((await stored_bases(connection, others)).items()):
        write_transfer_judgement(rows, said.judgements[code], bases, numbers)
    await say_of_transfers(connection, {code: said.digests[code] for code in others})


async def _write_deliveries(
    rows: Rows, connection: Connection, change: Change, numbers: Numbers, said: Said[DeliveryJudgement]
) -> None:
    entries: Mapping[str, Any] = change.of("deliveries")
    async for entry in rows.along([entries[code] for code in sorted(said.written)]):
        _write_delivery(rows, entry, numbers, said.judgements[entry.code], change.purged.get(entry.code))
    others = sorted(said.anew - said.written)
    async for code in rows.along(others):
        write_delivery_findings(rows, said.judgements[code], numbers)
    await say_of_deliveries(connection, [(said.judgements[code], said.digests[code]) for code in others])


def _write_delivery(
    rows: Rows, entry: Delivery, numbers: Numbers, judged: DeliveryJudgement, purged: Purged | None
) -> None:
    said = digest(judged) if purged is None else purged.digest
    write_delivery(rows, entry, numbers, judged, said, None if purged is None else purged.on)
    write_delivery_parts(rows, entry, numbers)
    write_delivery_findings(rows, judged, numbers)


async def _write_added(rows: Rows, after: Afterwards, numbers: Numbers, added: Touched, told: Told) -> None:
    """New transfers with the deliveries under them, judged one by one while those before are being written."""
    transfers: Mapping[str, Any] = after.change.of("transfers")
    deliveries: Mapping[str, Any] = after.change.of("deliveries")
    async for portion in portions_of(after, added):
        await numbers.look_up({"contracts": [contract.code for contract in portion.judge.register.contracts]})
        async for code in rows.along(portion.under):
            judged = portion.judge.transfer(code)
            bases = write_transfer(rows, transfers[code], numbers, digest(judged))
            write_transfer_judgement(rows, judged, bases, numbers)
            told.one_more()
            for delivery in portion.under[code]:
                said, purged = portion.judge.delivery(delivery), after.change.purged.get(delivery)
                _write_delivery(rows, deliveries[delivery], numbers, said, purged)
                told.one_more()


async def _write_persons(rows: Rows, change: Change, numbers: Numbers, seals: Seals) -> None:
    writers: Mapping[str, Callable[..., None]] = {"consents": write_consent, "stops": write_stop}
    for name, write in writers.items():
        entries: Mapping[str, Any] = change.of(name)
        async for batch, key in rows.along(seals.batches_of(rows, name, change)):
            write(rows, entries[key], numbers, batch)
