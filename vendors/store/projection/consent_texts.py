"""Consent texts as rows."""

import models.consent_text as tables
from vendors.register.entries.consent_text import ConsentText
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows

PARTS = (tables.ConsentTextRecipient, tables.ConsentTextItem, tables.ConsentTextPurpose)


def write_consent_text(rows: Rows, entry: ConsentText, numbers: Numbers) -> None:
    """A wording, with what it names and covers."""
    foreign = entry.foreign
    text = rows.add(
        tables.ConsentText,
        id=numbers.give("consent_texts", entry.code, rows),
        code=entry.code,
        from_on=entry.from_,
        until_on=entry.until,
        any_recipient=entry.any_recipient,
        recipient_class=entry.recipient_class,
        expressed=entry.expressed,
        has_foreign=foreign is not None,
        country_named=foreign.country_named if foreign else None,
        system_described=foreign.system_described if foreign else None,
        measures_described=foreign.measures_described if foreign else None,
        unknown_reason=foreign.unknown_reason if foreign else None,
        note=entry.note,
        owner=entry.owner,
    )
    for recipient in numbers.of_each("recipients", entry.recipients):
        rows.add(tables.ConsentTextRecipient, text_id=text, recipient_id=recipient)
    for item in numbers.of_each("items", entry.items):
        rows.add(tables.ConsentTextItem, text_id=text, item_id=item)
    for purpose in numbers.of_each("purposes", entry.purposes):
        rows.add(tables.ConsentTextPurpose, text_id=text, purpose_id=purpose)
