"""What has to be done again within so many months: reviews of a vendor, checks of equivalent measures."""

from itertools import pairwise

from vendors.periods import Periods, Run, months_after


def overdue(runs: Periods, done: tuple[int, ...], months: int) -> Periods:
    """The days of each run later than `months` after its first day, or after the latest day on which it was done.

    `done` is in order of days; what was done before a run began says nothing, for the run's first day is later.
    """
    late: list[Run] = []
    for first, last in runs:
        marks = pairwise([first, *[day for day in done if first < day <= last], last + 1])
        late += [(due + 1, then - 1) for mark, then in marks if (due := months_after(mark, months)) < then - 1]
    return Periods(late)  # in order and apart: each lies between two marks, and touches neither
