"""The rows of the calendar: what each kind of entry is found by, and on which day it stands.

What is recorded with a day stands on it. What the law reckons stands where judging has put it: something is due on
the last day before the finding that it is overdue begins. What a contract reckons is counted here, term by term.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from graph.reads.dialect import Dialect, Kind
from graph.reads.refusals import Code, Refused
from graph.reads.rows import Where
from graph.types.words import CalendarKind

USUAL_DAYS = 90
MOST_DAYS = 1100
_MOST_TERMS = MOST_DAYS // 28 + 2
"""The most renewals, by a month each, that as many days hold."""
_NAMES = ("transfer", "contract", "recipient", "finding", "policy", "consent_text", "delivery")
_DUE = {
    CalendarKind.RETURN_DUE: "RETURN_ERASURE_OVERDUE",
    CalendarKind.REVIEW_DUE: "SUPERVISION_OVERDUE",
    CalendarKind.MEASURES_CHECK_DUE: "EQUIV_CHECK_OVERDUE",
}
"""What is due, and the rule that is broken from the next day on."""


def first_day(values: Mapping[str, Any], today: date) -> date:
    """The first day looked at."""
    day: date | None = values.get("from")
    return day or today


def last_day(values: Mapping[str, Any], today: date) -> date:
    """The last day looked at; refused is a run of days that ends before it begins, or that is too long."""
    first, until = first_day(values, today), values.get("until")
    if until is None:
        return first + timedelta(days=min(USUAL_DAYS, (date.max - first).days))
    if until < first:
        raise Refused(
            Code.BAD_INPUT,
            f"`until` is {until}, before the first day, {first}.",
            f"`until` の {until} が初日の {first} より前です。",
            argument=("until",),
        )
    if (until - first).days >= MOST_DAYS:
        raise Refused(
            Code.LIMIT_EXCEEDED,
            f"From {first} to {until} there are {(until - first).days + 1} days; at most {MOST_DAYS} are looked at.",
            f"{first} から {until} まで {(until - first).days + 1} 日あります。{MOST_DAYS} 日までです。",
            argument=("until",),
        )
    last: date = until
    return last


def day_after_last(values: Mapping[str, Any], today: date) -> date:
    """The day after the last one looked at, or the last of the calendar."""
    last = last_day(values, today)
    return last if last == date.max else last + timedelta(days=1)


def dated(w: Where) -> str:
    """The rows: everything that has its day among those asked about."""
    rows = _Rows(w)
    return "(" + " union all ".join((*rows.recorded(), *rows.reckoned_by_law(), rows.notices())) + ")"


class _Rows:
    """The rows of each kind, while their SQL is being written."""

    def __init__(self, w: Where) -> None:
        self.dialect: Dialect = w.dialect
        self.first = w.computed("first", Kind.DAY, first_day)
        self.last = w.computed("last", Kind.DAY, last_day)
        self.after = w.computed("after", Kind.DAY, day_after_last)

    def recorded(self) -> list[str]:
        """What stands in the register with its day, and what is said of a transfer from a day on or until one."""
        finding = "finding it join transfer t on t.id = it.transfer_id"
        of_finding = {"transfer": "t.id", "recipient": "t.recipient_id", "finding": "it.id"}
        of_transfer = {"transfer": "it.id", "recipient": "it.recipient_id"}
        run = "contract_run it join contract c on c.id = it.contract_id"
        return [
            self._on(
                CalendarKind.CONTRACT_ENDS, "it.until_on", run, {"contract": "c.id", "recipient": "c.recipient_id"}
            ),
            self._on(
                CalendarKind.MEASURES_END, "it.until_on", "equivalent_measures it", {"recipient": "it.recipient_id"}
            ),
            self._on(CalendarKind.CONSENT_TEXT_ENDS, "it.until_on", "consent_text it", {"consent_text": "it.id"}),
            self._on(CalendarKind.POLICY_BEGINS, "it.from_on", "policy it", {"policy": "it.id"}),
            self._on(CalendarKind.TRANSFER_BEGINS, "it.from_on", "transfer it", of_transfer),
            self._on(CalendarKind.TRANSFER_ENDS, "it.until_on", "transfer it", of_transfer),
            self._on(CalendarKind.FINDING_BEGINS, "it.from_on", finding, of_finding),
            self._on(CalendarKind.FINDING_ENDS, "it.until_on", finding, of_finding),
        ]

    def reckoned_by_law(self) -> list[str]:
        """What is due: the day before the finding that it is overdue."""
        finding = (
            "finding it join transfer t on t.id = it.transfer_id"
            " left join contract c on c.code = substr(it.about, 11) and it.about like 'contracts.%'"
        )
        names = {"transfer": "t.id", "contract": "c.id", "recipient": "t.recipient_id", "finding": "it.id"}
        delivery = (
            "delivery_finding it join delivery d on d.id = it.delivery_id join transfer t on t.id = d.transfer_id"
        )
        of_delivery = {"transfer": "t.id", "recipient": "t.recipient_id", "delivery": "d.id"}
        due = [self._before(kind, finding, names, code) for kind, code in _DUE.items()]
        return [*due, self._before(CalendarKind.RECORD_DUE, delivery, of_delivery, "RECORD_MISSING")]

    def notices(self) -> str:
        """For each term of a contract that renews itself: the last day on which notice keeps it from doing so."""
        months, notice = "c.auto_renews_months", "coalesce(c.auto_renews_notice_days, 0)"
        asked = self.dialect.month_number(self.dialect.days_after(self.first, notice))
        passed = f"({asked} - {self.dialect.month_number('v.ends_on')}) / {months}"
        term = f"(case when {passed} > 0 then {passed} else 0 end + n.n)"
        end = self.dialect.months_after("v.ends_on", f"{term} * {months}")
        terms = (
            f"(select c.id, c.recipient_id, c.terminated_on, v.from_on, v.until_on, {notice} as notice,"
            f" {end} as ends_on from contract c join contract_version v on v.contract_id = c.id cross join"
            f" (with recursive n(n) as (select 0 union all select n + 1 from n where n < {_MOST_TERMS})"
            f" select n from n) n where {months} is not null and v.ends_on is not null) term"
        )
        day = self.dialect.days_after("term.ends_on", "-term.notice")
        noticed = (
            f"(select term.*, {day} as day from {terms}"
            " where term.terminated_on is null or term.ends_on < term.terminated_on) it"
        )
        in_version = " and it.day >= it.from_on and (it.until_on is null or it.day <= it.until_on)"
        names = {"contract": "it.id", "recipient": "it.recipient_id"}
        return self._on(CalendarKind.NOTICE_DUE, "it.day", noticed, names) + in_version

    def _on(self, kind: CalendarKind, day: str, rows: str, names: Mapping[str, str]) -> str:
        return f"{_columns(kind, day, rows, names)} where {day} between {self.first} and {self.last}"

    def _before(self, kind: CalendarKind, rows: str, names: Mapping[str, str], code: str) -> str:
        day = self.dialect.days_after("it.from_on", "-1")
        asked = f"it.code = '{code}' and it.from_on > {self.first} and it.from_on <= {self.after}"
        return f"{_columns(kind, day, rows, names)} where {asked}"


def _columns(kind: CalendarKind, day: str, rows: str, names: Mapping[str, str]) -> str:
    number = list(CalendarKind).index(kind)
    named = ", ".join(f"cast({names.get(name, 'null')} as bigint) as {name}_id" for name in _NAMES)
    return f"select it.id * 16 + {number} as id, '{kind.value}' as kind, {day} as day, {named} from {rows}"
