"""What persons said, as rows: consents and accepted requests to stop. These rows are the record itself."""

from collections.abc import Mapping, Sequence
from typing import Any

import models.person as tables
from vendors.register.entries.person import Consent, Stop
from vendors.store.moments import kept_as_written
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows

_OF_CONSENTS = ("text_id", "subject", "given_at", "capable", "guardian", "note", "owner", "batch")


def write_consent(rows: Rows, entry: Consent, numbers: Numbers, batch: int) -> None:
    """A consent, in the batch by whose digest the ledger knows it, with its withdrawal if there was one."""
    write_consents(rows, [vars(entry)], numbers, batch)


def write_consents(rows: Rows, consents: Sequence[Mapping[str, Any] | None], numbers: Numbers, batch: int) -> None:
    """Many, in their order, by what each says in the words of the register file; `None` takes a number alone."""
    texts, engine, written = numbers.known("consent_texts"), rows.engine, list[tuple[object, ...]]()
    for number, said in zip(rows.numbers(tables.Consent, len(consents)), consents, strict=True):
        if said is None:
            continue
        told = said.get
        written.append(
            (
                number,
                texts[said["text"]],
                said["subject"],
                kept_as_written(engine, said["given_at"]),
                told("capable"),
                told("guardian"),
                told("note"),
                told("owner"),
                batch,
            )
        )
        withdrawn_at = told("withdrawn_at")
        if withdrawn_at is not None:
            rows.add(tables.Withdrawal, consent_id=number, withdrawn_at=kept_as_written(engine, withdrawn_at))
    rows.add_new(tables.Consent, _OF_CONSENTS, written)


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
