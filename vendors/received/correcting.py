"""A receipt corrected: what should have been said of it, by whoever saw what was said last, and why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedItem
from models.vocabulary import RecipientKind, RecordMethod
from vendors.ledger.events import RECEIVED, as_moment
from vendors.received.stored import ReceivedProvision
from vendors.register.fault_texts import shown
from vendors.store.connection import Row
from vendors.verbs.refusals import Fields
from vendors.verbs.stepping import Step


def _each_once(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


_READ: Mapping[str, Callable[[Any], object]] = {
    "provider": str,
    "provider_kind": RecipientKind,
    "name": str,
    "address": str,
    "representative": str,
    "basis": ReceivedBasis,
    "received_on": date.fromisoformat,
    "items": _each_once,
    "subjects": _each_once,
    "subject_count": int,
    "confirmed_on": date.fromisoformat,
    "provider_method": ConfirmationMethod,
    "circumstances": str,
    "circumstances_method": ConfirmationMethod,
    "record_made_on": date.fromisoformat,
    "record_method": RecordMethod,
    "record_has": lambda words: tuple(ReceivedItem(one) for one in _each_once(words)),
    "record_deleted_on": date.fromisoformat,
}
"""What is corrected, and how what is given of it is read."""
_NEVER_ABSENT = frozenset({"provider", "provider_kind", "name", "basis", "received_on", "items"})
_LISTS = frozenset({"subjects", "record_has"})


def corrected(step: Step, before: ReceivedProvision) -> ReceivedProvision:
    """What is said from now on: a field that is left out stays, null makes it absent, a list is replaced whole."""
    said: dict[str, object] = {}
    for field, read in _READ.items():
        if field in step.said:
            value = step.said[field]
            if value is None and field in _NEVER_ABSENT:
                raise step.refused("missing_field", field, value=field)
            nothing = () if field in _LISTS else None
            said[field] = nothing if value is None else read(value)
    return before.with_step(**said)


async def check_seen(step: Step, number: int, before: ReceivedProvision) -> None:
    """Refuse who saw another receipt than what there is by now, and tell him what changed since."""
    seen = step.said["revision"]
    if seen == str(before.revision):
        return
    events = await step.connection.rows(
        "SELECT entry, actor, recorded_at FROM ledger_event WHERE list = ? AND key = ? ORDER BY id",
        *(RECEIVED, str(number)),
    )
    last = events[-1]
    raise step.refused(
        "stale",
        "revision",
        seen=shown(seen),
        revision=before.revision,
        by=last["actor"] or "—",
        at=as_moment(last["recorded_at"]).isoformat(timespec="seconds").replace("+00:00", "Z"),
        fields=_changed(events, seen),
    )


def _changed(events: Sequence[Row], seen: str) -> Fields:
    """What the ledger says otherwise since that revision; of persons and third parties nothing is told."""
    if not (seen.isascii() and seen.isdigit() and 0 < int(seen) <= len(events)):
        return Fields()
    then, now = (orjson.loads(row["entry"]) for row in (events[int(seen) - 1], events[-1]))
    differing = {name for name in {*then, *now} - {"persons", "revision"} if then.get(name) != now.get(name)}
    return Fields(sorted(differing))
