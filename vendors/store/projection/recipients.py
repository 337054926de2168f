"""Recipients as rows: the head, a version for each run of days, and what was checked and entrusted further."""

import models.recipient as tables
from vendors.facts.recipients import RecipientFacts, changing
from vendors.register.entries.recipient import Recipient
from vendors.store.projection.numbers import Numbers
from vendors.store.projection.versions import begun, versions
from vendors.store.rows import Rows

PARTS = (
    tables.RecipientVersion,
    tables.RecipientStorage,
    tables.EquivalentMeasures,
    tables.EquivalentCheck,
    tables.Screening,
    tables.Review,
    tables.Subprocessor,
)


def write_recipient(rows: Rows, entry: Recipient, numbers: Numbers) -> None:
    """The head of a recipient; sub-processors name each other's, so all heads are there before any part."""
    rows.add(
        tables.Recipient,
        id=numbers.give("recipients", entry.code, rows),
        code=entry.code,
        corporate_number=entry.corporate_number,
        same_entity=entry.same_entity,
        continuation_difficult_from=entry.continuation_difficult_from,
        note=entry.note,
        owner=entry.owner,
    )


def write_recipient_parts(rows: Rows, entry: Recipient, numbers: Numbers) -> None:
    """What stands below the head."""
    recipient = numbers.of("recipients", entry.code)
    _write_versions(rows, recipient, entry)
    for country in entry.stored_in:
        rows.add(tables.RecipientStorage, recipient_id=recipient, country=country)
    for measures in entry.equivalent_measures:
        rows.add(
            tables.EquivalentMeasures,
            recipient_id=recipient,
            kind=measures.kind,
            from_on=measures.from_,
            until_on=measures.until,
            note=measures.note,
            owner=measures.owner,
        )
    for day in entry.equivalent_checks:
        rows.add(tables.EquivalentCheck, recipient_id=recipient, made_on=day)
    for day in entry.screenings:
        rows.add(tables.Screening, recipient_id=recipient, made_on=day)
    for day in entry.reviews:
        rows.add(tables.Review, recipient_id=recipient, made_on=day)
    for further in entry.subprocessors:
        subprocessor = rows.add(
            tables.Subprocessor,
            recipient_id=recipient,
            subprocessor_id=numbers.of("recipients", further.recipient),
            work=further.work,
            from_on=further.from_,
            until_on=further.until,
            approved_on=further.approved_on,
            note=further.note,
            owner=further.owner,
        )
        for item in numbers.of_each("items", further.items):
            rows.add(tables.SubprocessorItem, subprocessor_id=subprocessor, item_id=item)


def _write_versions(rows: Rows, recipient: int, entry: Recipient) -> None:
    abroad = RecipientFacts(entry).abroad
    changes = entry.changes
    for first, last, values in versions(
        name=changing("name", entry.name, changes),
        kind=changing("kind", entry.kind, changes),
        country=changing("country", entry.country, changes),
        japan_business=changing("japan_business", entry.japan_business, changes),
        address=changing("address", entry.address, changes),
        representative=changing("representative", entry.representative, changes),
        begun=begun(changes),
    ):
        change = values.pop("begun")
        rows.add(
            tables.RecipientVersion,
            recipient_id=recipient,
            from_on=first,
            until_on=last,
            **values,
            # Country and business change on change days alone, so one answer is that of all days of a version.
            abroad=first.toordinal() in abroad,
            changed=change.changed,
            note=change.note,
            owner=change.owner,
        )
