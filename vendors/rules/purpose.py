"""Rules 8 and 9: data is provided only for purposes of use that were published, provision itself among them."""

from collections.abc import Iterable

from models.vocabulary import BasisKind, Ground, RuleCode
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.periods import Periods
from vendors.rules.consent import covering_days
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONSENT, CONTRARY, OTHER_LAW, WARNING, Broken, Rule


def is_for_a_purpose_not_published(transfer: TransferFacts) -> Iterable[Broken]:
    """A purpose that neither the policy in force publishes nor a covering consent names. Not asked of 27(1) items."""
    beyond = transfer.asked - transfer.purposes.within(transfer.facts.published) - transfer.article_27_1
    for basis, days in transfer.asked_bases:
        if basis.entry.kind is BasisKind.MERGER:
            if basis.entry.effective_on is not None:
                yield from _beyond_what_was_published(transfer, basis, basis.entry.effective_on.toordinal() - 1)
                beyond -= days
        elif beyond and basis.kind is BasisKind.CONSENT:
            beyond -= days & covering_days(transfer, basis)
    if beyond:
        yield from _by_policy(transfer.facts, beyond)


def _beyond_what_was_published(transfer: TransferFacts, basis: BasisFacts, day: int) -> Iterable[Broken]:
    """A succession carries the purposes published on the day before it takes effect, whatever is published since."""
    policy = transfer.facts.policy.at(max(day, 0))
    published = transfer.facts.published_by(policy)
    broken = basis.days & transfer.purposes.where(lambda purposes: not purposes <= published)
    yield Broken(broken, ABSENT if policy is None else CONTRARY, transfer.facts.about_policy(policy))


def _by_policy(facts: RegisterFacts, days: Periods) -> Iterable[Broken]:
    for policy, in_force in facts.policy.split:
        yield Broken(days & in_force, ABSENT if policy is None else CONTRARY, facts.about_policy(policy))


def is_not_stated_as_a_purpose(transfer: TransferFacts) -> Iterable[Broken]:
    """Consent or opt-out while the policy in force does not say that data is provided to third parties."""
    facts = transfer.facts
    for basis, days in transfer.on(BasisKind.CONSENT, BasisKind.OTHER_LAW):
        if basis.kind is BasisKind.CONSENT or basis.ground is Ground.OPT_OUT:
            for policy, silent in facts.silent_on_provision:
                denied = policy is not None and policy.states_provision is False
                yield Broken(
                    days & silent,
                    CONTRARY if denied else ABSENT,
                    facts.about_policy(policy),
                    severity=BLOCKING if basis.ground is Ground.OPT_OUT else WARNING,
                )


PURPOSE_EXCEEDED = Rule(
    number=8,
    code=RuleCode.PURPOSE_EXCEEDED,
    title_ja="公表した利用目的を超えている",
    title_en="The provision goes beyond the published purposes of use",
    cure_ja="利用目的をプライバシーポリシーで公表するか、その目的を含む同意を得る。承継では承継前の目的の範囲にとどめる。",
    cure_en="Publish the purpose in the policy, or obtain consent that covers it; a successor stays within the "
    "purposes published before the succession.",
    severities=(BLOCKING,),
    cites=("APPI 18", "Policy 2(1)"),
    since=ACT,
    reads=(
        "transfers.purposes",
        "policies.from",
        "policies.purposes",
        "transfers.bases.texts",
        "transfers.bases.effective_on",
    ),
    over=is_for_a_purpose_not_published,
)

PROVISION_PURPOSE_UNSPECIFIED = Rule(
    number=9,
    code=RuleCode.PROVISION_PURPOSE_UNSPECIFIED,
    title_ja="第三者提供が利用目的に特定されていない",
    title_en="Provision to third parties does not stand among the purposes of use",
    cure_ja="第三者に提供することを利用目的に明記した版のポリシーを公表する。",
    cure_en="Publish a policy version that states provision to third parties among its purposes.",
    severities=(WARNING, BLOCKING),
    cites=("APPI 17(1)",),
    since=ACT,
    reads=("policies.from", "policies.states_provision", "transfers.bases.kind", "transfers.bases.ground"),
    bases=CONSENT | OTHER_LAW,
    over=is_not_stated_as_a_purpose,
)
