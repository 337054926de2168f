"""A legal basis replaced from a day: earlier days keep the one that they rest on (APPI 27)."""

from datetime import date, timedelta
from typing import Any

from vendors.register.documents import Document
from vendors.register.faults import Path
from vendors.register.values import day
from vendors.verbs.days_in_order import ITS_END, ITS_START, not_after, not_before
from vendors.verbs.desk import Desk
from vendors.verbs.refusals import Refusal
from vendors.verbs.verb import Target, put


def replace_basis(desk: Desk, target: Target, at: Path) -> None:
    """End the basis in force the day before, and begin another: it lasts as long as the one that it replaces.

    Where none is in force on the day, the new one is added; what it then overlaps is refused as it is in a file, and so
    is a day on which the transfer is not.
    """
    now = target.now(desk, at)
    if now is None:
        return
    basis = {**target.given["basis"]}
    if basis.get("from") is None:
        desk.refuse("missing_field", (*at, "basis", "from"), value="'from'")
        return
    start = day(basis["from"])
    place = (*at, "basis", "from")
    outside = [
        *not_before(basis["from"], place, now.get("from"), ITS_START),
        *not_after(basis["from"], place, now.get("until"), ITS_END),
    ]
    if outside:
        desk.refused += [Refusal(found.code, found.path, found.params) for found in outside]
        return
    kept: list[Document] = []
    for one in now.get("bases", []):
        first, last = _days(one, now)
        if not first <= start <= last:
            kept.append(one)
            continue
        if one.get("until") is not None and basis.get("until") is None:
            basis["until"] = one["until"]
        if first < start:
            kept.append({**one, "until": (start - timedelta(days=1)).isoformat()})
    now["bases"] = [*kept, basis]
    put(desk, target, now, at, [(("bases", len(kept)), (*at, "basis"))])


def _days(basis: Document, transfer: Document) -> tuple[date, date]:
    until = basis.get("until") or transfer.get("until")
    first: Any = basis.get("from")
    return (_first(transfer) if first is None else day(first)), (date.max if until is None else day(until))


def _first(transfer: Document) -> date:
    return day(transfer["from"])
