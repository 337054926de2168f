"""Rules 24 to 26: opt-out and joint use stand on notices in the policy in force, and opt-out not for all data."""

from collections.abc import Callable, Iterable

from models.vocabulary import Ground, RuleCode
from vendors.facts.transfers import TransferFacts
from vendors.periods import NEVER, Periods, since, together
from vendors.register.entries.operator import JointUse, OptOut, Policy
from vendors.rules.rule import ABSENT, ACT, BLOCKING, CONTRARY, OTHER_LAW, REFORM_2015, Broken, Rule

_Effective = Callable[[Policy, str, frozenset[str], frozenset[str]], list[Periods]]
"""For a policy, a recipient, items and purposes: of each notice that covers them, the days on which it is effective."""


def carries_what_opt_out_may_not(transfer: TransferFacts) -> Iterable[Broken]:
    """Opt-out of sensitive data, of data received by opt-out, or of data acquired unlawfully."""
    for _, days in transfer.on_ground(Ground.OPT_OUT):
        for items, given in transfer.items.split:
            for code in items.not_by_opt_out:
                yield Broken(days & given, CONTRARY, f"items.{code}")


def opt_out_is_not_effective(transfer: TransferFacts) -> Iterable[Broken]:
    """The policy in force has no opt-out entry for recipient and items that is notified, filed, published and begun."""
    return _without_notice(transfer, Ground.OPT_OUT, _opt_outs)


def joint_use_is_not_noticed(transfer: TransferFacts) -> Iterable[Broken]:
    """The policy in force has no joint-use entry with the recipient, items, purposes and a responsible party."""
    return _without_notice(transfer, Ground.JOINT_USE, _joint_uses)


def _without_notice(transfer: TransferFacts, ground: Ground, effective: _Effective) -> Iterable[Broken]:
    facts = transfer.facts
    for _, days in transfer.on_ground(ground):
        for items, purposes, policy, held in together(transfer.items, transfer.purposes, facts.policy):
            notices = [] if policy is None else effective(policy, transfer.recipient.code, items, purposes)
            broken = days & held
            for notice in notices:
                broken = broken - notice
            yield Broken(broken, CONTRARY if any(notices) else ABSENT, facts.about_policy(policy))


def _opt_outs(policy: Policy, recipient: str, items: frozenset[str], _: frozenset[str]) -> list[Periods]:
    return [
        _from_the_last_step(notice)
        for notice in policy.opt_out
        if recipient in notice.recipients and items <= frozenset(notice.items)
    ]


def _from_the_last_step(notice: OptOut) -> Periods:
    """Notified, filed with the PPC, published, and begun: all four have come (APPI 27(2), Rules 11 and 14)."""
    steps = (notice.notified_on, notice.filed_on, notice.published_on, notice.from_)
    days = [day for day in steps if day is not None]
    return since(max(days)) if len(days) == len(steps) else NEVER


def _joint_uses(policy: Policy, recipient: str, items: frozenset[str], purposes: frozenset[str]) -> list[Periods]:
    return [
        _with_a_responsible(notice)
        for notice in policy.joint_use
        if recipient in notice.users and items <= frozenset(notice.items) and purposes <= frozenset(notice.purposes)
    ]


def _with_a_responsible(notice: JointUse) -> Periods:
    return NEVER if notice.responsible is None else since(notice.from_)


OPTOUT_PROHIBITED_DATA = Rule(
    number=24,
    code=RuleCode.OPTOUT_PROHIBITED_DATA,
    title_ja="オプトアウトで提供できないデータである",
    title_en="The data may not be provided by opt-out",
    cure_ja="要配慮個人情報、不正取得データ、オプトアウトで受けたデータを除くか、同意を得る。",
    cure_en="Leave out sensitive data, unlawfully acquired data and data received by opt-out, or obtain consent.",
    severities=(BLOCKING,),
    cites=("APPI 27(2)",),
    since=REFORM_2015,
    reads=("transfers.bases.ground", "transfers.items", "items.sensitive", "items.source"),
    bases=OTHER_LAW,
    over=carries_what_opt_out_may_not,
)

OPTOUT_NOT_EFFECTIVE = Rule(
    number=25,
    code=RuleCode.OPTOUT_NOT_EFFECTIVE,
    title_ja="オプトアウトの手続が整っていない",
    title_en="The opt-out is not effective",
    cure_ja="提供先と項目を定めて本人への通知等、委員会への届出、公表を済ませ、その日を登録する。",
    cure_en="Notify, file with the PPC and publish for this recipient and these items, and record the days.",
    severities=(BLOCKING,),
    cites=("APPI 27(2)",),
    since=REFORM_2015,
    reads=("policies.from", "policies.opt_out", "transfers.bases.ground", "transfers.items"),
    bases=OTHER_LAW,
    over=opt_out_is_not_effective,
)

JOINT_USE_NOTICE_MISSING = Rule(
    number=26,
    code=RuleCode.JOINT_USE_NOTICE_MISSING,
    title_ja="共同利用の通知・公表がない",
    title_en="There is no notice of the joint use",
    cure_ja="共同利用の項目・利用者の範囲・目的・責任者をポリシーで公表する。",
    cure_en="Publish items, range of users, purposes and the responsible party of the joint use in the policy.",
    severities=(BLOCKING,),
    cites=("APPI 27(5)(iii)",),
    since=ACT,
    reads=("policies.from", "policies.joint_use", "transfers.bases.ground", "transfers.items", "transfers.purposes"),
    bases=OTHER_LAW,
    over=joint_use_is_not_noticed,
)
