"""Rules 17 and 18: whoever works for a vendor was approved, and is covered abroad like the vendor itself."""

from collections.abc import Iterable

from models.vocabulary import RuleCode, Term
from vendors.facts.transfers import TransferFacts
from vendors.periods import union
from vendors.rules.readings import APPROVAL, OF_PLACE
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONTRARY, OUTSOURCING, REFORM_2015, Broken, Rule, because

_APPROVAL = frozenset({Term.REENTRUSTMENT_APPROVAL})


def reentrustment_was_not_approved(transfer: TransferFacts) -> Iterable[Broken]:
    """Under a contract that asks for approval, a sub-processor works before it was approved, or without."""
    subprocessors = transfer.facts.reentrustments(transfer.recipient.code)
    if not subprocessors:
        return
    asked = transfer.outsourced & union(days - contract.lacking(_APPROVAL) for contract, days in transfer.in_force)
    for one in subprocessors:
        yield Broken((asked & one.works) - one.approved, because(one.entry.approved_on), one.about)


def subprocessor_abroad_is_not_covered(transfer: TransferFacts) -> Iterable[Broken]:
    """A sub-processor works abroad, or nobody knows where, and nothing covers it there."""
    for one in transfer.facts.reentrustments(transfer.recipient.code):
        abroad = one.recipient.abroad | one.recipient.unknown
        uncovered = (transfer.outsourced & one.works & abroad) - one.recipient.covered - transfer.informed_consent
        yield Broken(uncovered, CONTRARY if one.recipient.entry.equivalent_measures else ABSENT, one.recipient.about)


REENTRUSTMENT_UNAPPROVED = Rule(
    number=17,
    code=RuleCode.REENTRUSTMENT_UNAPPROVED,
    title_ja="承認のない再委託がある",
    title_en="A sub-processor works without approval",
    cure_ja="再委託を審査して承認の日を登録するか、再委託をやめさせる。",
    cure_en="Examine the re-entrustment and record its approval, or have it ended.",
    severities=(BLOCKING,),
    cites=("APPI 25", "Policy 4(1)"),
    since=ACT,
    readings=(APPROVAL,),
    reads=("recipients.subprocessors", "contracts.terms", "contracts.amendments"),
    bases=OUTSOURCING,
    over=reentrustment_was_not_approved,
)

REENTRUSTMENT_FOREIGN_UNCOVERED = Rule(
    number=18,
    code=RuleCode.REENTRUSTMENT_FOREIGN_UNCOVERED,
    title_ja="外国の再委託先に移転の根拠がない",
    title_en="A sub-processor abroad is not covered",
    cure_ja="再委託先の国を確かめ、基準適合体制を整えるか、外国への提供の同意を得るか、再委託をやめさせる。",
    cure_en="Establish where the sub-processor is; ensure equivalent measures, obtain consent to provision abroad, or "
    "have it ended.",
    severities=(BLOCKING,),
    cites=("APPI 28",),
    since=REFORM_2015,
    readings=OF_PLACE,
    reads=(
        "recipients.subprocessors",
        "recipients.country",
        "recipients.japan_business",
        "recipients.equivalent_measures",
        "recipients.continuation_difficult_from",
        "transfers.bases.foreign_consent",
        "consent_texts.foreign",
    ),
    bases=OUTSOURCING,
    over=subprocessor_abroad_is_not_covered,
)
