"""Rule 1: every provision rests on one of the bases of Article 27."""

from collections.abc import Iterable

from models.vocabulary import BasisKind, RuleCode
from vendors.facts.transfers import TransferFacts
from vendors.rules.rule import ABSENT, ACT, BLOCKING, Broken, Rule


def rests_on_no_basis(transfer: TransferFacts) -> Iterable[Broken]:
    """No basis is in force, or one that says "another law" without saying which."""
    unfounded = transfer.asked - transfer.on_some_basis
    if unfounded:
        yield Broken(unfounded, ABSENT, transfer.about)
    for basis, days in transfer.asked_bases:
        if basis.kind is BasisKind.OTHER_LAW and basis.ground is None:
            yield Broken(days, ABSENT, basis.about)


BASIS_MISSING = Rule(
    number=1,
    code=RuleCode.BASIS_MISSING,
    title_ja="提供の根拠がない",
    title_en="The provision rests on no legal basis",
    cure_ja="根拠(同意、委託、承継、国等への協力、その他の法令とその条項)を登録するか、提供を止める。",
    cure_en="Record the basis (consent, outsourcing, merger, government cooperation, or another law and its ground), "
    "or stop the provision.",
    severities=(BLOCKING,),
    cites=("APPI 27(1)", "Policy 4(1)"),
    since=ACT,
    reads=("transfers.bases", "transfers.bases.ground"),
    over=rests_on_no_basis,
)
