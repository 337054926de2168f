"""Facts of a transfer to its findings: every rule asked on its days, touching periods of one cause joined."""

from functools import cache

from models.vocabulary import BasisKind, Because, RuleCode, Severity
from vendors.facts.transfers import TransferFacts
from vendors.findings import Finding
from vendors.periods import ALWAYS, FOREVER, Periods, Run, as_date, periods
from vendors.rules import RULES
from vendors.rules.rule import OverTransfer, Reach, Rule

_JUDGED = Periods(((1, FOREVER),))

Cause = tuple[Severity, str]
"""What tells two findings of one rule apart: how severe, and on which entry it rests."""
Pieces = list[tuple[Run, Because]]


def findings_of(transfer: TransferFacts) -> tuple[Finding, ...]:
    """Every finding that ever holds, in the order of the rules, then of days."""
    reach = {
        Reach.ASKED: transfer.asked,
        Reach.ANONYMISED_TOO: transfer.provision,
        Reach.AFTERWARDS: ((ALWAYS - transfer.period) | transfer.asked) & _JUDGED,
    }
    found: list[Finding] = []
    for rule, over in _rules_about(frozenset([basis.kind for basis in transfer.bases])):
        asked = reach[rule.reach]
        causes: dict[Cause, Pieces] = {}
        for broken in over(transfer):
            if broken.days and (days := broken.days & asked & rule.days):
                cause = (broken.severity or rule.severities[0], broken.about)
                causes.setdefault(cause, []).extend((run, broken.because) for run in days)
        if causes:
            found.extend(_findings(rule.code, causes))
    return tuple(found)


@cache
def _rules_about(kinds: frozenset[BasisKind]) -> tuple[tuple[Rule, OverTransfer], ...]:
    """The rules that may speak of a transfer with these kinds of basis."""
    return tuple(
        (rule, rule.over)
        for rule in RULES
        if rule.over is not None and (rule.bases is None or not rule.bases.isdisjoint(kinds))
    )


def _findings(code: RuleCode, causes: dict[Cause, Pieces]) -> list[Finding]:
    """One finding for each run of touching days; it says of why it holds what is said of its first day."""
    found = [
        Finding(code, severity, _why(pieces, first), start, as_date(last), about)
        for (severity, about), pieces in causes.items()
        for first, last in ((pieces[0][0],) if len(pieces) == 1 else periods(run for run, _ in pieces))
        if (start := as_date(first)) is not None
    ]
    if len(found) > 1:
        found.sort(key=lambda finding: (finding.from_, finding.about, finding.severity))
    return found


def _why(pieces: Pieces, day: int) -> Because:
    """Why the rule is broken on a day: a contrary entry says more than a missing one."""
    if len(pieces) == 1:
        return pieces[0][1]
    reasons = {because for (first, last), because in pieces if first <= day <= last}
    return Because.CONTRARY if Because.CONTRARY in reasons else Because.ABSENT
