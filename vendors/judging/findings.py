"""Facts of a transfer to its findings: every rule asked on its days, touching periods of one cause joined."""

from functools import cache

from models.vocabulary import BasisKind, Because, Severity
from vendors.facts.transfers import TransferFacts
from vendors.findings import Finding
from vendors.periods import ALWAYS, FOREVER, Periods, as_date, union
from vendors.rules import RULES
from vendors.rules.rule import Broken, OverTransfer, Reach, Rule

_JUDGED = Periods(((1, FOREVER),))

Held = tuple[Periods, Broken]
"""What a rule says, with the days on which it is asked and is law."""


def findings_of(transfer: TransferFacts) -> tuple[Finding, ...]:
    """Every finding that ever holds, in the order of the rules, then of days."""
    found: list[Finding] = []
    for rule, over in _rules_about(frozenset([basis.kind for basis in transfer.bases])):
        held: list[Held] = []
        for broken in over(transfer):
            if broken.days and (days := broken.days & rule.days & _asked(transfer, rule.reach)):
                held.append((days, broken))  # noqa: PERF401  # most rules say nothing, and a comprehension is a call
        if held:
            found += _of_one_cause(rule, held) if len(held) == 1 else _of_each_cause(rule, held)
    return tuple(found)


@cache
def _rules_about(kinds: frozenset[BasisKind]) -> tuple[tuple[Rule, OverTransfer], ...]:
    """The rules that may speak of a transfer with these kinds of basis."""
    return tuple(
        (rule, rule.over)
        for rule in RULES
        if rule.over is not None and (rule.bases is None or not rule.bases.isdisjoint(kinds))
    )


def _asked(transfer: TransferFacts, reach: Reach) -> Periods:
    """The days on which a rule of such reach is asked."""
    match reach:
        case Reach.ASKED:
            return transfer.asked
        case Reach.ANONYMISED_TOO:
            return transfer.provision
        case Reach.AFTERWARDS:
            return ((ALWAYS - transfer.period) | transfer.asked) & _JUDGED


def _of_each_cause(rule: Rule, held: list[Held]) -> list[Finding]:
    """Two findings of one rule are told apart by how severe they are, and by the entry that they rest on."""
    causes: dict[tuple[Severity, str], list[Held]] = {}
    for days, broken in held:
        causes.setdefault((broken.severity or rule.severities[0], broken.about), []).append((days, broken))
    found = [finding for of_one in causes.values() for finding in _of_one_cause(rule, of_one)]
    found.sort(key=lambda finding: (finding.from_, finding.about, finding.severity))
    return found


def _of_one_cause(rule: Rule, held: list[Held]) -> list[Finding]:
    """One finding for each run of touching days; it says of why it holds what is said of its first day."""
    days, (_, because, about, severity, _) = held[0]
    if len(held) > 1:
        days = union(days for days, _ in held)
    severity = severity or rule.severities[0]
    return [
        Finding(rule.code, severity, because if len(held) == 1 else _why(held, first), start, as_date(last), about)
        for first, last in days
        if (start := as_date(first)) is not None
    ]


def _why(held: list[Held], day: int) -> Because:
    """Why the rule is broken on a day: a contrary entry says more than a missing one."""
    contrary = any(day in days and broken.because is Because.CONTRARY for days, broken in held)
    return Because.CONTRARY if contrary else Because.ABSENT
