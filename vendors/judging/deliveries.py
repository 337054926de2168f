"""Facts of a delivery to what is said of it: one answer for each class of persons, and what holds of its transfer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from models.vocabulary import Because, RecordItem, RuleCode, Severity, Verdict
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import ConsentFacts, PersonFacts, consent_facts
from vendors.facts.records import RecordFacts
from vendors.findings import DeliveryFinding, DeliveryJudgement, Finding, RecordOwed
from vendors.periods import as_date
from vendors.register.entries.person import Consent
from vendors.rules import RULE_BY_CODE, RULES
from vendors.rules.records import belonging
from vendors.rules.rule import Broken, Rule

SIEVES = tuple(
    RULE_BY_CODE[code]
    for code in (
        RuleCode.CONSENT_MISSING,
        RuleCode.CONSENT_SCOPE_MISMATCH,
        RuleCode.CONSENT_DEEMED_ONLY,
        RuleCode.FOREIGN_CONSENT_GENERIC,
        RuleCode.FOREIGN_INFO_NOT_GIVEN,
        RuleCode.CONSENT_AFTER_TRANSFER,
        RuleCode.CONSENT_WITHDRAWN,
        RuleCode.CONSENT_CAPACITY,
    )
)
"""A person's consents pass these one after the other; the first that leaves none is what is said of the person."""

ANSWERED_PER_PERSON = frozenset(
    {
        RuleCode.CONSENT_SCOPE_MISMATCH,
        RuleCode.CONSENT_DEEMED_ONLY,
        RuleCode.FOREIGN_CONSENT_GENERIC,
        RuleCode.FOREIGN_INFO_NOT_GIVEN,
    }
)
"""Rules of the transfer that a delivery answers for each person instead."""

_ORDER = {rule.code: rule.number for rule in RULES}


def judge_delivery(
    delivery: DeliveryFacts, of_transfer: tuple[Finding, ...], record: RecordFacts, *, record_required: bool
) -> DeliveryJudgement:
    """What is said of a delivery at its moment, and of its record on every day."""
    if not delivery.is_provision:
        findings: list[DeliveryFinding] = []
        verdict = Verdict.NOT_A_PROVISION
    else:
        findings = sorted(
            [*of_provision(delivery, of_transfer), *_of_record(record, required=record_required)],
            key=lambda finding: (_ORDER[finding.code], finding.subjects is None, finding.about),
        )
        blocked = any(finding.severity is Severity.BLOCKING for finding in findings)
        verdict = Verdict.INVALID if blocked else Verdict.VALID
    return DeliveryJudgement(
        code=delivery.entry.code,
        transfer=delivery.entry.transfer,
        on=date.fromordinal(delivery.day),
        verdict=verdict,
        record_required=record_required,
        findings=tuple(findings),
        record=_record_owed(record) if record_required else None,
    )


def _record_owed(facts: RecordFacts) -> RecordOwed:
    there = facts.record is not None
    return RecordOwed(
        items=tuple(sorted(belonging(facts), key=list(RecordItem).index)),
        each_time=facts.delivery.is_opt_out,
        due_on=as_date(facts.due),
        carried_by=facts.carried_by if there else None,
        closes_on=None if facts.closes is None else as_date(facts.closes),
        kept_until=as_date(facts.kept_until) if there else None,
    )


def of_provision(delivery: DeliveryFacts, of_transfer: tuple[Finding, ...]) -> Iterator[DeliveryFinding]:
    """What is said of a provision at its moment, before or after it is made; of its record nothing."""
    yield from _own(delivery)
    yield from _of_transfer(delivery, of_transfer)


def _own(delivery: DeliveryFacts) -> Iterator[DeliveryFinding]:
    if not delivery.in_period:
        rule = RULE_BY_CODE[RuleCode.BASIS_MISSING]
        yield DeliveryFinding(
            rule.code, rule.severities[0], Because.CONTRARY, delivery.about, subjects=delivery.number_of_persons
        )
        return
    for rule in RULES:
        if rule.at_delivery is not None and delivery.day in rule.days:
            for broken in rule.at_delivery(delivery):
                yield _finding(rule, broken)
    if delivery.asks_persons:
        without: Counter[RuleCode] = Counter()
        reasons: dict[RuleCode, Because] = {}
        for person, number in delivery.persons.items():
            lacking = _lacking(person, delivery)
            if lacking is not None:
                code, because = lacking
                without[code] += number
                reasons[code] = Because.CONTRARY if Because.CONTRARY in {because, reasons.get(code)} else because
        for code, number in without.items():
            severity = RULE_BY_CODE[code].severities[0]
            yield DeliveryFinding(code, severity, reasons[code], delivery.about, subjects=number)


def _lacking(person: PersonFacts, delivery: DeliveryFacts) -> tuple[RuleCode, Because] | None:
    """The first rule that none of the person's consents passes, and on what that rests; `None` where one passes all."""
    left = person.consents
    for rule in SIEVES:
        if rule.of_consent is not None and delivery.day in rule.days:
            stopped, left = left, frozenset(consent for consent in left if rule.of_consent(consent, delivery))
            if not left:
                return rule.code, _because(rule.code, stopped, delivery)
    return None


def standing(consents: Iterable[Consent], delivery: DeliveryFacts) -> Consent | None:
    """Of one person's consents, that which stood at a delivery's moment and counts for it: it passes every sieve.

    Of several the one that was given last; `None` where none did, and where the delivery asks for no consent.
    """
    if not delivery.asks_persons:
        return None
    counting = [
        consent
        for consent in consents
        if all(
            rule.of_consent(consent_facts(consent, delivery.asked), delivery)
            for rule in SIEVES
            if rule.of_consent is not None and delivery.day in rule.days
        )
    ]
    return max(counting, key=lambda consent: (consent.given_at, consent.text), default=None)


def _because(code: RuleCode, stopped: Iterable[ConsentFacts], delivery: DeliveryFacts) -> Because:
    """On what it rests that none of the consents passed: on a contrary entry, unless their texts just say nothing."""
    texts = [delivery.texts[consent.text] for consent in stopped if consent.text in delivery.texts]
    match code:
        case RuleCode.CONSENT_MISSING | RuleCode.FOREIGN_CONSENT_GENERIC:
            contrary = False
        case RuleCode.CONSENT_DEEMED_ONLY:
            contrary = any(text.entry.expressed is False for text in texts)
        case RuleCode.FOREIGN_INFO_NOT_GIVEN:
            contrary = any(text.denies_information for text in texts)
        case _:
            contrary = True
    return Because.CONTRARY if contrary else Because.ABSENT


def _of_record(record: RecordFacts, *, required: bool) -> Iterator[DeliveryFinding]:
    if required:
        for rule in RULES:
            if rule.of_record is not None:
                for broken in rule.of_record(record):
                    touching = broken._replace(subjects=record.delivery.number_of_persons)
                    for first, last in broken.days & rule.days:
                        yield _finding(rule, touching, date.fromordinal(first), as_date(last))


def _of_transfer(delivery: DeliveryFacts, findings: tuple[Finding, ...]) -> Iterator[DeliveryFinding]:
    """What holds of the transfer on that day, but for what is answered per person."""
    day = date.fromordinal(delivery.day)
    for finding in findings:
        if finding.holds_on(day) and not (delivery.answers_per_person and finding.code in ANSWERED_PER_PERSON):
            yield DeliveryFinding(finding.code, finding.severity, finding.because, finding.about)


def _finding(rule: Rule, broken: Broken, from_: date | None = None, until: date | None = None) -> DeliveryFinding:
    severity = broken.severity or rule.severities[0]
    return DeliveryFinding(rule.code, severity, broken.because, broken.about, broken.subjects, from_, until)
