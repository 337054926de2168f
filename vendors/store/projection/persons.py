"""What persons said, as rows: consents and accepted requests to stop. These rows are the record itself."""

import models.person as tables
from vendors.register.entries import Consent, Stop
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows


def write_consent(rows: Rows, entry: Consent, numbers: Numbers, batch: int) -> None:
    """A consent, in the batch by whose digest the ledger knows it, with its withdrawal if there was one."""
    consent = rows.add(
        tables.Consent,
        text_id=numbers.of("consent_texts", entry.text),
        subject=entry.subject,
        given_at=entry.given_at,
        capable=entry.capable,
        guardian=entry.guardian,
        note=entry.note,
        owner=entry.owner,
        batch=batch,
    )
    if entry.withdrawn_at is not None:
        rows.add(tables.Withdrawal, consent_id=consent, withdrawn_at=entry.withdrawn_at)


def write_stop(rows: Rows, entry: Stop, numbers: Numbers, batch: int) -> None:
    """An accepted request to stop provision, in its batch."""
    stop = rows.add(
        tables.Stop,
        subject=entry.subject,
        from_at=entry.from_,
        until_at=entry.until,
        note=entry.note,
        owner=entry.owner,
        batch=batch,
    )
    for recipient in numbers.of_each("recipients", entry.recipients):
        rows.add(tables.StopRecipient, stop_id=stop, recipient_id=recipient)
