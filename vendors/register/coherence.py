"""What the register as a whole must not say: circles, two things at one time, an item that a transfer hasn't.

Like the references, it is read off the file's plain data; what has a fault of its own is passed over here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from vendors.register.circles import check_circles
from vendors.register.entries.contract import Amendment
from vendors.register.entries.part import NOT_REPLACED, Change, is_absent
from vendors.register.entries.recipient import RecipientChange
from vendors.register.entries.transfer import TransferChange
from vendors.register.fault_texts import shown
from vendors.register.faults import FaultList, Found, Path
from vendors.register.references import Lists
from vendors.register.values import day, moment

Placed = tuple[Path, Mapping[str, Any]]

_CHANGES: Mapping[str, tuple[str, type[Change]]] = {
    "recipients": ("changes", RecipientChange),
    "contracts": ("amendments", Amendment),
    "transfers": ("changes", TransferChange),
}
"""Which lists have dated changes, under which key, and what these can say."""


def check_coherence(lists: Lists, time_zone: str, faults: FaultList) -> None:
    """Find everything that the entries say against each other; `time_zone` is the operator's."""
    _check_policy_days(lists, faults)
    check_circles(lists, faults)
    for name, (key, kind) in _CHANGES.items():
        for path, entry in _mappings(lists[name], (name,)):
            _check_changes(list(_mappings(entry.get(key), (*path, key))), kind, faults)
    for path, transfer in _mappings(lists["transfers"], ("transfers",)):
        _check_bases(transfer, path, faults)
    _check_deliveries(lists, ZoneInfo(time_zone), faults)


def _mappings(entries: Any, path: Path) -> Iterator[Placed]:
    """The mappings in a list, with their paths."""
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield (*path, number), entry


def _day(value: Any) -> date | None:
    """The day that a value names; `None` where it is absent or no day."""
    try:
        return day(value)
    except PydanticCustomError:
        return None


def _check_policy_days(lists: Lists, faults: FaultList) -> None:
    """Of two policies from one day, none could be said to be in force."""
    first: dict[date, Path] = {}
    for path, policy in _mappings(lists["policies"], ("policies",)):
        start = _day(policy.get("from"))
        if start is not None:
            place = (*path, "from")
            if start in first:
                faults.add(Found("policy_day_twice", place, {"value": start.isoformat()}, other=first[start]))
            first.setdefault(start, place)


def _check_changes(changes: list[Placed], kind: type[Change], faults: FaultList) -> None:
    """One field changes once a day; a term is not added and removed on one day."""
    first: dict[tuple[date, str], Path] = {}
    terms: dict[tuple[date, str, str], Path] = {}
    for path, change in changes:
        on = _day(change.get("on"))
        if on is None:
            continue
        for field, value in change.items():
            if field not in kind.model_fields or field in _ABOUT or (field in NOT_REPLACED and is_absent(value)):
                continue
            place, other = (*path, field), first.setdefault((on, field), (*path, field))
            if other != place:
                params = {"value": shown(field), "day": on.isoformat()}
                faults.add(Found("changed_twice", place, params, other=other))
        for field, against in (("adds", "removes"), ("removes", "adds")):
            for number, term in enumerate(_list(change.get(field))):
                place = (*path, field, number)
                if isinstance(term, str) and terms.setdefault((on, field, term), place) == place:
                    other_place = terms.get((on, against, term))
                    if other_place is not None:
                        params = {"value": shown(term), "day": on.isoformat()}
                        faults.add(Found("adds_and_removes", place, params, other=other_place))


_ABOUT = frozenset({"on", "note", "owner"})


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _check_bases(transfer: Mapping[str, Any], path: Path, faults: FaultList) -> None:
    """A transfer has one basis at a time."""
    runs = []
    for place, basis in _mappings(transfer.get("bases"), (*path, "bases")):
        ends = [_end(basis, transfer, key) for key in ("from", "until")]
        if None not in ends and ends[0] <= ends[1]:
            runs.append((ends[0], ends[1], place))
    runs.sort(key=lambda run: run[:2])
    latest: Any = None
    for run in runs:
        if latest is not None and run[0] <= latest[1]:
            earlier, later = sorted((latest, run), key=lambda one: one[2])
            params = {"mine": _period(later), "theirs": _period(earlier)}
            faults.add(Found("overlapping_bases", later[2], params, other=earlier[2]))
        if latest is None or run[1] > latest[1]:
            latest = run


def _end(basis: Mapping[str, Any], transfer: Mapping[str, Any], key: str) -> Any:
    """The first or last day of a basis, which is the transfer's where it has none; `None` where that can't be read."""
    for holder in (basis, transfer):
        value = holder.get(key)
        if not is_absent(value):
            return _day(value)
    return date.min if key == "from" else date.max


def _period(run: Any) -> str:
    start = "" if run[0] == date.min else run[0].isoformat()
    return f"{start}..{'' if run[1] == date.max else run[1].isoformat()}"


def _check_deliveries(lists: Lists, time_zone: ZoneInfo, faults: FaultList) -> None:
    """A delivery's items are among those that its transfer has on that day."""
    transfers = {
        transfer.get("code"): transfer
        for _, transfer in _mappings(lists["transfers"], ("transfers",))
        if isinstance(transfer.get("code"), str)
    }
    for path, delivery in _mappings(lists["deliveries"], ("deliveries",)):
        items = _list(delivery.get("items"))
        code = delivery.get("transfer")
        transfer = transfers.get(code) if isinstance(code, str) else None
        if not items or transfer is None:
            continue
        try:
            on = moment(delivery.get("at")).astimezone(time_zone).date()
        except PydanticCustomError:
            continue
        held = _items_on(transfer, on)
        if held is None:
            continue
        for number, item in enumerate(items):
            if isinstance(item, str) and item not in held:
                told = ", ".join(held[:_TOLD]) + (", …" if len(held) > _TOLD else "")
                params = {"transfer": shown(code), "value": shown(item), "day": on.isoformat(), "items": told or "—"}
                faults.add(Found("item_not_in_transfer", (*path, "items", number), params))


_TOLD = 20


def _items_on(transfer: Mapping[str, Any], on: date) -> list[str] | None:
    """The items that a transfer has on a day, after its changes; `None` where they can't be read."""
    items, since = transfer.get("items"), date.min
    for _, change in _mappings(transfer.get("changes"), ()):
        start = _day(change.get("on"))
        if start is None:
            return None
        if "items" in change and since <= start <= on:
            items, since = change["items"], start
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        return None
    return items
