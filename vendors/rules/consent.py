"""Rules 2 to 7: provision rests on consent that was really given, beforehand, to this, by someone able to."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from models.vocabulary import BasisKind, RuleCode
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import ConsentFacts
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.periods import ALWAYS, NEVER, Periods, together, union
from vendors.rules.readings import WITHDRAWAL
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONSENT, CONTRARY, Broken, Rule

_ANY = frozenset({True, False, None})


def covering_days(transfer: TransferFacts, basis: BasisFacts, *, expressed: AbstractSet[bool | None] = _ANY) -> Periods:
    """Days on which a text of the basis, already in use, covers recipient, all items and all purposes.

    `expressed` says which texts count by what is recorded of how they were agreed to.
    """
    recipient = transfer.entry.recipient
    return union(
        days
        & union(
            text.in_use
            for text in basis.texts
            if text.entry.expressed in expressed and text.covers(recipient, items, purposes)
        )
        for items, purposes, days in together(transfer.items, transfer.purposes)
    )


def names_no_text(transfer: TransferFacts) -> Iterable[Broken]:
    """A consent basis that names no text."""
    for basis, days in transfer.on(BasisKind.CONSENT):
        if not basis.texts:
            yield Broken(days, ABSENT, basis.about)


def is_to_a_text_asked(consent: ConsentFacts, delivery: DeliveryFacts) -> bool:
    """Given to one of the texts asked; who gave none to any has no consent."""
    return consent.text in delivery.texts


def nobody_is_listed(delivery: DeliveryFacts) -> Iterable[Broken]:
    """On consent, a hand-over that lists nobody: whose consent it rests on cannot be shown."""
    if delivery.is_asked and delivery.is_on_consent and not delivery.number_listed:
        yield Broken(ALWAYS, ABSENT, delivery.about, subjects=delivery.number_of_persons)


def was_given_before(consent: ConsentFacts, _: DeliveryFacts) -> bool:
    """Given before the moment; one given at it or after never cures."""
    return consent.given_before


def was_not_withdrawn(consent: ConsentFacts, _: DeliveryFacts) -> bool:
    """Not withdrawn before the moment, nor at it."""
    return not consent.withdrawn


def was_given_by_someone_able_to(consent: ConsentFacts, _: DeliveryFacts) -> bool:
    """Given by someone capable, or with a guardian."""
    return consent.capable


def is_of_another_scope(transfer: TransferFacts) -> Iterable[Broken]:
    """None of the basis' texts in use covers the recipient, all items and all purposes."""
    for basis, days in transfer.on(BasisKind.CONSENT):
        if basis.texts:
            yield Broken(days - covering_days(transfer, basis), CONTRARY, basis.about)


def covers_the_delivery(consent: ConsentFacts, delivery: DeliveryFacts) -> bool:
    """The consent's own text is in use and covers the recipient, all items and all purposes."""
    text = delivery.texts[consent.text]
    return delivery.day in text.in_use and text.covers(
        delivery.transfer.entry.recipient, delivery.items, delivery.purposes
    )


def is_deemed_only(transfer: TransferFacts) -> Iterable[Broken]:
    """Of the texts that cover it, none was agreed to expressly: continued use, notice or silence only."""
    for basis, days in transfer.on(BasisKind.CONSENT):
        if basis.texts:
            covered = days & covering_days(transfer, basis)
            deemed = covered - covering_days(transfer, basis, expressed={True}) if covered else NEVER
            if deemed:
                denied = deemed & covering_days(transfer, basis, expressed={False})
                yield Broken(denied, CONTRARY, basis.about)
                yield Broken(deemed - denied, ABSENT, basis.about)


def is_expressed(consent: ConsentFacts, delivery: DeliveryFacts) -> bool:
    """The consent's own text was agreed to expressly."""
    return delivery.texts[consent.text].expressed


CONSENT_MISSING = Rule(
    number=2,
    code=RuleCode.CONSENT_MISSING,
    title_ja="本人の同意がない",
    title_en="There is no consent of the principal",
    cure_ja="同意を得た文言を根拠に登録し、提供する前に本人の同意を得る。同意のない人を提供から除く。",
    cure_en="Name the consent text on the basis, obtain consent before providing, and leave out those who gave none.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)",),
    since=ACT,
    reads=("transfers.bases.texts", "consents", "deliveries.subjects"),
    bases=CONSENT,
    over=names_no_text,
    of_consent=is_to_a_text_asked,
    at_delivery=nobody_is_listed,
)

CONSENT_AFTER_TRANSFER = Rule(
    number=3,
    code=RuleCode.CONSENT_AFTER_TRANSFER,
    title_ja="同意が提供より後である",
    title_en="Consent was given only at the provision or after it",
    cure_ja="後からの同意では治らない。該当者への提供を記録し、今後は同意の後に提供する。",
    cure_en="A later consent does not cure it. Note the provision concerned, and from now on provide after consent.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)",),
    since=ACT,
    reads=("consents.given_at", "deliveries.at"),
    of_consent=was_given_before,
)

CONSENT_WITHDRAWN = Rule(
    number=4,
    code=RuleCode.CONSENT_WITHDRAWN,
    title_ja="同意が撤回されている",
    title_en="Consent had been withdrawn",
    cure_ja="撤回した人を提供から除き、提供先に削除を求める。",
    cure_en="Leave out those who withdrew, and ask the recipient to erase what it was given.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)", "Policy 5"),
    since=ACT,
    readings=(WITHDRAWAL,),
    reads=("consents.withdrawn_at", "deliveries.at"),
    of_consent=was_not_withdrawn,
)

CONSENT_SCOPE_MISMATCH = Rule(
    number=5,
    code=RuleCode.CONSENT_SCOPE_MISMATCH,
    title_ja="同意の範囲が提供先・項目・目的を含まない",
    title_en="The consent does not cover the recipient, the items and the purposes",
    cure_ja="提供先・項目・目的のすべてを含む文言で同意を得直すか、提供を同意の範囲に狭める。",
    cure_en="Obtain consent to a text that covers recipient, items and purposes, or narrow the provision to it.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)", "APPI 18"),
    since=ACT,
    reads=(
        "transfers.bases.texts",
        "consent_texts.from",
        "consent_texts.recipients",
        "consent_texts.any_recipient",
        "consent_texts.items",
        "consent_texts.purposes",
        "transfers.items",
        "transfers.purposes",
    ),
    bases=CONSENT,
    over=is_of_another_scope,
    of_consent=covers_the_delivery,
)

CONSENT_DEEMED_ONLY = Rule(
    number=6,
    code=RuleCode.CONSENT_DEEMED_ONLY,
    title_ja="みなし同意しかない",
    title_en="Consent was only deemed, never expressed",
    cure_ja="明示の同意を得る。継続利用や黙示は同意の証拠にならない。",
    cure_en="Obtain express consent; continued use or silence is no evidence of it.",
    severities=(BLOCKING,),
    cites=("Guideline 2-16", "Policy 8"),
    since=ACT,
    reads=("consent_texts.expressed",),
    bases=CONSENT,
    over=is_deemed_only,
    of_consent=is_expressed,
)

CONSENT_CAPACITY = Rule(
    number=7,
    code=RuleCode.CONSENT_CAPACITY,
    title_ja="同意する能力のない人の同意である",
    title_en="Consent was given by someone without capacity, and without a guardian",
    cure_ja="法定代理人等から同意を得る。",
    cure_en="Obtain the consent of a legal guardian.",
    severities=(BLOCKING,),
    cites=("Guideline 2-16",),
    since=ACT,
    reads=("consents.capable", "consents.guardian"),
    of_consent=was_given_by_someone_able_to,
)
