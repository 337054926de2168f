"""Counts as the judge would make them, one transfer after another: slow, and the measure of the service's."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from models.vocabulary import RuleCode, Verdict
from vendors.facts.recipients import RecipientFacts
from vendors.findings import Span, TransferJudgement
from vendors.judgement import Judge
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import Transfer

KEYS = ("verdict", "basis", "foreign", "mechanism", "country", "service", "code")
Group = tuple[object, ...]
"""What a group says of its transfers, in the order of `KEYS`; what was not asked for is `None`."""


class Counting:
    """Counts the transfers of one register."""

    def __init__(self, register: Register) -> None:
        judge = Judge(register)
        self.transfers = register.transfers
        self.judgements = {one.code: judge.transfer(one.code) for one in register.transfers}
        self.recipients = {one.code: RecipientFacts(one) for one in register.recipients}

    def groups(self, first: date, last: date, by: Iterable[str]) -> Counter[Group]:
        """How many transfers there are of each group over a run of days; a single day is first and last."""
        asked = frozenset(by)
        looked_at = self._broken(first, last) if "code" in asked else self._active(first, last)
        return Counter(
            tuple(value if key in asked else None for key, value in zip(KEYS, state, strict=True))
            for state in looked_at
        )

    def _active(self, first: date, last: date) -> Iterator[Group]:
        for transfer in self.transfers:
            if transfer.from_ <= last and (transfer.until is None or transfer.until >= first):
                day = last if transfer.until is None else min(last, transfer.until)
                yield self._state(transfer, day, None)

    def _broken(self, first: date, last: date) -> Iterator[Group]:
        for transfer in self.transfers:
            for code in RuleCode:
                days = [
                    last if finding.until is None else min(last, finding.until)
                    for finding in self.judgements[transfer.code].findings
                    if finding.code is code
                    and finding.from_ <= last
                    and (finding.until is None or finding.until >= first)
                ]
                if days:
                    yield self._state(transfer, max(days), code)

    def _state(self, transfer: Transfer, day: date, code: RuleCode | None) -> Group:
        span = span_on(self.judgements[transfer.code], day)
        facts = self.recipients[transfer.recipient]
        number = day.toordinal()
        return (
            (span.verdict if span else Verdict.INACTIVE).value,
            span.basis_kind.name if span and span.basis_kind else None,
            number in facts.abroad,
            span.foreign_mechanism.value if span else None,
            facts.country.at(number),
            transfer.service,
            code.value if code else None,
        )


def span_on(judgement: TransferJudgement, day: date) -> Span | None:
    """The span that has the day."""
    for span in judgement.spans:
        if span.from_ <= day and (span.until is None or day <= span.until):
            return span
    return None


def answered(groups: Iterable[dict[str, Any]]) -> Counter[Group]:
    """The same of the service's groups; no group is listed twice."""
    found: Counter[Group] = Counter()
    for group in groups:
        name = tuple(group[key] for key in KEYS)
        assert name not in found, f"{name} is listed twice"
        found[name] = group["transfers"]
    return +found
