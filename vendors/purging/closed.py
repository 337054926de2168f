"""A delivery whose persons were purged is closed: it can't be judged any more, so nothing of it is corrected."""

from collections.abc import Iterable, Mapping
from datetime import date

from vendors.purging.purged import day_of
from vendors.store.connection import Reads
from vendors.store.refusals import Refusal, StoreRefused
from vendors.store.several import rows_among


async def purged_among(database: Reads, deliveries: Iterable[str]) -> Mapping[str, date]:
    """Of these stored deliveries those whose persons were purged, each with the day."""
    rows = await rows_among(
        database, "SELECT code, purged_on FROM delivery WHERE purged_on IS NOT NULL AND code AMONG THESE", deliveries
    )
    found = {row["code"]: day_of(row["purged_on"]) for row in rows}
    return {code: day for code, day in found.items() if day is not None}


async def check_not_purged(database: Reads, deliveries: Iterable[str]) -> None:
    """Raise `StoreRefused` where the persons of one of these deliveries, which are to be corrected, were purged."""
    purged = await purged_among(database, deliveries)
    if purged:
        first = min(purged)
        raise StoreRefused(Refusal.PURGED, delivery=first, on=purged[first], number=len(purged))
