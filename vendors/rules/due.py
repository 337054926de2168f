"""What has to be done again within so many months: reviews of a vendor, checks of equivalent measures."""

from functools import lru_cache

from vendors.periods import Periods, Run, months_after, periods


@lru_cache(maxsize=65536)
def overdue(runs: Periods, done: tuple[int, ...], months: int) -> Periods:
    """The days of each run later than `months` after its first day, or after the latest day on which it was done.

    `done` is in order of days; what was done before a run began says nothing, for the run's first day is later.
    """
    late: list[Run] = []
    for first, last in runs:
        marks = [first, *(day for day in done if first < day <= last)]
        ends = [*(day - 1 for day in marks[1:]), last]
        late.extend((months_after(mark, months) + 1, end) for mark, end in zip(marks, ends, strict=True))
    return periods(late)
