"""Days that a verb says, against the days around them: nothing ends before it begins, or happens where nothing is.

A register file takes such days as they are, for it holds what was recorded; and what is recorded so is no fault of a
verb that says nothing of it. A new part (an amendment, a change, a basis) has its days within the entry's; one that is
there may come to lie outside, for what was planned is cut off where the entry ends earlier.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic_core import PydanticCustomError

from vendors.register.documents import Document
from vendors.register.fault_texts import Texts
from vendors.register.faults import Found, Path
from vendors.register.values import day

ITS_START: Texts = {"en": "its first day", "ja": "開始日"}
ITS_END: Texts = {"en": "its last day", "ja": "終了日"}
_FROM_WHEN: Texts = {"en": "the day from which the amendment holds", "ja": "変更の適用日"}
_TERMINATION: Texts = {"en": "the last day of the contract, which was terminated", "ja": "契約の解約日"}
_MADE: Texts = {"en": "the day on which the record was made", "ja": "記録の作成日"}
_RENEWAL: Texts = {"en": "the first day of the contract that renews it", "ja": "更新後の契約の開始日"}
_RENEWED: Texts = {"en": "the first day of the contract that it renews", "ja": "更新元の契約の開始日"}

Dated = tuple[Path | None, Document, Document]
"""A contract: where it stands among what is written, if it is, what it said before, and what it says now."""

_NOT_BEFORE: Mapping[str, tuple[tuple[Path, Path, Texts], ...]] = {
    "contracts": ((("terminated_on",), ("from",), ITS_START), (("returned_on",), ("from",), ITS_START)),
    "deliveries": ((("record", "deleted_on"), ("record", "made_on"), _MADE),),
}
"""By list: what is not before what, in one entry."""


def out_of_order(list_name: str, before: Document | None, now: Document, path: Path) -> Iterator[Found]:
    """Every two days of an entry that are in the wrong order now, and were not said so before."""
    before = before or {}
    for later, earlier, what in _NOT_BEFORE.get(list_name, ()):
        said = _at(now, later), _at(now, earlier)
        if said != (_at(before, later), _at(before, earlier)):
            yield from not_before(said[0], (*path, *later), said[1], what, (*path, *earlier))
    start, begin = now.get("from"), (*path, "from")
    if list_name == "contracts":
        for at, one in _new("amendments", before, now, path):
            yield from not_before(one.get("on"), (*at, "on"), start, ITS_START, begin)
            last = now.get("terminated_on")
            yield from not_after(one.get("on"), (*at, "on"), last, _TERMINATION, (*path, "terminated_on"))
            yield from not_before(one.get("until"), (*at, "until"), one.get("on"), _FROM_WHEN, (*at, "on"))
        for at, one in _new("amendments", before if before.get("from") == start else {}, now, path):
            yield from not_before(one.get("until"), (*at, "until"), start, ITS_START, begin)
    if list_name == "transfers":
        until, end = now.get("until"), (*path, "until")
        for at, one in _new("changes", before, now, path):
            yield from not_before(one.get("on"), (*at, "on"), start, ITS_START, begin)
            yield from not_after(one.get("on"), (*at, "on"), until, ITS_END, end)
        for at, one in _new("bases", before, now, path):
            yield from not_before(one.get("until"), (*at, "until"), start, ITS_START, begin)
            yield from not_after(one.get("from"), (*at, "from"), until, ITS_END, end)


def renewals_out_of_order(contracts: Mapping[str, Dated]) -> Iterator[Found]:
    """Every contract that begins before the one that it renews, as far as either is said otherwise than before."""
    for path, before, now in contracts.values():
        renewed_path, renewed_before, renewed = contracts.get(str(now.get("renews")), (None, {}, {}))
        began, begins = now.get("from"), renewed.get("from")
        if all(
            one.get(name) == was.get(name)
            for one, was, name in ((now, before, "from"), (now, before, "renews"), (renewed, renewed_before, "from"))
        ):
            continue
        if path is not None:
            other = None if renewed_path is None else (*renewed_path, "from")
            yield from not_before(began, (*path, "from"), begins, _RENEWED, other)
        elif renewed_path is not None:
            yield from not_after(begins, (*renewed_path, "from"), began, _RENEWAL)


def not_before(value: Any, path: Path, first: Any, what: Texts, other: Path | None = None) -> Iterator[Found]:
    """The fault of a day that lies before the first that can be; `other` is where that one stands."""
    on, bound = _day(value), _day(first)
    if on is not None and bound is not None and on < bound:
        yield Found(
            "day_too_early", path, {"value": on.isoformat(), "day": bound.isoformat(), "what": what}, other=other
        )


def not_after(value: Any, path: Path, last: Any, what: Texts, other: Path | None = None) -> Iterator[Found]:
    """The fault of a day that lies after the last that can be; `other` is where that one stands."""
    on, bound = _day(value), _day(last)
    if on is not None and bound is not None and on > bound:
        yield Found(
            "day_too_late", path, {"value": on.isoformat(), "day": bound.isoformat(), "what": what}, other=other
        )


def _new(key: str, before: Document, now: Document, path: Path) -> Iterator[tuple[Path, Document]]:
    """The parts with days that none there before has, each with its place."""
    known = [_days(one) for one in _mappings(before.get(key))]
    for number, one in enumerate(now.get(key) or ()):
        if isinstance(one, dict) and _days(one) not in known:
            yield (*path, key, number), one


def _days(part: Document) -> tuple[Any, ...]:
    return tuple(part.get(name) for name in ("on", "from", "until"))


def _mappings(value: Any) -> list[Document]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document.get(step) if isinstance(document, dict) else None
    return document


def _day(value: Any) -> date | None:
    try:
        return day(value)
    except PydanticCustomError:
        return None
