"""Facts -> findings -> verdict: a register judged under the rule set, for every day at once.

Pure: the same register and rule set give the same judgement, on every machine and on every day.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from models.vocabulary import ForeignMechanism, Verdict
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import Classes, PersonsFacts
from vendors.facts.records import RecordsFacts, record_days
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import TransferFacts
from vendors.findings import DayAnswer, DeliveryJudgement, Judgement, Span, TransferJudgement
from vendors.judging.concerned import Concerned
from vendors.judging.deliveries import judge_delivery
from vendors.judging.findings import findings_of
from vendors.judging.provisions import Provision
from vendors.judging.spans import mechanism_days, spans_of
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.register import Register
from vendors.rules import RULE_SET

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Called with how many transfers and deliveries are judged, and how many there are."""


class Judge:
    """Judges the transfers and deliveries of one register; each is looked at when it is asked for."""

    def __init__(
        self,
        register: Register,
        listed: Mapping[str, Classes] | None = None,
        standing: Mapping[str, DeliveryJudgement] | None = None,
    ) -> None:
        """Join the register's entries; the register must be whole, as `read_register` gives it.

        `listed` says of deliveries by their code who is listed, where the register itself doesn't say it of persons;
        `standing` what was said of those whose persons were purged, which stands.
        """
        self.register = register
        self._listed = listed
        self._standing = standing or {}
        self.facts = RegisterFacts(register)
        self._transfers = {transfer.code: transfer for transfer in register.transfers}
        self._looked_at: dict[str, TransferFacts] = {}
        self._judged: dict[str, TransferJudgement] = {}

    def transfer(self, code: str) -> TransferJudgement:
        """Everything that is ever said of a transfer. Raises `KeyError` where there is no such transfer."""
        if code not in self._judged:
            transfer = TransferFacts(self._transfers[code], self.facts)
            findings = findings_of(transfer)
            self._judged[code] = TransferJudgement(code, findings, spans_of(transfer, findings))
        return self._judged[code]

    def on(self, code: str, day: date) -> DayAnswer:
        """What is said of a transfer on a day, within its period or not. Raises `KeyError` for an unknown code."""
        judgement = self.transfer(code)
        span = next((span for span in judgement.spans if _holds(span, day)), None)
        findings = tuple(finding for finding in judgement.findings if finding.holds_on(day))
        if span is not None:
            return DayAnswer(span.verdict, span.foreign, span.foreign_mechanism, span.record_required, findings)
        return DayAnswer(
            verdict=Verdict.INACTIVE,
            foreign=day.toordinal() in self._facts_of(code).recipient.abroad,
            foreign_mechanism=self._mechanism(code, day),
            record_required=False,
            findings=findings,
        )

    def delivery(self, code: str) -> DeliveryJudgement:
        """What is said of a delivery. Raises `KeyError` where there is no such delivery."""
        if code in self._standing:
            return self._standing[code]
        delivery = self._deliveries[code]
        return judge_delivery(
            delivery,
            self.transfer(delivery.entry.transfer).findings,
            self._records.of(delivery),
            record_required=delivery.day in record_days(delivery.transfer),
        )

    def facts_of_delivery(self, code: str) -> DeliveryFacts:
        """What is known of a delivery, before who is listed is looked at. Raises `KeyError` for an unknown code."""
        return self._deliveries[code]

    def provision(self, code: str, at: datetime) -> Provision:
        """A provision that would be made under a transfer. Raises `KeyError` where there is no such transfer."""
        return Provision(self._facts_of(code), self.facts, self.transfer(code).findings, at)

    def concerned(self, delivery: Delivery) -> Concerned:
        """What is said of persons at a delivery. Raises `KeyError` where there is no such transfer."""
        return Concerned(delivery, self._facts_of(delivery.transfer), self.facts)

    def _mechanism(self, code: str, day: date) -> ForeignMechanism:
        mechanisms = mechanism_days(self._facts_of(code))
        return next((one for days, one in mechanisms if day.toordinal() in days), ForeignMechanism.NONE)

    def _facts_of(self, code: str) -> TransferFacts:
        if code not in self._looked_at:
            self._looked_at[code] = TransferFacts(self._transfers[code], self.facts)
        return self._looked_at[code]

    @cached_property
    def _deliveries(self) -> dict[str, DeliveryFacts]:
        return {
            entry.code: DeliveryFacts(entry, self._facts_of(entry.transfer), self.facts, self._classes)
            for entry in self.register.deliveries
        }

    def _classes(self, delivery: DeliveryFacts) -> Classes:
        if self._listed is not None:
            return self._listed[delivery.entry.code]
        return self._persons.classes(delivery.entry.subjects, delivery.asked)

    @cached_property
    def _persons(self) -> PersonsFacts:
        return PersonsFacts(self.register.consents, self.register.stops)

    @cached_property
    def _records(self) -> RecordsFacts:
        return RecordsFacts(self._deliveries.values(), self.facts.limits)


def _holds(span: Span, day: date) -> bool:
    return span.from_ <= day and (span.until is None or day <= span.until)


@contextmanager
def garbage_left_alone() -> Iterator[None]:
    """Findings and spans refer to nothing that refers back; to look for cycles costs a quarter of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def judge(register: Register, progress: Progress | None = None) -> Judgement:
    """Judge a whole register. `progress` hears of it as it goes on."""
    judge_of = Judge(register)
    transfers = sorted(transfer.code for transfer in register.transfers)
    deliveries = sorted(delivery.code for delivery in register.deliveries)
    whole = len(transfers) + len(deliveries)

    def each(codes: list[str], judge_one: Callable[[str], T], before: int = 0) -> Iterator[T]:
        for done, code in enumerate(codes, before + 1):
            yield judge_one(code)
            if progress:
                progress(done, whole)

    with garbage_left_alone():
        return Judgement(
            RULE_SET,
            transfers=tuple(each(transfers, judge_of.transfer)),
            deliveries=tuple(each(deliveries, judge_of.delivery, before=len(transfers))),
        )
