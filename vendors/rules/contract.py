"""Rules 10 to 13: outsourcing stands on a contract in force, with confidentiality, and gives no more than it needs."""

from collections.abc import Iterable

from models.vocabulary import ContractKind, RuleCode, Term
from vendors.facts.transfers import TransferFacts
from vendors.rules.readings import EXPIRY, SIGNATURE
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONTRARY, OUTSOURCING, WARNING, Broken, Reach, Rule

CONTRACT_TERMS = {
    ContractKind.OUTSOURCING: (
        Term.PURPOSE_LIMIT,
        Term.SAFEGUARDS,
        Term.STAFF_SUPERVISION,
        Term.REENTRUSTMENT_APPROVAL,
        Term.NO_ONWARD_PROVISION,
        Term.INCIDENT_NOTICE,
        Term.AUDIT,
        Term.RETURN_ERASURE,
    ),
    ContractKind.PROVISION: (Term.PURPOSE_LIMIT,),
}
"""The terms that each kind of contract is asked for (APPI 25; guideline 3-4-4); other kinds are not asked."""
_ASKED = {kind: frozenset(terms) for kind, terms in CONTRACT_TERMS.items()}


def gives_more_than_the_contract_allows(transfer: TransferFacts) -> Iterable[Broken]:
    """Items beyond those of the contract in force. Under outsourcing, a contract that lists none allows none."""
    outsourced = transfer.outsourcing_runs
    for contract, days in transfer.in_force:
        beyond = days & transfer.items.within(contract.beyond_items)
        if beyond:
            yield Broken(beyond & outsourced, CONTRARY, contract.about, BLOCKING)
            yield Broken(beyond - outsourced, CONTRARY, contract.about, WARNING)
        unlisted = days & outsourced & contract.listing_no_items
        if unlisted:
            yield Broken(unlisted & transfer.items.where(bool), ABSENT, contract.about, BLOCKING)


def has_no_contract(transfer: TransferFacts) -> Iterable[Broken]:
    """Outsourcing without a contract, before the first day of its contract, or under one of another kind."""
    outsourced = transfer.outsourced
    uncontracted = outsourced
    for chain, run in transfer.chains:
        uncontracted = uncontracted - run
        yield Broken((outsourced & run) - chain.begun, CONTRARY, chain.about)
    yield Broken(uncontracted, ABSENT, transfer.about)
    for contract, days in transfer.in_force:
        if contract.kind is not ContractKind.OUTSOURCING:
            yield Broken(outsourced & days, CONTRARY, contract.about)


def goes_on_after_the_contract(transfer: TransferFacts) -> Iterable[Broken]:
    """Outsourcing goes on after a contract's last day, and neither a renewal nor an extension is in force."""
    for chain, run in transfer.chains:
        for contract, gap in chain.ended:
            yield Broken(transfer.outsourced & run & gap, CONTRARY, contract.about)


def lacks_terms(transfer: TransferFacts) -> Iterable[Broken]:
    """The contract in force has no confidentiality clause; or, as another matter, lacks a term that it needs."""
    for contract, days in transfer.in_force:
        asked = _ASKED.get(contract.kind)
        if asked is not None:
            if contract.lacking_confidentiality:
                unbound = days & contract.lacking_confidentiality
                yield Broken(unbound, ABSENT, f"{contract.about}.confidentiality", BLOCKING)
            if contract.lacking(asked):
                yield Broken(days & contract.lacking(asked), ABSENT, f"{contract.about}.terms", WARNING)


DATA_EXCESS = Rule(
    number=10,
    code=RuleCode.DATA_EXCESS,
    title_ja="契約で認めた項目を超えて渡している",
    title_en="More items are given than the contract allows",
    cure_ja="業務に必要な項目だけを渡すか、契約の項目を変更契約で改める。",
    cure_en="Give only the items that the work needs, or amend the contract's items.",
    severities=(BLOCKING, WARNING),
    cites=("APPI 25", "Policy 4(2)"),
    since=ACT,
    reads=("transfers.items", "contracts.items", "contracts.amendments.items", "transfers.bases.kind"),
    reach=Reach.ANONYMISED_TOO,
    over=gives_more_than_the_contract_allows,
)

CONTRACT_MISSING = Rule(
    number=11,
    code=RuleCode.CONTRACT_MISSING,
    title_ja="委託契約がない",
    title_en="There is no outsourcing contract",
    cure_ja="守秘義務を含む委託契約を締結し登録する。それまで提供を止める。",
    cure_en="Conclude an outsourcing contract with confidentiality and record it; stop the provision until then.",
    severities=(BLOCKING,),
    cites=("APPI 27(5)(i)", "Policy 4(2)"),
    since=ACT,
    readings=(SIGNATURE,),
    reads=("transfers.contract", "contracts.kind", "contracts.recipient", "contracts.from", "contracts.signed_on"),
    bases=OUTSOURCING,
    over=has_no_contract,
)

CONTRACT_EXPIRED = Rule(
    number=12,
    code=RuleCode.CONTRACT_EXPIRED,
    title_ja="契約の終了後も委託が続いている",
    title_en="Outsourcing goes on after the contract's end",
    cure_ja="契約を更新するか、提供を止めてデータの返還・消去を受ける。",
    cure_en="Renew the contract, or stop the provision and have the data returned or erased.",
    severities=(BLOCKING,),
    cites=("APPI 27(5)(i)", "Policy 4(2)"),
    since=ACT,
    readings=(EXPIRY, SIGNATURE),
    reads=(
        "contracts.until",
        "contracts.terminated_on",
        "contracts.auto_renews",
        "contracts.renews",
        "contracts.amendments.until",
    ),
    bases=OUTSOURCING,
    over=goes_on_after_the_contract,
)

CONTRACT_TERMS_INCOMPLETE = Rule(
    number=13,
    code=RuleCode.CONTRACT_TERMS_INCOMPLETE,
    title_ja="契約に守秘義務その他の条項が足りない",
    title_en="The contract lacks confidentiality or other terms",
    cure_ja="守秘義務と足りない条項を変更契約で加える。",
    cure_en="Add confidentiality and the missing terms by an amendment.",
    severities=(WARNING, BLOCKING),
    cites=("APPI 25", "Policy 4(2)"),
    since=ACT,
    reads=("contracts.confidentiality", "contracts.terms", "contracts.kind", "contracts.amendments"),
    over=lacks_terms,
)
