"""Publications about anonymised information as rows."""

import models.anonymised_release as tables
from vendors.register.entries.delivery import AnonymisedRelease
from vendors.store.projection.numbers import Numbers
from vendors.store.rows import Rows


def write_release(rows: Rows, entry: AnonymisedRelease, numbers: Numbers) -> None:
    """A publication, with the items and recipients that it names."""
    release = rows.add(
        tables.AnonymisedRelease,
        created_published_on=entry.created_published_on,
        provision_published_on=entry.provision_published_on,
        method=entry.method,
        labelled_on=entry.labelled_on,
        note=entry.note,
        owner=entry.owner,
    )
    for item in numbers.of_each("items", entry.items):
        rows.add(tables.AnonymisedReleaseItem, release_id=release, item_id=item)
    for recipient in numbers.of_each("recipients", entry.recipients):
        rows.add(tables.AnonymisedReleaseRecipient, release_id=release, recipient_id=recipient)
