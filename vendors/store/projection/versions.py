"""What changes over time, as versions: a run of days for each, from the beginning to the last."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

import orjson

from models.columns import BEGINNING
from vendors.periods import Periods, Timeline, as_date, timeline, together
from vendors.register.entries.contract import Amendment
from vendors.register.entries.part import Change

FIRST_DAY = date.min.toordinal()


class Begun(NamedTuple):
    """What the changes of one day say, beside the values that hold from then."""

    changed: str | None = None
    """The names of the fields that they replace, as a JSON array of words."""
    adds: str | None = None
    """The terms that they add, in the same way."""
    removes: str | None = None
    """The terms that they remove, in the same way."""
    note: str | None = None
    owner: str | None = None


def begun(changes: Iterable[Change]) -> Timeline[Begun]:
    """With what each version begins: a change begins one on its day, even where it replaces a value by the same."""
    by_day: defaultdict[date, list[Change]] = defaultdict(list)
    for change in changes:
        by_day[change.on].append(change)
    return timeline(Begun(), [(day.toordinal(), _of_day(those)) for day, those in by_day.items()])


def _of_day(changes: list[Change]) -> Begun:
    amendments = [change for change in changes if isinstance(change, Amendment)]
    return Begun(
        changed=_words(name for change in changes for name in change.changed - {"adds", "removes"}),
        adds=_words(term for amendment in amendments for term in amendment.adds or ()),
        removes=_words(term for amendment in amendments for term in amendment.removes or ()),
        note="\n".join(change.note for change in changes if change.note) or None,
        owner="\n".join(change.owner for change in changes if change.owner) or None,
    )


def _words(names: Iterable[str]) -> str | None:
    words = sorted({name.rstrip("_").upper() for name in names})
    return orjson.dumps(words).decode() if words else None


def versions(**lines: Timeline[Any]) -> Iterator[tuple[date, date | None, dict[str, Any]]]:
    """First day, last day (`None` for the last version) and the values of each run of days on which nothing changes."""
    for *values, days in together(*lines.values()):
        assert isinstance(days, Periods), "values stand with their days"
        if days.last >= FIRST_DAY:
            first = as_date(max(days.first, FIRST_DAY)) or BEGINNING
            yield first, as_date(days.last), dict(zip(lines, values, strict=True))
