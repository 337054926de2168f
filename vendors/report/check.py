"""From a register and its judgement to what a check says of it, on one day or ever."""

from collections.abc import Callable, Iterator
from datetime import date
from operator import attrgetter

from models.vocabulary import Severity, Verdict
from vendors.findings import DeliveryJudgement, Finding, Span, TransferJudgement
from vendors.judgement import Judge
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import Transfer
from vendors.report.document import Check, DeliveryTold, Lapse, Lapses, Told, TransferTold
from vendors.report.names import Names
from vendors.report.reasons.explained import Explained
from vendors.rules import RULE_BY_CODE, RULE_SET

Progress = Callable[[int, int], None]
"""Called with how many transfers and deliveries are judged, and how many there are."""

_BY_CODE = attrgetter("code")


def check_on(register: Register, day: date, until: date | None = None, progress: Progress | None = None) -> Check:
    """What a register says on `day`: findings that hold on it, deliveries made by it, their records as of it.

    With `until`, also what begins after `day` and by `until`. `progress` hears of the judging as it goes on.
    """
    judge, names = Judge(register), Names(register, day)
    transfers = sorted(register.transfers, key=_BY_CODE)
    judged, all_deliveries = _judged(register, judge, progress)
    deliveries = [made for made in all_deliveries if made.on <= day]
    lapses = None
    if until is not None:
        coming = [*_transfers_lapse(names, judged, day, until), *_records_lapse(names, deliveries, day, until)]
        lapses = Lapses(until, tuple(sorted(coming, key=_by_day)))
    return Check(
        operator=register.operator.name,
        on=day,
        rule_set=RULE_SET,
        transfers=tuple(_transfer_on(judge, names, transfer, judged[transfer.code], day) for transfer in transfers),
        deliveries=tuple(_delivery(names, made, judged[made.transfer], day) for made in deliveries),
        explained=Explained(judge.facts, names),
        lapses=lapses,
    )


def check_ever(register: Register, progress: Progress | None = None) -> Check:
    """Everything that a register ever says; names are the last ones known."""
    judge, names = Judge(register), Names(register, date.max)
    transfers = sorted(register.transfers, key=_BY_CODE)
    judged, deliveries = _judged(register, judge, progress)
    return Check(
        operator=register.operator.name,
        on=None,
        rule_set=RULE_SET,
        transfers=tuple(_transfer_ever(names, transfer, judged[transfer.code]) for transfer in transfers),
        deliveries=tuple(_delivery(names, made, judged[made.transfer], None) for made in deliveries),
        explained=Explained(judge.facts, names),
    )


def _judged(
    register: Register, judge: Judge, progress: Progress | None
) -> tuple[dict[str, TransferJudgement], list[DeliveryJudgement]]:
    """Every transfer by its code and every delivery in order of codes, judged."""
    whole = len(register.transfers) + len(register.deliveries)
    transfers: dict[str, TransferJudgement] = {}
    deliveries: list[DeliveryJudgement] = []
    for transfer in register.transfers:
        transfers[transfer.code] = judge.transfer(transfer.code)
        if progress:
            progress(len(transfers), whole)
    for delivery in sorted(register.deliveries, key=_BY_CODE):
        deliveries.append(judge.delivery(delivery.code))
        if progress:
            progress(len(transfers) + len(deliveries), whole)
    return transfers, deliveries


def _by_day(lapse: Lapse) -> tuple[date, str, str, int, str]:
    return lapse.day, lapse.transfer, lapse.delivery or "", lapse.told.rule.number, lapse.told.about.path


def _transfer_on(judge: Judge, names: Names, transfer: Transfer, judged: TransferJudgement, day: date) -> TransferTold:
    answer = judge.on(transfer.code, day)
    span = next((span for span in judged.spans if _lies_in(day, span)), None)
    return TransferTold(
        code=transfer.code,
        service=names.name("services", transfer.service),
        recipient=names.recipient(transfer.recipient),
        from_=transfer.from_,
        until=transfer.until,
        verdict=answer.verdict,
        record_required=answer.record_required,
        findings=tuple(_told(names, finding) for finding in answer.findings),
        spans=judged.spans,
        foreign=answer.foreign,
        mechanism=answer.foreign_mechanism,
        basis=span.basis_kind if span else None,
        contract=names.at(f"contracts.{span.contract}") if span and span.contract else None,
    )


def _transfer_ever(names: Names, transfer: Transfer, judged: TransferJudgement) -> TransferTold:
    if any(finding.severity is Severity.BLOCKING for finding in judged.findings):
        verdict = Verdict.INVALID
    elif all(span.verdict is Verdict.NOT_A_PROVISION for span in judged.spans):
        verdict = Verdict.NOT_A_PROVISION
    else:
        verdict = Verdict.VALID
    return TransferTold(
        code=transfer.code,
        service=names.name("services", transfer.service),
        recipient=names.recipient(transfer.recipient),
        from_=transfer.from_,
        until=transfer.until,
        verdict=verdict,
        record_required=any(span.record_required for span in judged.spans),
        findings=tuple(_told(names, finding) for finding in judged.findings),
        spans=judged.spans,
    )


def _delivery(names: Names, made: DeliveryJudgement, of: TransferJudgement, day: date | None) -> DeliveryTold:
    """A delivery as of `day`: what is said of its record holds from a day on, and until another."""
    return DeliveryTold(
        code=made.code,
        transfer=made.transfer,
        on=made.on,
        verdict=made.verdict,
        record_required=made.record_required,
        findings=tuple(_delivery_findings(names, made, of, day)),
    )


def _delivery_findings(
    names: Names, made: DeliveryJudgement, of: TransferJudgement, day: date | None
) -> Iterator[Told]:
    transfers_own = {
        (finding.code, finding.about, finding.severity): finding for finding in of.findings if finding.holds_on(made.on)
    }
    for finding in made.findings:
        if day is not None and finding.from_ is not None and not _holds(finding.from_, finding.until, day):
            continue
        shared = transfers_own.get((finding.code, finding.about, finding.severity))
        if finding.subjects is None and shared is not None:
            yield _told(names, shared)
        else:
            yield Told(
                RULE_BY_CODE[finding.code],
                finding.severity,
                finding.because,
                names.at(finding.about),
                subjects=finding.subjects,
            )


def _told(names: Names, finding: Finding) -> Told:
    return Told(
        RULE_BY_CODE[finding.code],
        finding.severity,
        finding.because,
        names.at(finding.about),
        finding.from_,
        finding.until,
    )


def _transfers_lapse(names: Names, judged: dict[str, TransferJudgement], day: date, until: date) -> Iterator[Lapse]:
    for transfer in judged.values():
        for finding in transfer.findings:
            if day < finding.from_ <= until:
                yield Lapse(finding.from_, transfer.code, None, _told(names, finding))


def _records_lapse(names: Names, deliveries: list[DeliveryJudgement], day: date, until: date) -> Iterator[Lapse]:
    for made in deliveries:
        for finding in made.findings:
            if finding.from_ is not None and day < finding.from_ <= until:
                told = Told(
                    RULE_BY_CODE[finding.code],
                    finding.severity,
                    finding.because,
                    names.at(finding.about),
                    finding.from_,
                    finding.until,
                    finding.subjects,
                )
                yield Lapse(finding.from_, made.transfer, made.code, told)


def _lies_in(day: date, span: Span) -> bool:
    return _holds(span.from_, span.until, day)


def _holds(from_: date, until: date | None, day: date) -> bool:
    return from_ <= day and (until is None or day <= until)
