"""Reading kept counts: what stands on a day is the sum of all changes until then.

Changes are summed up by day, month and year, so a day needs the years before its own, the months of its year before its
own, and the days of its month until it; however many transfers there are, that is a few thousand rows.
"""

from collections.abc import Callable, Mapping
from datetime import date

from graph.reads.asked import Ask
from graph.reads.dialect import Kind
from graph.reads.statement import Statement

Days = Mapping[str, str]
"""The places of a day, of the first day of its month, and of the first day of its year."""


def days_until(statement: Statement, name: object, day: Callable[[Ask], date], place: str = "") -> Days:
    """The values that `changes_until` needs for a day; `place` is where the day itself stands already."""

    def of(part: str, binder: Callable[[Ask], date]) -> str:
        return statement.parameter((part, name), Kind.DAY, binder)

    return {
        "day": place or of("day", day),
        "month": of("month", lambda ask: day(ask).replace(day=1)),
        "year": of("year", lambda ask: day(ask).replace(month=1, day=1)),
    }


def changes_until(table: str, columns: str) -> str:
    """The rows of a table of counts that make up a day, as a template over `{day}`, `{month}` and `{year}`."""
    runs = (
        ("YEAR", "from_on < {year}"),
        ("MONTH", "from_on >= {year} and from_on < {month}"),
        ("DAY", "from_on >= {month} and from_on <= {day}"),
    )
    return " union all ".join(
        f"select {columns} from {table} where grain = '{grain}' and {run}"  # names of ours
        for grain, run in runs
    )


STANDING = {
    "standing": (
        f"select state_id, sum(transfers) as transfers from ({changes_until('transfer_count', 'state_id, transfers')})"
        " changes group by state_id having sum(transfers) <> 0"
    ),
    "chosen": (
        "select s.verdict, s.basis_kind, s.mechanism, s.record_required, s.abroad, s.service_id, k.transfers"
        " from standing k join counted_state s on s.id = k.state_id"
        " union all select 'INACTIVE', null, null, false, false, null, rest.transfers from (select"
        " (select coalesce(sum(transfers), 0) from transfer_count where grain = 'EVER')"
        " - (select coalesce(sum(transfers), 0) from standing) as transfers) rest where rest.transfers <> 0"
    ),
}
"""In place of the rows that are counted: how many transfers there are in each state on a day, none named by itself."""


def changes_at(points: str, grain: str, first: Days, by_code: str) -> str:
    """What changes from one point to the next, from the first point on; of those that ended in between, how many."""
    parts = []
    for table, code, where in (("transfer_count", "null", f"not {by_code}"), ("code_count", "code", by_code)):
        k_code = "null" if code == "null" else "k.code"
        at_first = changes_until(table, f"state_id, {code} as code, transfers").format(**first)
        parts += [
            f"select 1 as place, state_id, code, transfers, 0 as ended from ({at_first}) begun where {where}",
            _changes(points, table, k_code, "k.transfers, 0", f"k.grain = {grain} and k.from_on > p.before", where),
            _changes(
                points, table, k_code, "0, k.ended", f"k.grain = 'MONTH' and k.from_on >= p.first{_QUARTER}", where
            ),
            _changes(points, table, k_code, "0, -k.ended", f"k.grain = 'DAY' and {_ON_ITS_FIRST_DAY}{_QUARTER}", where),
        ]
    return " union all ".join(parts)


_ON_ITS_FIRST_DAY = "k.from_on >= p.first and k.from_on <= p.first"
"""Not by `=`: a day that was made out of a text is none that SQLite would look up, and it reads all days instead."""
_QUARTER = " and p.first < p.day"
"""What ended in between counts in a quarter alone; on its first day ends what was there before it."""


def _changes(points: str, table: str, code: str, counts: str, on: str, where: str) -> str:
    return (
        f"select p.place, k.state_id, {code}, {counts} from {points} p join {table} k on {on} and k.from_on <= p.day"
        f" where {where}"
    )
