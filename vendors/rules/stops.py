"""Rule 36: who has asked to be left out is left out."""

from collections.abc import Iterable

from models.vocabulary import Ground, RuleCode
from vendors.facts.deliveries import DeliveryFacts
from vendors.periods import ALWAYS
from vendors.rules.rule import ACT, BLOCKING, CONTRARY, Broken, Rule

_STOPPED_IN_GENERAL = frozenset({Ground.OPT_OUT, Ground.JOINT_USE})


def stop_is_in_force(delivery: DeliveryFacts) -> Iterable[Broken]:
    """A person's stop is in force: for this recipient by name, or for all on consent, opt-out or joint use."""
    if not delivery.is_asked or delivery.basis is None or delivery.basis.is_article_27_1:
        return
    for_all = delivery.is_on_consent or delivery.basis.ground in _STOPPED_IN_GENERAL
    stopped = sum(
        number
        for person, number in delivery.persons.items()
        if person.stopped_by_name or (for_all and person.stopped_for_all)
    )
    if stopped:
        yield Broken(ALWAYS, CONTRARY, "stops", subjects=stopped)


STOP_ORDER_ACTIVE = Rule(
    number=36,
    code=RuleCode.STOP_ORDER_ACTIVE,
    title_ja="提供停止の求めに反している",
    title_en="A stop of provision is in force",
    cure_ja="停止を求めた人を提供から除き、提供先に削除を求める。",
    cure_en="Leave out those who asked for it, and ask the recipient to erase what it was given.",
    severities=(BLOCKING,),
    cites=("APPI 35", "Policy 5", "Policy 6"),
    since=ACT,
    reads=("stops", "deliveries.at", "deliveries.subjects"),
    at_delivery=stop_is_in_force,
)
