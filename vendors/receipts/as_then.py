"""A consent's text as it stood on record when the consent was recorded: not as it was corrected since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from vendors.facts.recipients import changing
from vendors.ledger.differs import Difference, LedgerDiffers
from vendors.register.entries.consent_text import ConsentText
from vendors.register.entries.recipient import Recipient
from vendors.store.connection import Reads
from vendors.store.moments import moment_there
from vendors.store.several import rows_among


@dataclass(frozen=True)
class TextThen:
    """To what a person agreed. The register holds what a text covers; its words the operator keeps under the code."""

    entry: ConsentText
    sequence: int
    """The event of the ledger that recorded it so: which version of the text it is."""
    recorded_at: datetime
    items: tuple[str, ...]
    """Names, as all that follows."""
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]
    """As they were called on the day on which the person agreed."""


async def text_then(database: Reads, code: str, before: int, on: date) -> TextThen:
    """The text of that code as the events before a number have it; recipients with their names of a day.

    Raises `LedgerDiffers` where the ledger has no such text.
    """
    found = await _entries(database, "consent_texts", [code], before)
    if code not in found:
        raise LedgerDiffers(Difference.ENTRY, list="consent_texts", key=code)
    row, said = found[code]
    entry = ConsentText.model_validate(said)
    named = {
        name: {key: one["name"] for key, (_, one) in (await _entries(database, name, codes, before)).items()}
        for name, codes in (("items", entry.items), ("purposes", entry.purposes))
    }
    recipients = {
        key: _name_on(Recipient.model_validate(one), on)
        for key, (_, one) in (await _entries(database, "recipients", entry.recipients, before)).items()
    }
    return TextThen(
        entry,
        row["id"],
        moment_there(row["recorded_at"]),
        tuple(named["items"].get(one, one) for one in entry.items),
        tuple(named["purposes"].get(one, one) for one in entry.purposes),
        tuple(recipients.get(one, one) for one in entry.recipients),
    )


def _name_on(recipient: Recipient, on: date) -> str:
    name: str = changing("name", recipient.name, recipient.changes).at(on.toordinal())
    return name


async def _entries(
    database: Reads, list_name: str, codes: Iterable[str], before: int
) -> Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The events that recorded entries last before a number, each with what it says; not of what was taken out."""
    rows = await rows_among(database, _THEN, codes, list_name, before)
    return {row["key"]: (row, orjson.loads(row["entry"])) for row in rows if row["entry"] is not None}


_THEN = (
    "SELECT id, recorded_at, key, entry FROM ledger_event WHERE id IN (SELECT max(id) FROM ledger_event"
    " WHERE list = ? AND id < ? AND key AMONG THESE GROUP BY key)"
)
