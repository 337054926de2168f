"""In what circumstances a transfer stands or falls on a day: its basis, its contract, whether it goes abroad."""

from collections.abc import Iterator, Mapping

from models.vocabulary import BasisKind, ForeignMechanism, Verdict
from vendors.facts.transfers import TransferFacts
from vendors.report.document import Check, TransferTold
from vendors.report.phrases import LABELS, record
from vendors.report.reasons.spoken import GROUNDS
from vendors.report.words import BASES, MECHANISMS, Lang

_Words = Mapping[Lang, str]

_BRANCH: _Words = {
    "ja": "同一法人の拠点であり、第三者への提供に当たらない",
    "en": "a branch of the operator itself, so no third party",
}
_CLOUD: _Words = {
    "ja": "個人データを取り扱わない旨の契約とアクセス制御があり、提供に当たらない（Q&A 7-53）",
    "en": "no personal data is handled under the contract, and access is controlled: nothing is provided (Q&A 7-53)",
}
_STATISTICS: _Words = {
    "ja": "統計情報のみで、個人データを含まない",
    "en": "statistics alone, which are no personal data",
}
_ANONYMISED: _Words = {
    "ja": "匿名加工情報のみ（法43条・44条）",
    "en": "anonymised information alone (Arts. 43 and 44)",
}
_COUNTRY_UNKNOWN: _Words = {
    "ja": "外国にある第三者かどうか不明（国は未記録）",
    "en": "abroad or not is not known, for no country is recorded",
}
_JAPAN_BUSINESS: _Words = {
    "ja": "外国にある第三者ではない（日本における事業として取り扱う）",
    "en": "not abroad, for it handles the data in its business in Japan",
}


def circumstances(check: Check, transfer: TransferTold, lang: Lang) -> list[str]:
    """What has to be known of a transfer to read its findings; of all days, only whether it ever needs a record."""
    if check.on is None:
        return [record(transfer.record_required, lang)]
    facts, day = check.explained.facts_of(transfer.code), check.on.toordinal()
    return [*_standing(transfer, facts, day, lang), record(transfer.record_required, lang)]


def _standing(transfer: TransferTold, facts: TransferFacts, day: int, lang: Lang) -> Iterator[str]:
    if transfer.basis is not None:
        yield f"{LABELS['basis'][lang]}: {_basis(transfer.basis, facts, day)[lang]}"
    if transfer.contract is not None:
        yield f"{LABELS['contract'][lang]}: {transfer.contract.path.partition('.')[2]}"
    if transfer.verdict is Verdict.NOT_A_PROVISION:
        yield _why_none(facts, day)[lang]
    elif day in facts.anonymised_only:
        yield _ANONYMISED[lang]
    elif transfer.mechanism is not None:
        yield _place(transfer.mechanism, facts, day)[lang]


def _basis(kind: BasisKind, facts: TransferFacts, day: int) -> _Words:
    """The basis by its kind; another law by its ground, for that is what people ask."""
    ground = next((basis.ground for basis in facts.bases if day in basis.days), None)
    return BASES[kind] if ground is None else GROUNDS[ground]


def _why_none(facts: TransferFacts, day: int) -> _Words:
    """Why it is no provision at all."""
    if facts.recipient.entry.same_entity is True:
        return _BRANCH
    if any(contract.is_cloud and day in days for contract, days in facts.in_force):
        return _CLOUD
    return _STATISTICS


def _place(mechanism: ForeignMechanism, facts: TransferFacts, day: int) -> _Words:
    """Whether it goes abroad and what lets it, or why it is not said to."""
    if day in facts.recipient.unknown:
        return _COUNTRY_UNKNOWN
    if mechanism is ForeignMechanism.NOT_ABROAD and facts.recipient.country.at(day) not in {None, "JP"}:
        return _JAPAN_BUSINESS
    return MECHANISMS[mechanism]
