"""Gathering facts: as much of a register as a judgement of some transfers and deliveries reads, and no more.

What comes out is a `Register` to the judge, though most of its entries are missing: whatever is in it finds there all
that it refers to and all that may speak of it.
"""

from collections.abc import Collection, Iterable

from vendors.register.entries.basis import Basis, ConsentBasis, MergerBasis
from vendors.register.entries.contract import Contract
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.recipient import Recipient
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import Transfer
from vendors.store.afterwards import Afterwards
from vendors.store.entries import LIMITS, OPERATOR
from vendors.store.several import rows_among

_READ_WHOLE = (OPERATOR, LIMITS, "policies", "anonymised_releases")


async def gather(after: Afterwards, transfers: Collection[str], *, deliveries: bool = True) -> Register:
    """The facts about these transfers and their deliveries, but for persons: who is listed, and what they said."""
    of_transfers: list[Transfer] = list((await after.of("transfers", transfers)).values())
    contracts = {code for transfer in of_transfers for code in _named_contracts(transfer)}
    named_items = {code for transfer in of_transfers for code in _items(transfer)}
    named_texts = {code for transfer in of_transfers for basis in transfer.bases for code in _texts(basis)}
    recipients = {transfer.recipient for transfer in of_transfers}
    named = {"items": named_items, "recipients": recipients, "contracts": contracts, "consent_texts": named_texts}
    await after.bring(named, _READ_WHOLE)
    return Register.model_construct(
        register_=1,
        operator=await after.operator(),
        limits=await after.limits(),
        items=tuple((await after.of("items", named_items)).values()),
        policies=tuple((await after.all("policies")).values()),
        recipients=await _recipients(after, recipients),
        contracts=await _contracts(after, contracts),
        consent_texts=tuple((await after.of("consent_texts", named_texts)).values()),
        transfers=tuple(of_transfers),
        consents=(),
        deliveries=tuple(await _deliveries(after, transfers)) if deliveries else (),
        anonymised_releases=tuple((await after.all("anonymised_releases")).values()),
        stops=(),
    )


async def _deliveries(after: Afterwards, transfers: Collection[str]) -> list[Delivery]:
    """All deliveries under the transfers, for a record may serve several."""
    rows = await rows_among(
        after.database,
        "SELECT delivery.code FROM transfer JOIN delivery ON transfer_id = transfer.id WHERE transfer.code AMONG THESE",
        set(transfers) - after.change.difference.added["transfers"],
    )
    stored = [row["code"] for row in rows if after.is_there("deliveries", row["code"])]
    found = [*(await after.of("deliveries", stored)).values()]
    written = after.deliveries_written
    return [*found, *(delivery for code in transfers for delivery in written.get(code, ()))]


async def _recipients(after: Afterwards, codes: Iterable[str]) -> tuple[Recipient, ...]:
    """The recipients, and everyone who works for them, directly or through others."""
    found: dict[str, Recipient] = {}
    asked = set(codes)
    while asked:
        found |= await after.of("recipients", asked)
        asked = {further.recipient for code in asked for further in found[code].subprocessors} - found.keys()
    return tuple(found.values())


async def _contracts(after: Afterwards, codes: Iterable[str]) -> tuple[Contract, ...]:
    """The contracts, and those that renew them, one after the other."""
    found: dict[str, Contract] = {}
    asked = set(codes)
    while asked:
        found |= await after.of("contracts", asked)
        asked = await _renewals(after, asked) - found.keys()
    return tuple(found.values())


async def _renewals(after: Afterwards, codes: set[str]) -> set[str]:
    rows = await rows_among(
        after.database,
        "SELECT renewal.code FROM contract JOIN contract renewal ON renewal.renews_id = contract.id"
        " WHERE contract.code AMONG THESE",
        codes,
    )
    stored = {row["code"] for row in rows if after.is_there("contracts", row["code"])}
    return stored | {renewal for code in codes if (renewal := after.renewals_written.get(code)) is not None}


def _named_contracts(transfer: Transfer) -> Iterable[str]:
    named = (transfer.contract, *(change.contract for change in transfer.changes))
    instruments = (basis.instrument for basis in transfer.bases if isinstance(basis, MergerBasis))
    return (code for code in (*named, *instruments) if code is not None)


def _texts(basis: Basis) -> tuple[str, ...]:
    return basis.texts if isinstance(basis, ConsentBasis) else basis.foreign_consent


def _items(transfer: Transfer) -> Iterable[str]:
    """The items that a transfer ever gives."""
    yield from transfer.items
    for change in transfer.changes:
        yield from change.items or ()
