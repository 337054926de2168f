"""Rules 22 and 23: cooperation with public bodies and the other items of Article 27(1) are shown, not asserted."""

from collections.abc import Callable, Iterable

from models.vocabulary import BasisKind, Ground, RecipientKind, RuleCode
from vendors.facts.transfers import TransferFacts
from vendors.periods import ALWAYS, Periods, since
from vendors.register.entries.basis import GovernmentCooperationBasis, OtherLawBasis
from vendors.rules.readings import OF_PLACE
from vendors.rules.rule import (
    ABSENT,
    ACT,
    BLOCKING,
    CONTRARY,
    GOVERNMENT_COOPERATION,
    OTHER_LAW,
    REFORM_2020,
    Broken,
    Rule,
)

_PUBLIC_BODIES = frozenset({RecipientKind.STATE_ORGAN, RecipientKind.LOCAL_GOVERNMENT})
_Unproven = Iterable[tuple[Periods, bool]]
"""Days on which something is not shown, and whether that rests on a contrary entry."""


def cooperation_is_not_proven(transfer: TransferFacts) -> Iterable[Broken]:
    """Who asks, for which affair, by which statute, why it is needed and what consent would impede; and by whom."""
    for basis, days in transfer.on(BasisKind.GOVERNMENT_COOPERATION):
        entry = basis.entry
        assert isinstance(entry, GovernmentCooperationBasis), "the kind of a basis tells its class"
        evidence = (entry.requester, entry.affair, entry.statute, entry.necessity, entry.impediment)
        if None in evidence:
            yield Broken(days, ABSENT, basis.about)
        yield Broken(days & transfer.recipient.abroad, CONTRARY, basis.about)
        if entry.delegated_by is None:
            yield Broken(days - transfer.recipient.kind.where(_PUBLIC_BODIES.__contains__), ABSENT, basis.about)


def other_law_is_not_proven(transfer: TransferFacts) -> Iterable[Broken]:
    """What the ground asks for is not recorded, or what is recorded is against it."""
    for basis, days in transfer.on(BasisKind.OTHER_LAW):
        assert isinstance(basis.entry, OtherLawBasis), "the kind of a basis tells its class"
        unproven = _EVIDENCE.get(basis.ground)
        if unproven is not None:
            for broken, is_contrary in unproven(basis.entry, transfer):
                yield Broken(days & broken, CONTRARY if is_contrary else ABSENT, basis.about)


def _statute(entry: OtherLawBasis, _: TransferFacts) -> _Unproven:
    """APPI 27(1)(i): a Japanese statute, its article and the document that shows it."""
    if None in (entry.statute, entry.article, entry.document):
        yield ALWAYS, False
    if entry.foreign_law is True:
        yield ALWAYS, True


def _difficult(entry: OtherLawBasis, _: TransferFacts) -> _Unproven:
    """APPI 27(1)(ii), (iii): only where consent is difficult to obtain."""
    if entry.consent_difficult is None:
        yield ALWAYS, False


def _by_academic_body(entry: OtherLawBasis, transfer: TransferFacts) -> _Unproven:
    """APPI 27(1)(v), (vi): the operator is an academic body, and the provision is necessary."""
    if not transfer.facts.academic:
        yield since(REFORM_2020), transfer.facts.academic_is_recorded
    yield from _necessary(entry)


def _to_academic_body(entry: OtherLawBasis, transfer: TransferFacts) -> _Unproven:
    """APPI 27(1)(vii): the recipient is an academic body, and the provision is necessary."""
    academic = transfer.recipient.kind.where(lambda kind: kind is RecipientKind.ACADEMIC)
    yield since(REFORM_2020) - academic, True
    yield from _necessary(entry)


def _necessary(entry: OtherLawBasis) -> _Unproven:
    if entry.necessity is None:
        yield since(REFORM_2020), False


_EVIDENCE: dict[Ground | None, Callable[[OtherLawBasis, TransferFacts], _Unproven]] = {
    Ground.STATUTE: _statute,
    Ground.LIFE: _difficult,
    Ground.PUBLIC_HEALTH: _difficult,
    Ground.ACADEMIC_PUBLICATION: _by_academic_body,
    Ground.ACADEMIC_JOINT: _by_academic_body,
    Ground.ACADEMIC_RECIPIENT: _to_academic_body,
}
"""What each ground has to show; opt-out and joint use have rules of their own, and so has a missing ground."""


GOV_COOP_UNPROVEN = Rule(
    number=22,
    code=RuleCode.GOV_COOP_UNPROVEN,
    title_ja="国の機関等への協力であることが示されていない",
    title_en="Cooperation with a public body is not shown",
    cure_ja="要請元、事務、法令、必要性、同意取得が支障となる理由を登録する。外国の機関には使えない。",
    cure_en="Record who asked, the affair, the statute, the necessity and what consent would impede; foreign bodies do "
    "not qualify.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)(iv)", "Policy 4(1)4"),
    since=ACT,
    readings=OF_PLACE,
    reads=(
        "transfers.bases.requester",
        "transfers.bases.affair",
        "transfers.bases.statute",
        "transfers.bases.necessity",
        "transfers.bases.impediment",
        "transfers.bases.delegated_by",
        "recipients.kind",
        "recipients.country",
        "recipients.japan_business",
    ),
    bases=GOVERNMENT_COOPERATION,
    over=cooperation_is_not_proven,
)

LAW_BASIS_UNPROVEN = Rule(
    number=23,
    code=RuleCode.LAW_BASIS_UNPROVEN,
    title_ja="法令その他の例外の要件が示されていない",
    title_en="The conditions of the legal exception are not shown",
    cure_ja="根拠となる法令・条項・文書、同意取得が困難な理由、または学術研究の必要性を登録する。外国の法令は根拠にならない。",
    cure_en="Record statute, article and document, why consent is difficult, or the academic necessity; foreign law is "
    "no basis.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)", "Policy 4(1)5"),
    since=ACT,
    reads=(
        "transfers.bases.ground",
        "transfers.bases.statute",
        "transfers.bases.article",
        "transfers.bases.document",
        "transfers.bases.foreign_law",
        "transfers.bases.consent_difficult",
        "transfers.bases.necessity",
        "operator.academic",
        "recipients.kind",
    ),
    bases=OTHER_LAW,
    over=other_law_is_not_proven,
)
