"""What a receipt holds of one consent: the consent, its text as of then, what became of it, and the proof of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.ledger.notes import Signer
from vendors.ledger.showing import Shown, ShownRow, shown, shown_row
from vendors.printing.operator import HandedBy, operator_of
from vendors.receipts.as_then import TextThen, text_then
from vendors.store.connection import Reads
from vendors.store.moments import moment_as_kept, moment_of, moment_there
from vendors.store.persons.stored import CONSENTS, WITHDRAWALS
from vendors.store.refusals import Refusal, StoreRefused


@dataclass(frozen=True)
class OnRecord:
    """Where the ledger has something."""

    sequence: int
    """The event."""
    at: datetime
    """When it was recorded."""


@dataclass(frozen=True)
class Receipt:
    """The receipt of one consent (APPI 27(1), 28(1))."""

    number: int
    """The consent's own."""
    subject: str
    given_at: datetime
    guardian: bool | None
    """Whether a guardian agreed (guideline 2-16); `None`: that is not on record."""
    recorded: OnRecord
    """Where it was put on record."""
    sealed_again: OnRecord | None
    """Where its batch was sealed anew, because rows beside it had gone: the proof leads there; `None`: it was not."""
    withdrawn_at: datetime | None
    withdrawal_recorded: OnRecord | None
    """`None` where it was not withdrawn."""
    text: TextThen
    by: HandedBy
    zone: ZoneInfo
    """The operator's, in which moments are shown."""
    shown: Shown
    """Of the consent first, then of its withdrawal where that is in a batch of its own; less where it can't be."""


async def receipt(database: Reads, number: int, signer: Signer | None) -> Receipt:
    """The receipt of the consent of that number, out of the register as it stands; read in one transaction.

    A signer signs the checkpoint to which the proofs lead. Raises `StoreRefused` where there is no such consent, and
    `LedgerDiffers` where what is stored is not what the ledger has of it.
    """
    rows = await database.rows(_CONSENT, number)
    if not rows:
        raise StoreRefused(Refusal.NO_SUCH_CONSENT)
    row = rows[0]
    recorded, last = await _events(database, CONSENTS, row["batch"])
    apart = row["withdrawn_at"] is not None and row["withdrawal_batch"] is not None
    taken_back = (await _events(database, WITHDRAWALS, row["withdrawal_batch"]))[0] if apart else recorded
    given_at, zone = moment_there(row["given_at"]), ZoneInfo(row["time_zone"])
    provable: list[ShownRow | None] = [await shown_row(database, CONSENTS, row["batch"], number)]
    if apart:
        provable.append(await shown_row(database, WITHDRAWALS, row["withdrawal_batch"], row["withdrawal"]))
    return Receipt(
        number=number,
        subject=row["subject"],
        given_at=given_at,
        guardian=None if row["guardian"] is None else bool(row["guardian"]),
        recorded=recorded,
        sealed_again=last if last != recorded else None,
        withdrawn_at=moment_of(row["withdrawn_at"]),
        withdrawal_recorded=None if row["withdrawn_at"] is None else taken_back,
        text=await text_then(database, row["code"], recorded.sequence, given_at.astimezone(zone).date()),
        by=await operator_of(database),
        zone=zone,
        shown=await shown(database, [one for one in provable if one is not None], signer),
    )


async def given_by(database: Reads, subject: str) -> Sequence[Mapping[str, Any]]:
    """The consents of a person, in the order in which they were given: `id`, `text` and `given_at` of each."""
    rows = await database.rows(_OF_PERSON, subject)
    return [{**row, "given_at": moment_there(row["given_at"])} for row in rows]


async def _events(database: Reads, list_name: str, batch: int | None) -> tuple[OnRecord, OnRecord]:
    """Where the ledger has a batch for the first time, and as it is now."""
    rows = await database.rows(_EVENTS, list_name, str(batch))
    if not rows:
        raise LedgerDiffers(Difference.PERSONS, table="consent", list=list_name, key=batch)
    first, last = (OnRecord(int(row["id"]), moment_as_kept(row["recorded_at"])) for row in (rows[0], rows[-1]))
    return first, last


_CONSENT = (
    "SELECT consent.subject, consent.given_at, consent.guardian, consent.batch, consent_text.code,"
    " withdrawal.id AS withdrawal, withdrawal.withdrawn_at, withdrawal.batch AS withdrawal_batch, operator.time_zone"
    " FROM consent JOIN consent_text ON consent_text.id = consent.text_id CROSS JOIN operator"
    " LEFT JOIN withdrawal ON withdrawal.consent_id = consent.id WHERE consent.id = ?"
)
_OF_PERSON = (
    "SELECT consent.id, consent_text.code AS text, consent.given_at FROM consent"
    " JOIN consent_text ON consent_text.id = consent.text_id WHERE consent.subject = ?"
    " ORDER BY consent.given_at, consent.id"
)
_EVENTS = "SELECT id, recorded_at FROM ledger_event WHERE list = ? AND key = ? ORDER BY id"
