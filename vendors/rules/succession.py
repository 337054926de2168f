"""Rules 20 and 21: a business succession is proven by its instrument; before it, due diligence needs an agreement."""

from collections.abc import Iterable, Iterator

from models.vocabulary import BasisKind, Because, ContractKind, RuleCode, Term
from vendors.facts.contracts import ContractFacts
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.periods import NEVER, Periods, union
from vendors.register.entries.basis import MergerBasis
from vendors.rules.readings import SIGNATURE
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONTRARY, MERGER, Broken, Rule, because

DUE_DILIGENCE_TERMS = (Term.PURPOSE_LIMIT, Term.INCIDENT_NOTICE, Term.RETURN_ERASURE)
"""What an agreement on due diligence has to settle: purpose, leaks, and a failed deal (guideline 3-6-3)."""
_ASKED = frozenset(DUE_DILIGENCE_TERMS)


def succession_is_not_proven(transfer: TransferFacts) -> Iterable[Broken]:
    """No instrument of succession was signed by that day, or the use does not stay within the business succeeded to."""
    for basis, merger, days in _mergers(transfer):
        unsigned = days - _signed(transfer, merger)
        in_due_diligence = unsigned & union(held for _, held in _due_diligence(transfer))
        yield Broken(unsigned - in_due_diligence, _why_unsigned(transfer, merger), basis.about)
        if merger.within_business is not True:
            yield Broken(days - in_due_diligence, because(merger.within_business), basis.about)


def due_diligence_is_not_agreed(transfer: TransferFacts) -> Iterable[Broken]:
    """Before the instrument is signed, the due-diligence contract in force lacks what it has to settle."""
    for _, merger, days in _mergers(transfer):
        unsigned = days - _signed(transfer, merger)
        for contract, held in _due_diligence(transfer):
            yield Broken(unsigned & held & contract.lacking(_ASKED), ABSENT, contract.about)


def _mergers(transfer: TransferFacts) -> Iterator[tuple[BasisFacts, MergerBasis, Periods]]:
    for basis, days in transfer.on(BasisKind.MERGER):
        assert isinstance(basis.entry, MergerBasis), "the kind of a basis tells its class"
        yield basis, basis.entry, days


def _signed(transfer: TransferFacts, merger: MergerBasis) -> Periods:
    """The days by which an instrument of succession was signed."""
    instrument = None if merger.instrument is None else transfer.facts.contracts[merger.instrument]
    return NEVER if instrument is None or instrument.kind is not ContractKind.SUCCESSION else instrument.signed


def _why_unsigned(transfer: TransferFacts, merger: MergerBasis) -> Because:
    """Nothing is recorded where there is no instrument, or no day of its signing."""
    instrument = None if merger.instrument is None else transfer.facts.contracts[merger.instrument]
    if instrument is None or (instrument.kind is ContractKind.SUCCESSION and not instrument.signed):
        return ABSENT
    return CONTRARY


def _due_diligence(transfer: TransferFacts) -> Iterator[tuple[ContractFacts, Periods]]:
    return (held for held in transfer.in_force if held[0].kind is ContractKind.DUE_DILIGENCE)


SUCCESSION_UNPROVEN = Rule(
    number=20,
    code=RuleCode.SUCCESSION_UNPROVEN,
    title_ja="事業承継が証明されていない",
    title_en="The business succession is not proven",
    cure_ja="署名済みの承継契約を登録し、承継した事業の範囲内の利用であることを確かめる。",
    cure_en="Record the signed instrument of succession, and confirm that use stays within the business succeeded to.",
    severities=(BLOCKING,),
    cites=("APPI 27(5)(ii)",),
    since=ACT,
    readings=(SIGNATURE,),
    reads=("transfers.bases.instrument", "transfers.bases.within_business", "contracts.kind", "contracts.signed_on"),
    bases=MERGER,
    over=succession_is_not_proven,
)

DD_AGREEMENT_MISSING = Rule(
    number=21,
    code=RuleCode.DD_AGREEMENT_MISSING,
    title_ja="デューデリジェンスの契約が必要な事項を定めていない",
    title_en="The agreement on due diligence does not settle what it has to",
    cure_ja="利用目的と取扱い、漏えい時の措置、不成立の場合の返還・消去を契約に定める。",
    cure_en="Settle purpose and handling, what happens on a leak, and return or erasure should the deal fail.",
    severities=(BLOCKING,),
    cites=("Guideline 3-6-3",),
    since=ACT,
    readings=(SIGNATURE,),
    reads=("transfers.contract", "contracts.kind", "contracts.terms", "transfers.bases.instrument"),
    bases=MERGER,
    over=due_diligence_is_not_agreed,
)
