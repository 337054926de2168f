"""Facts of a transfer to its findings: every rule asked on its days, touching periods of one cause joined."""

from models.vocabulary import Because, RuleCode, Severity
from vendors.facts.transfers import TransferFacts
from vendors.findings import Finding
from vendors.periods import ALWAYS, FOREVER, Periods, Run, as_date, periods
from vendors.rules import RULES
from vendors.rules.rule import Broken, Reach, Rule

_OVER_TRANSFERS = tuple((rule, rule.over) for rule in RULES if rule.over is not None)
_JUDGED = Periods(((1, FOREVER),))

Cause = tuple[Severity, str]
"""What tells two findings of one rule apart: how severe, and on which entry it rests."""


def findings_of(transfer: TransferFacts) -> tuple[Finding, ...]:
    """Every finding that ever holds, in the order of the rules, then of days."""
    reach = {
        Reach.ASKED: transfer.asked,
        Reach.ANONYMISED_TOO: transfer.provision,
        Reach.AFTERWARDS: ((ALWAYS - transfer.period) | transfer.asked) & _JUDGED,
    }
    kinds = {basis.kind for basis in transfer.bases}
    found: list[Finding] = []
    for rule, over in _OVER_TRANSFERS:
        if rule.bases is not None and rule.bases.isdisjoint(kinds):
            continue
        asked = reach[rule.reach]
        if not asked:
            continue
        causes: dict[Cause, list[tuple[Run, Because]]] = {}
        for broken in over(transfer):
            if broken.days:
                _gather(causes, rule, broken, asked)
        if causes:
            found.extend(_findings(rule.code, causes))
    return tuple(found)


def _gather(causes: dict[Cause, list[tuple[Run, Because]]], rule: Rule, broken: Broken, asked: Periods) -> None:
    days = broken.days & asked & rule.days
    if days:
        cause = (broken.severity or rule.severities[0], broken.about)
        causes.setdefault(cause, []).extend((run, broken.because) for run in days)


def _findings(code: RuleCode, causes: dict[Cause, list[tuple[Run, Because]]]) -> list[Finding]:
    """One finding for each run of touching days; it says of why it holds what is said of its first day."""
    found = [
        Finding(code, severity, _why(runs, first), start, as_date(last), about)
        for (severity, about), runs in causes.items()
        for first, last in periods(run for run, _ in runs)
        if (start := as_date(first)) is not None
    ]
    found.sort(key=lambda finding: (finding.from_, finding.about, finding.severity))
    return found


def _why(runs: list[tuple[Run, Because]], day: int) -> Because:
    """Why the rule is broken on a day: a contrary entry says more than a missing one."""
    reasons = {because for (first, last), because in runs if first <= day <= last}
    return Because.CONTRARY if Because.CONTRARY in reasons else Because.ABSENT
