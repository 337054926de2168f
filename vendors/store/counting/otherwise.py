"""Who counts otherwise after a change: most corrections leave every count as it is, and then none is looked at."""

from collections.abc import Mapping
from typing import Any

from vendors.register.entries.recipient import Recipient
from vendors.store.afterwards import Afterwards, stored_entries
from vendors.store.rejudging import Answers
from vendors.store.several import rows_among


async def transfers_that_count_otherwise(after: Afterwards, answers: Answers) -> frozenset[str]:
    """The transfers that are new, gone, judged otherwise, or of another service or to another recipient than before.

    What is said of a transfer covers its whole period, so one with other days is judged otherwise.
    """
    difference, entries = after.change.difference, after.change.of("transfers")
    found = answers.transfers.anew | difference.added["transfers"] | difference.removed["transfers"]
    rows = await rows_among(after.database, _PARTIES, difference.corrected["transfers"] - found)
    by_code: Mapping[str, Any] = entries
    return frozenset(found) | {
        row["code"]
        for row in rows
        if (row["service"], row["recipient"]) != (by_code[row["code"]].service, by_code[row["code"]].recipient)
    }


async def recipients_that_move(after: Afterwards) -> frozenset[str]:
    """The recipients that are, on some day, in another country than before, or abroad where they were not."""
    corrected = after.change.difference.corrected["recipients"]
    before: Mapping[str, Recipient] = await stored_entries(after.database, "recipients", corrected)
    now: Mapping[str, Any] = after.change.of("recipients")
    return frozenset(code for code in corrected if _where(before[code]) != _where(now[code]))


def _where(entry: Recipient) -> tuple[object, ...]:
    """What decides where a recipient is."""
    return (
        *(getattr(entry, name) for name in _DECIDES),
        *(
            (change.on, name, getattr(change, name))
            for change in entry.changes
            for name in _DECIDES
            if name in change.changed
        ),
    )


_DECIDES = ("country", "japan_business", "kind")
_PARTIES = (
    "SELECT transfer.code, service.code AS service, recipient.code AS recipient FROM transfer"
    " JOIN service ON service.id = service_id JOIN recipient ON recipient.id = recipient_id"
    " WHERE transfer.code AMONG THESE"
)
