"""Rules 37 and 38: pseudonymised information is hardly ever provided; anonymised information only when published."""

from collections.abc import Iterable

from models.vocabulary import BasisKind, Ground, RuleCode
from vendors.facts.transfers import TransferFacts
from vendors.periods import NEVER, Periods, since
from vendors.register.entries.delivery import AnonymisedRelease
from vendors.rules.rule import ABSENT, BLOCKING, CONTRARY, REFORM_2015, REFORM_2020, Broken, Reach, Rule

_MAY_CARRY_PSEUDONYMISED = frozenset({BasisKind.OUTSOURCING, BasisKind.MERGER, Ground.JOINT_USE, Ground.STATUTE})


def provides_pseudonymised_data(transfer: TransferFacts) -> Iterable[Broken]:
    """An item is pseudonymised, and the basis is neither outsourcing, merger, joint use nor statute."""
    for items, given in transfer.items.split:
        for code in items.pseudonymised:
            for basis, days in transfer.asked_bases:
                if not _MAY_CARRY_PSEUDONYMISED & {basis.kind, basis.ground}:
                    yield Broken(days & given, CONTRARY, f"items.{code}")


def anonymised_data_is_not_published(transfer: TransferFacts) -> Iterable[Broken]:
    """Anonymised items, and no publication for items and recipient has all its three days come."""
    for items, given in transfer.items.split:
        if items.anonymised:
            releases = [
                _complete(release)
                for release in transfer.facts.entry.anonymised_releases
                if transfer.recipient.code in release.recipients and items.anonymised <= frozenset(release.items)
            ]
            broken = given
            for days in releases:
                broken = broken - days
            yield Broken(broken, CONTRARY if any(releases) else ABSENT, "anonymised_releases")


def _complete(release: AnonymisedRelease) -> Periods:
    """The days since its making was published, its provision was published, and the recipient was told."""
    steps = (release.created_published_on, release.provision_published_on, release.labelled_on)
    days = [day for day in steps if day is not None]
    return since(max(days)) if len(days) == len(steps) else NEVER


PSEUDONYMISED_PROVISION = Rule(
    number=37,
    code=RuleCode.PSEUDONYMISED_PROVISION,
    title_ja="仮名加工情報を提供している",
    title_en="Pseudonymised information is provided",
    cure_ja="仮名加工情報を除く。委託、承継、共同利用または法令に基づく場合のほかは提供できない。",
    cure_en="Leave it out: only outsourcing, succession, joint use or a statute may carry it.",
    severities=(BLOCKING,),
    cites=("APPI 41(6)", "APPI 42"),
    since=REFORM_2020,
    reads=("items.kind", "transfers.items", "transfers.bases.kind", "transfers.bases.ground"),
    over=provides_pseudonymised_data,
)

ANON_DUTY_UNMET = Rule(
    number=38,
    code=RuleCode.ANON_DUTY_UNMET,
    title_ja="匿名加工情報の公表・明示がない",
    title_en="Anonymised information is provided without publication and label",
    cure_ja="作成時と提供時の公表、提供先への明示を済ませ、その日を登録する。",
    cure_en="Publish its making and its provision, tell the recipient what it is, and record the days.",
    severities=(BLOCKING,),
    cites=("APPI 43", "APPI 44", "Policy 3"),
    since=REFORM_2015,
    reads=("items.kind", "transfers.items", "anonymised_releases"),
    reach=Reach.ANONYMISED_TOO,
    over=anonymised_data_is_not_published,
)
