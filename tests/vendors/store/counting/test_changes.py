"""The changes of the counts, held against counting one transfer after another, day by day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from vendors.store.counting.changes import Change, Changes
from vendors.store.counting.pieces import FIRST, LAST, Counted, Found, Span, State, Version

K = TypeVar("K")
Counts = Counter[tuple[str, object]]
"""Numbers, by the name of what is counted and by what it is counted by."""

NEW_YEAR = date(2026, 1, 1).toordinal()
DAYS = (
    FIRST,
    FIRST + 1,
    *range(NEW_YEAR - 4, NEW_YEAR + 5),
    NEW_YEAR + 40,
    NEW_YEAR + 89,
    NEW_YEAR + 90,
    LAST - 1,
    LAST,
)
"""Around a new year, which begins a quarter, a month and a year; around another quarter; the calendar's ends."""
ASKED = sorted({day for one in DAYS for day in (one - 1, one, one + 1) if FIRST <= day <= LAST})

days = st.sampled_from(DAYS)


@st.composite
def runs(draw: st.DrawFn, first: int = FIRST, last: int = LAST) -> list[tuple[int, int]]:
    """Runs of days, one after the other without gaps, that together are all days from a first to a last one."""
    cuts = draw(st.sets(days, max_size=3))
    begins = [first, *sorted(cut for cut in cuts if first < cut <= last)]
    return [(begin, after - 1) for begin, after in pairwise([*begins, last + 1])]


@st.composite
def transfers(draw: st.DrawFn) -> Counted:
    """A transfer with spans, now and then one that is missing; a recipient that moves; findings at any time."""
    first, last = sorted((draw(days), draw(days)))
    said = st.tuples(st.sampled_from(("VALID", "INVALID")), st.sampled_from((None, "consent")), st.just("NONE"))
    spans = [Span(*run, *draw(said), draw(st.booleans())) for run in draw(runs(first, last))]
    if draw(st.integers(0, 9)) == 0:
        spans.pop()
    versions = [Version(*run, draw(st.sampled_from((None, "US"))), draw(st.booleans())) for run in draw(runs())]
    what = st.tuples(st.sampled_from(("NO_BASIS", "NO_RECORD")), st.sampled_from(("BLOCKING", "WARNING")))
    findings = [
        Found(min(one, other), max(one, other), *draw(what))
        for one, other in draw(st.lists(st.tuples(days, days), max_size=4))
    ]
    return Counted(first, last, draw(st.sampled_from((1, 2))), versions, spans, findings)


some = st.lists(transfers(), max_size=3)


@given(before=some, now=some)
def test_changes_until_a_day_are_what_counting_on_it_says(before: list[Counted], now: list[Counted]) -> None:
    """The years before, the months of the year before and the days of the month make up the difference on any day."""
    changes = changed(before, now)

    for day in ASKED:
        assert until(changes, day) == minus(standing_on(now, day), standing_on(before, day))


@given(before=some, now=some)
def test_who_has_ended_is_who_had_his_last_day_the_day_before(before: list[Counted], now: list[Counted]) -> None:
    """So it is with who broke a rule for the last time in a quarter; a quarter's first day isn't asked about that."""
    changes = changed(before, now)

    for day in ASKED[1:]:
        assert ended_on(changes, day) == minus(ending_before(now, day), ending_before(before, day))


@given(before=some, now=some)
def test_months_and_years_are_the_sums_of_their_days(before: list[Counted], now: list[Counted]) -> None:
    """Of both numbers; and nothing is said of days, months and years in which they come to zero."""
    said, sums = Counter[object](), Counter[object]()
    for name, what, (grain, day, one, other) in of_all(changed(before, now)):
        assert one or other
        if grain == "DAY":
            on = date.fromordinal(day)
            for longer, first in (("MONTH", on.replace(day=1)), ("YEAR", on.replace(month=1, day=1))):
                sums[name, what, longer, first, "one"] += one
                sums[name, what, longer, first, "other"] += other
        elif grain != "EVER":
            said[name, what, grain, date.fromordinal(day), "one"] += one
            said[name, what, grain, date.fromordinal(day), "other"] += other

    assert not_zero(said) == not_zero(sums)


@given(before=some, now=some)
def test_all_that_ever_began_are_counted_by_how_they_began(before: list[Counted], now: list[Counted]) -> None:
    """Each transfer once, whatever becomes of it."""
    changes = changed(before, now)

    ever = Counts()
    for state, change in changes.of_transfers():
        if change.grain == "EVER":
            assert (change.day, change.other) == (FIRST, 0)
            ever["transfers", state] += change.one
    assert ever == minus(beginning(now), beginning(before))


@given(some)
def test_what_is_taken_out_and_put_in_again_changes_nothing(transfers: list[Counted]) -> None:
    """In whatever order: nothing is written where nothing counts otherwise."""
    assert not list(of_all(changed(transfers, transfers[::-1])))


def changed(before: Iterable[Counted], now: Iterable[Counted]) -> Changes:
    """By what the counts change where some transfers take the place of others."""
    changes = Changes()
    for transfer in before:
        changes.add(transfer, -1)
    for transfer in now:
        changes.add(transfer, 1)
    return changes


def of_all(changes: Changes) -> Iterator[tuple[str, object, Change]]:
    """All changes, with the name of what they are of."""
    yield from (("transfers", what, change) for what, change in changes.of_transfers())
    yield from (("codes", what, change) for what, change in changes.of_codes())
    yield from (("findings", what, change) for what, change in changes.of_findings())


def until(changes: Changes, day: int) -> Counts:
    """The sums of all changes that make up a day."""
    on = date.fromordinal(day)
    month, year = on.replace(day=1).toordinal(), on.replace(month=1, day=1).toordinal()
    runs = {"YEAR": (FIRST, year - 1), "MONTH": (year, month - 1), "DAY": (month, day), "EVER": (LAST, FIRST)}
    sums = Counts()
    for name, what, change in of_all(changes):
        first, last = runs[change.grain]
        if first <= change.day <= last:
            sums[name, what] += change.one
            if name == "findings":
                sums["with a finding", what] += change.other
    return not_zero(sums)


def standing_on(many: Iterable[Counted], day: int) -> Counts:
    """The same, counted: transfers by state, and by state and broken rule; findings, and transfers that have one."""
    counts = Counts()
    for transfer in many:
        if state := state_on(transfer, day):
            counts["transfers", state] += state.verdict != "INACTIVE"
            counts.update(("codes", (state, code)) for code in broken_on(transfer, day))
        holding = [(one.code, one.severity) for one in transfer.findings if one.first <= day <= one.last]
        counts.update(("findings", what) for what in holding)
        counts.update(("with a finding", what) for what in set(holding))
    return counts


def ended_on(changes: Changes, day: int) -> Counts:
    """How many ended, by the changes of a day; on a quarter's first day the transfers alone."""
    sums = Counts()
    for name, what, change in of_all(changes):
        if (change.grain, change.day) == ("DAY", day) and (name == "transfers" or (name == "codes" and asked_at(day))):
            sums[name, what] += change.other
    return not_zero(sums)


def ending_before(many: Iterable[Counted], day: int) -> Counts:
    """The same, counted: by how they stood the day before, which was the last one."""
    counts = Counts()
    for transfer in many:
        if state := state_on(transfer, day - 1):
            counts["transfers", state] += day - 1 == transfer.last
            later = {code for after in rest_of_quarter(day) for code in broken_on(transfer, after)}
            counts.update(("codes", (state, code)) for code in broken_on(transfer, day - 1) - later if asked_at(day))
    return counts


def beginning(many: Iterable[Counted]) -> Counts:
    """Transfers by how they stand on their first day."""
    return Counts(("transfers", state) for one in many if (state := state_on(one, one.first)))


def state_on(transfer: Counted, day: int) -> State | None:
    """How a transfer stands on a day; none where a span is missing."""
    (version,) = [one for one in transfer.versions if one.first <= day <= one.last]
    said = [one for one in transfer.spans if one.first <= day <= one.last]
    if not transfer.first <= day <= transfer.last:
        said = [Span(day, day, "INACTIVE", None, None, record_required=False)]
    for one in said:
        return State(
            verdict=one.verdict,
            basis_kind=one.basis_kind,
            abroad=version.abroad,
            mechanism=one.mechanism,
            record_required=one.record_required,
            country=version.country,
            service=transfer.service,
        )
    return None


def broken_on(transfer: Counted, day: int) -> set[str]:
    """The rules that are broken on a day."""
    return {one.code for one in transfer.findings if one.first <= day <= one.last}


def asked_at(day: int) -> bool:
    """Whether anyone asks who broke a rule the day before for the last time in a quarter: not as another begins."""
    return quarter_of(day) == quarter_of(day - 1)


def rest_of_quarter(day: int) -> Sequence[int]:
    """From a day on, the days of its quarter."""
    return [after for after in range(day, min(day + 92, LAST + 1)) if quarter_of(after) == quarter_of(day)]


def quarter_of(day: int) -> tuple[int, int]:
    """Its year, and which quarter of it."""
    on = date.fromordinal(day)
    return on.year, (on.month - 1) // 3


def minus(now: Counts, before: Counts) -> Counts:
    """The difference, which may lie below zero."""
    difference = Counts(now)
    difference.subtract(before)
    return not_zero(difference)


def not_zero(sums: Counter[K]) -> Counter[K]:
    """Without what comes to zero."""
    return Counter({what: number for what, number in sums.items() if number})
