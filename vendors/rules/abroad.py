"""Rules 27 to 31, 41 and 42: provision abroad needs more than a basis, and the country has to be known."""

from collections.abc import Iterable

from models.vocabulary import RuleCode
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import ConsentFacts
from vendors.facts.transfers import TransferFacts
from vendors.rules.due import overdue
from vendors.rules.readings import ANNIVERSARY, INFORMATION, LIMITS, OF_PLACE, UNKNOWN_REASON
from vendors.rules.rule import (
    ABSENT,
    BLOCKING,
    CONTRARY,
    REFORM_2015,
    REFORM_2020,
    WARNING,
    Broken,
    Rule,
    because,
)


def nothing_carries_it_abroad(transfer: TransferFacts) -> Iterable[Broken]:
    """Abroad, not covered, never under equivalent measures before, and no consent text is named."""
    if transfer.uncovered_abroad:
        uncovered = transfer.uncovered_abroad - transfer.recipient.measures_before - transfer.named_texts
        yield Broken(uncovered, ABSENT, transfer.recipient.about)


def measures_have_lapsed(transfer: TransferFacts) -> Iterable[Broken]:
    """Abroad, not covered, with equivalent measures on some day before, and no consent text is named."""
    if transfer.uncovered_abroad:
        lapsed = (transfer.uncovered_abroad & transfer.recipient.measures_before) - transfer.named_texts
        yield Broken(lapsed, CONTRARY, transfer.recipient.about)


def consent_says_nothing_of_abroad(transfer: TransferFacts) -> Iterable[Broken]:
    """Abroad, not covered, texts are named, and none in use says anything of provision abroad."""
    if transfer.uncovered_abroad:
        for basis in transfer.bases:
            if basis.texts:
                yield Broken((transfer.uncovered_abroad & basis.days) - basis.tells_of_abroad, ABSENT, basis.about)


def consent_does_not_inform(transfer: TransferFacts) -> Iterable[Broken]:
    """Abroad, not covered; a text in use speaks of provision abroad, but none gives the information of 28(2)."""
    if transfer.uncovered_abroad:
        for basis in transfer.bases:
            uninformed = transfer.uncovered_abroad & basis.tells_of_abroad
            denied = uninformed & basis.denies_information
            yield Broken(denied, CONTRARY, basis.about)
            yield Broken(uninformed - denied, ABSENT, basis.about)


def consent_is_to_provision_abroad(consent: ConsentFacts, delivery: DeliveryFacts) -> bool:
    """Where consent has to carry it abroad, the consent's own text speaks of that."""
    return not delivery.needs_foreign_consent or delivery.texts[consent.text].entry.foreign is not None


def consent_was_informed(consent: ConsentFacts, delivery: DeliveryFacts) -> bool:
    """Where consent has to carry it abroad, its text informs; a consent given before 2022-04-01 is excused."""
    if not delivery.needs_foreign_consent or consent.given_before_information_duty:
        return True
    return delivery.day in delivery.texts[consent.text].informs


def check_of_measures_is_overdue(transfer: TransferFacts) -> Iterable[Broken]:
    """Abroad under equivalent measures and nothing else, and their yearly check was not made."""
    recipient = transfer.recipient
    if recipient.on_measures_alone:
        on_them = recipient.on_measures_alone & transfer.on_some_basis
        alone = on_them - transfer.article_27_1 - transfer.informed_consent
        late = overdue(recipient.measures, recipient.checked, transfer.facts.limits.equivalent_check_months)
        yield Broken(alone & late, CONTRARY if recipient.checked else ABSENT, recipient.about)


def declared_flag_is_wrong(transfer: TransferFacts) -> Iterable[Broken]:
    """The declared flag says otherwise than the recipient's country; silent where that is not known."""
    recipient = transfer.recipient
    for declared, days in transfer.flag("foreign").split:
        wrong = days & (recipient.known_in_japan if declared else recipient.abroad)
        if wrong:
            yield Broken(wrong, because(declared), transfer.about)


def country_is_not_known(transfer: TransferFacts) -> Iterable[Broken]:
    """Nobody has recorded the recipient's country. Not asked of 27(1) items."""
    if transfer.recipient.unknown:
        yield Broken(transfer.recipient.unknown - transfer.article_27_1, ABSENT, transfer.recipient.about)


_MECHANISM = (
    "recipients.country",
    "recipients.japan_business",
    "recipients.equivalent_measures",
    "recipients.continuation_difficult_from",
    "transfers.bases.texts",
    "transfers.bases.foreign_consent",
    "consent_texts.from",
    "consent_texts.until",
    "consent_texts.foreign",
)

FOREIGN_NO_MECHANISM = Rule(
    number=27,
    code=RuleCode.FOREIGN_NO_MECHANISM,
    title_ja="外国への提供の根拠がない",
    title_en="Nothing carries the provision abroad",
    cure_ja="基準適合体制を整えるか、国名等を示した外国への提供の同意を得るか、提供を止める。",
    cure_en="Ensure equivalent measures, obtain informed consent to provision abroad, or stop the provision.",
    severities=(BLOCKING,),
    cites=("APPI 28(1)",),
    since=REFORM_2015,
    readings=OF_PLACE,
    reads=_MECHANISM,
    over=nothing_carries_it_abroad,
)

FOREIGN_CONSENT_GENERIC = Rule(
    number=28,
    code=RuleCode.FOREIGN_CONSENT_GENERIC,
    title_ja="同意が外国への提供に触れていない",
    title_en="The consent says nothing of provision abroad",
    cure_ja="外国の第三者への提供を認める旨の同意を得る。",
    cure_en="Obtain consent that is specific to provision abroad.",
    severities=(BLOCKING,),
    cites=("APPI 28(1)",),
    since=REFORM_2015,
    readings=OF_PLACE,
    reads=_MECHANISM,
    over=consent_says_nothing_of_abroad,
    of_consent=consent_is_to_provision_abroad,
)

FOREIGN_INFO_NOT_GIVEN = Rule(
    number=29,
    code=RuleCode.FOREIGN_INFO_NOT_GIVEN,
    title_ja="外国への提供について情報を提供していない",
    title_en="The information on provision abroad was not given",
    cure_ja="国名、その国の制度、提供先の措置を示した文言で同意を得直す。特定できないときはその理由を示す。",
    cure_en="Obtain consent anew with the country, its system and the recipient's measures; where one is not "
    "known, say why.",
    severities=(BLOCKING,),
    cites=("APPI 28(2)",),
    since=REFORM_2020,
    readings=(INFORMATION, UNKNOWN_REASON, *OF_PLACE),
    reads=_MECHANISM,
    over=consent_does_not_inform,
    of_consent=consent_was_informed,
)

EQUIV_MEASURES_LAPSED = Rule(
    number=30,
    code=RuleCode.EQUIV_MEASURES_LAPSED,
    title_ja="基準適合体制が失われている",
    title_en="The equivalent measures have lapsed",
    cure_ja="基準適合体制を回復するか、外国への提供の同意を得るか、提供を止める。",
    cure_en="Restore equivalent measures, obtain informed consent to provision abroad, or stop the provision.",
    severities=(BLOCKING,),
    cites=("APPI 28(1)", "APPI 28(3)"),
    since=REFORM_2015,
    readings=OF_PLACE,
    reads=_MECHANISM,
    over=measures_have_lapsed,
)

EQUIV_CHECK_OVERDUE = Rule(
    number=31,
    code=RuleCode.EQUIV_CHECK_OVERDUE,
    title_ja="基準適合体制の定期的な確認が遅れている",
    title_en="The regular check of the equivalent measures is overdue",
    cure_ja="提供先の実施状況と外国の制度を確認し、その日を登録する。",
    cure_en="Check how the recipient implements them and the foreign system, and record the day.",
    severities=(WARNING,),
    cites=("Rule 18(1)",),
    since=REFORM_2020,
    readings=(*OF_PLACE, LIMITS, ANNIVERSARY),
    reads=(*_MECHANISM, "recipients.equivalent_checks", "limits.equivalent_check_months"),
    over=check_of_measures_is_overdue,
)

FOREIGN_FLAG_MISMATCH = Rule(
    number=41,
    code=RuleCode.FOREIGN_FLAG_MISMATCH,
    title_ja="外国提供の申告が実際と異なる",
    title_en="The declared foreign flag differs from where the recipient is",
    cure_ja="申告を提供先の所在国に合わせる。",
    cure_en="Bring the flag in line with the recipient's country.",
    severities=(WARNING,),
    cites=("APPI 28",),
    since=REFORM_2015,
    readings=OF_PLACE,
    reads=("transfers.foreign", "recipients.country", "recipients.japan_business"),
    over=declared_flag_is_wrong,
)

COUNTRY_UNKNOWN = Rule(
    number=42,
    code=RuleCode.COUNTRY_UNKNOWN,
    title_ja="提供先の所在国が分からない",
    title_en="The recipient's country is not known",
    cure_ja="データを取り扱う法人の所在国を確かめて登録する。日本での事業として取り扱うならその理由を登録する。",
    cure_en="Establish the country of the entity that handles the data and record it, or say why it handles the "
    "data in its business in Japan.",
    severities=(BLOCKING,),
    cites=("APPI 28(1)",),
    since=REFORM_2015,
    readings=OF_PLACE,
    reads=("recipients.country", "recipients.japan_business"),
    over=country_is_not_known,
)
