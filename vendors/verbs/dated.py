"""What happens on a day: values that change, contracts amended, renewed and terminated, what ends, what was done.

Earlier days keep their facts, so none of these has to say why.
"""

from collections.abc import Callable
from typing import Any

from vendors.register.documents import Document
from vendors.register.entries.part import NOT_REPLACED
from vendors.register.faults import Path
from vendors.verbs.desk import Desk
from vendors.verbs.verb import Target, put

Do = Callable[[Desk, Target, Path], None]


def adds_to(field: str, said_in: str = "") -> Do:
    """Add an entry to a list of an entry: a dated change, an amendment, a sub-processor.

    `said_in` is the key of the input that holds it; without one, the input itself is it.
    """

    def do(desk: Desk, target: Target, at: Path) -> None:
        now = target.now(desk, at)
        if now is not None:
            there = now.get(field, [])
            said = target.given[said_in] if said_in else dict(target.given)
            if not said_in and not _changes(said):
                desk.refuse("changes_nothing", at, day=said["on"])
                return
            now[field] = [*there, said]
            place = (*at, said_in) if said_in else at
            put(desk, target, now, at, [((field, len(there)), place)])

    return do


def _changes(said: Document) -> bool:
    """Whether a change says anything beside its day; a null says that a field is absent, a remark that it was made."""
    return any(said.get(name) or name not in NOT_REPLACED for name in said if name != "on")


def adds_day(field: str) -> Do:
    """Add a day to the days on which something was done."""

    def do(desk: Desk, target: Target, at: Path) -> None:
        now = target.now(desk, at)
        if now is not None:
            there = now.get(field, [])
            now[field] = [*there, target.given["on"]]
            put(desk, target, now, at, [((field, len(there)), (*at, "on"))])

    return do


def says(field: str, by: str, *, once: bool = False) -> Do:
    """Have a field say what the input's field `by` says; `once`: it is refused where the field says something."""

    def do(desk: Desk, target: Target, at: Path) -> None:
        now = target.now(desk, at)
        if now is None:
            return
        if once and field in now and now[field] != target.given[by]:
            desk.refuse("recorded_already", (*at, by), value=_told(now[field]))
            return
        now[field] = target.given[by]
        put(desk, target, now, at, [((field,), (*at, by))])

    return do


def _told(value: Any) -> str:
    return str(value) if not isinstance(value, dict) else ", ".join(f"{key}: {one}" for key, one in value.items())


def says_of_part(part: str, field: str, by: str) -> Do:
    """The same of a field of the entry's only part of that name, such as the record of a delivery."""

    def do(desk: Desk, target: Target, at: Path) -> None:
        now = target.now(desk, at)
        if now is None:
            return
        if part not in now:
            desk.refuse("not_recorded", at, value=part)
        elif now[part].get(field) not in {None, target.given[by]}:
            desk.refuse("recorded_already", (*at, by), value=_told(now[part][field]))
        else:
            now[part][field] = target.given[by]
            put(desk, target, now, at, [((part, field), (*at, by))])

    return do


def says_of_one(field: str, named_by: str, sets: str) -> Do:
    """Have one of a list of parts say something of itself: it is named by a value, and by its first day if need be."""

    def do(desk: Desk, target: Target, at: Path) -> None:
        now = target.now(desk, at)
        if now is None:
            return
        named, start = target.given[named_by], target.given.get("from")
        those = [
            (place, part)
            for place, part in enumerate(now.get(field, []))
            if part[named_by] == named and start in {None, part["from"]}
        ]
        if len(those) > 1:
            those = [(place, part) for place, part in those if part.get(sets) is None]
        if len(those) != 1:
            there = ", ".join(f"{part[named_by]} ({part['from']})" for part in now.get(field, [])) or "—"
            desk.refuse("unknown_part", (*at, named_by), value=str(named), there=there)
            return
        place, part = those[0]
        part[sets] = target.given[sets]
        put(desk, target, now, at, [((field, place, sets), (*at, sets))])

    return do


_OF_ITS_OWN = frozenset(
    {
        *("code", "from", "until", "signed_on", "terminated_on", "returned_on", "renews", "amendments"),
        *("note", "owner"),
    }
)
"""What a renewal doesn't take over from the contract that it renews."""


def renew(desk: Desk, target: Target, at: Path) -> None:
    """Write a contract that renews another, and says what that one said in the end wherever the input says nothing."""
    old = target.now(desk, at)
    if old is None:
        return
    kept = {name: value for name, value in _amended(old).items() if name not in _OF_ITS_OWN}
    said = {name: value for name, value in {**kept, **target.given["renewal"]}.items() if value is not None}
    desk.add("contracts", {**said, "renews": target.key}, (*at, "renewal"))
    desk.worked[-1].said.append((("renews",), (*at, "code")))


def _amended(contract: Document) -> Document:
    """What a contract says after all its amendments."""
    says = dict(contract)
    for amendment in sorted(contract.get("amendments", []), key=lambda one: str(one["on"])):
        terms = {*says.get("terms", [])} | {*amendment.get("adds", [])}
        says["terms"] = sorted(terms - {*amendment.get("removes", [])})
        says |= {name: amendment[name] for name in ("confidentiality", "items", "purposes") if name in amendment}
    return says
