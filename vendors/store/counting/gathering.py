"""What some transfers add to the counts, gathered by the database itself: pieces of time, then changes on days.

A piece is a run of days over which a transfer is counted in one state: a span, cut where the recipient's country
changes; outside the period, where a finding holds there. Within it nothing changes, so it is one more on its first day
and one fewer after its last. Findings of a rule that overlap or repeat count once.
"""

from collections.abc import Iterable

from vendors.store.address import Engine
from vendors.store.counting.words import DAYS, FIRST, LAST, Days

STATE = "verdict, basis_kind, abroad, mechanism, record_required, country, service_id"
"""What transfers that are counted together agree in."""

_KEY = (
    "verdict || '|' || coalesce(basis_kind, '') || '|' || CASE WHEN abroad THEN 'y' ELSE 'n' END || '|' ||"
    " coalesce(mechanism, '') || '|' || CASE WHEN record_required THEN 'y' ELSE 'n' END || '|' ||"
    " coalesce(country, '') || '|' || cast(service_id AS TEXT)"
)
"""All of it in one text."""

_TABLES = {
    "counted_transfer": "id BIGINT PRIMARY KEY",
    "counted_piece": (
        "transfer_id BIGINT, from_on DATE, until_on DATE, begun BOOLEAN, done BOOLEAN,"
        " key TEXT, verdict TEXT, basis_kind TEXT, abroad BOOLEAN, mechanism TEXT, record_required BOOLEAN,"
        " country TEXT, service_id BIGINT"
    ),
    "counted_change": "counts TEXT, day DATE, key TEXT, code TEXT, severity TEXT, one INT, other INT",
    "counted_block": (
        "counts TEXT, grain TEXT, day DATE, state_id BIGINT, code TEXT, severity TEXT, one INT, other INT"
    ),
}
"""Tables of a connection's own: whose counts change, and how. They are empty between transactions."""

EMPTY_TABLES = tuple(f"DELETE FROM {name}" for name in _TABLES)  # noqa: S608  # these


def make_tables(engine: Engine) -> tuple[str, ...]:
    """Statements that make these tables, unless the connection has them from a transaction before."""
    # PostgreSQL never clears a temporary table of deleted rows, unless it empties all of it.
    ending = " ON COMMIT DELETE ROWS" if engine is Engine.POSTGRESQL else ""
    return (
        *(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns}){ending}" for name, columns in _TABLES.items()),
        "CREATE INDEX IF NOT EXISTS counted_piece_transfer ON counted_piece (transfer_id)",
    )


def gather(engine: Engine, sign: int) -> tuple[str, ...]:
    """Statements that note what the transfers in `counted_transfer` add to the counts, or with -1 take from them."""
    days = DAYS[engine]
    return (
        "DELETE FROM counted_piece",
        _pieces_within(days),
        _pieces_outside(
            days.begins("v"), days.earliest(days.before("t.from_on"), days.ends("v")), f"t.from_on > {FIRST}", days
        ),
        _pieces_outside(
            days.latest(days.after("t.until_on"), "v.from_on"), days.ends("v"), f"t.until_on < {LAST}", days
        ),
        (
            f"INSERT INTO counted_state (key, {STATE}) SELECT DISTINCT key, {STATE} FROM counted_piece WHERE true"  # noqa: S608
            " ON CONFLICT (key) DO NOTHING"
        ),
        _transfers(days, sign),
        _codes(days, sign),
        _findings(days, sign),
    )


def _pieces_within(days: Days) -> str:
    begins, ends = days.latest(days.begins("s"), "v.from_on"), days.earliest(days.ends("s"), days.ends("v"))
    begun, done = f"{begins} = {days.begins('t')}", f"{ends} = {days.ends('t')}"
    return _insert_pieces(
        f"{begins} AS from_on, {ends} AS until_on, {begun} AS begun, {done} AS done,"
        " s.verdict, s.basis_kind, s.mechanism, s.record_required",
        "CROSS JOIN span s CROSS JOIN recipient_version v",
        f"s.transfer_id = t.id AND v.from_on <= {days.ends('s')} AND {days.ends('v')} >= s.from_on",
    )


def _pieces_outside(begins: str, ends: str, there: str, days: Days) -> str:
    """The days before a transfer's period, or after it, where a finding holds on some of them."""
    return _insert_pieces(
        f"{begins} AS from_on, {ends} AS until_on, false AS begun, false AS done,"
        " 'INACTIVE' AS verdict, null AS basis_kind, null AS mechanism, false AS record_required",
        "CROSS JOIN recipient_version v",
        f"{there} AND {begins} <= {ends} AND EXISTS (SELECT 1 FROM finding f WHERE f.transfer_id = t.id"  # noqa: S608
        f" AND f.from_on <= {ends} AND {days.ends('f')} >= {begins})",
    )


def _insert_pieces(columns: str, tables: str, where: str) -> str:
    # CROSS JOIN tells SQLite in which order to look: from what changes to what belongs to it.
    return (
        f"INSERT INTO counted_piece (transfer_id, from_on, until_on, begun, done, {STATE}, key)"  # noqa: S608  # ours
        f" SELECT id, from_on, until_on, begun, done, {STATE}, {_KEY}"
        f" FROM (SELECT t.id, t.service_id, v.country, v.abroad, {columns}"
        f" FROM counted_transfer c CROSS JOIN transfer t {tables}"
        f" WHERE t.id = c.id AND v.recipient_id = t.recipient_id AND {where}) piece"
    )


def _change(counts: str, day: str, what: str, one: str | int, other: str | int, rows: str) -> str:
    """Changes on days, those of one day in one: there are far fewer of these than transfers."""
    return (
        f"SELECT '{counts}', {day}, {what}, sum({one}), sum({other}) FROM {rows}"  # noqa: S608  # our own tables
        " GROUP BY 2, 3, 4, 5"
    )


def _noted(changes: Iterable[str], before: str = "") -> str:
    return (
        f"INSERT INTO counted_change (counts, day, key, code, severity, one, other) {before}"  # the same
        + " UNION ALL ".join(changes)
    )


def _transfers(days: Days, sign: int) -> str:
    what, within = "key, null, null", "counted_piece WHERE verdict <> 'INACTIVE'"
    ended = f"CASE WHEN done THEN {sign} ELSE 0 END"
    return _noted(
        (
            _change("transfer", "from_on", what, sign, 0, within),
            _change("transfer", days.after("until_on"), what, -sign, ended, f"{within} AND until_on < {LAST}"),
            _change("begun", days.of(FIRST), what, sign, 0, f"{within} AND begun"),
        )
    )


def _runs(days: Days, of: str) -> str:
    """The runs of days over which findings of a rule hold without a gap between them, transfer by transfer.

    Where there is one finding, which is so most often, it is the run.
    """
    order = f"OVER (PARTITION BY transfer_id, {of} ORDER BY from_on, until_on ROWS BETWEEN UNBOUNDED PRECEDING AND"
    return (
        f"WITH finding_of AS (SELECT f.transfer_id, f.code, f.severity, {days.begins('f')} AS from_on,"  # noqa: S608
        f" {days.ends('f')} AS until_on FROM counted_transfer c CROSS JOIN finding f WHERE f.transfer_id = c.id),"
        f" several AS (SELECT transfer_id, {of} FROM finding_of GROUP BY transfer_id, {of} HAVING count(*) > 1),"
        f" marked AS (SELECT *, CASE WHEN from_on > max(until_on) {order} 1 PRECEDING) THEN 1 ELSE 0 END AS fresh"
        f" FROM finding_of WHERE (transfer_id, {of}) IN (SELECT * FROM several)),"
        f" numbered AS (SELECT *, sum(fresh) {order} CURRENT ROW) AS number FROM marked),"
        f" merged AS (SELECT transfer_id, {of}, min(from_on) AS from_on, max(until_on) AS until_on"
        f" FROM numbered GROUP BY transfer_id, {of}, number),"
        f" single AS (SELECT transfer_id, {of}, min(from_on) AS from_on, min(until_on) AS until_on"
        f" FROM finding_of GROUP BY transfer_id, {of} HAVING count(*) = 1)"
    )


def _codes(days: Days, sign: int) -> str:
    """Where a rule is broken, piece by piece."""
    last = f"until_on = last_on AND (next_on IS NULL OR {days.quarter_of('next_on')} <> {days.quarter_of('last_on')})"
    return _noted(
        (
            _change("code", "from_on", "key, code, null", sign, 0, "cut"),
            _change(
                "code",
                days.after("until_on"),
                "key, code, null",
                -sign,
                f"CASE WHEN {last} THEN {sign} ELSE 0 END",
                f"cut WHERE until_on < {LAST}",
            ),
        ),
        f"{_runs(days, 'code')}, run AS (SELECT *, cast(null AS DATE) AS next_on FROM single"  # noqa: S608  # our own
        " UNION ALL SELECT *, lead(from_on) OVER (PARTITION BY transfer_id, code ORDER BY from_on) FROM merged),"
        f" cut AS (SELECT p.key, r.code, {days.latest('r.from_on', 'p.from_on')} AS from_on,"
        f" {days.earliest('r.until_on', 'p.until_on')} AS until_on, r.until_on AS last_on, r.next_on"
        " FROM run r JOIN counted_piece p ON p.transfer_id = r.transfer_id"
        " AND p.from_on <= r.until_on AND p.until_on >= r.from_on) ",
    )


def _findings(days: Days, sign: int) -> str:
    """How many findings of a rule hold, and how many transfers have one."""

    def begin_and_end(one: int, other: int, rows: str) -> tuple[str, str]:
        what, after = "null, code, severity", days.after("until_on")
        return (
            _change("finding", "from_on", what, one, other, rows),
            _change("finding", after, what, -one, -other, f"{rows} WHERE until_on < {LAST}"),
        )

    return _noted(
        (
            *begin_and_end(sign, sign, "single"),
            *begin_and_end(sign, 0, "marked"),
            *begin_and_end(0, sign, "merged"),
        ),
        f"{_runs(days, 'code, severity')} ",
    )
