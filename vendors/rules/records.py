"""Rules 32 to 34: a provision that needs a record has one, in time, complete, and kept."""

from collections.abc import Iterable

from models.vocabulary import RecipientKind, RecordItem, RecordMethod, RuleCode
from vendors.facts.records import RecordFacts
from vendors.periods import FOREVER, run, since
from vendors.rules.readings import ANNIVERSARY, LIMITS
from vendors.rules.rule import ABSENT, CONTRARY, REFORM_2015, WARNING, Broken, Rule

_NOT_FOR_OPT_OUT = frozenset({RecordMethod.LUMP, RecordMethod.CONTRACT_SUBSTITUTE})


def record_is_late(facts: RecordFacts) -> Iterable[Broken]:
    """From the day after the last one to make it, until the day before it is made."""
    made = FOREVER + 1 if facts.record is None else facts.record.made_on.toordinal()
    yield Broken(run(facts.due + 1, made - 1), ABSENT if facts.record is None else CONTRARY, facts.about)


def record_is_defective(facts: RecordFacts) -> Iterable[Broken]:
    """A record lacks something that belongs in it, or opt-out is recorded otherwise than each time."""
    if facts.record is not None:
        held = since(facts.record.made_on)
        if not belonging(facts) <= frozenset(facts.record.has):
            yield Broken(held, ABSENT, facts.about)
        if facts.delivery.is_opt_out and facts.record.method in _NOT_FOR_OPT_OUT:
            yield Broken(held, CONTRARY, facts.about)


def belonging(facts: RecordFacts) -> frozenset[RecordItem]:
    """What belongs in the record (Rule 20)."""
    those = {RecordItem.RECIPIENT, RecordItem.ADDRESS, RecordItem.SUBJECTS, RecordItem.ITEMS}
    if facts.delivery.transfer.recipient.kind.at(facts.delivery.day) is RecipientKind.COMPANY:
        those.add(RecordItem.REPRESENTATIVE)
    if facts.rests_on_consent:
        those.add(RecordItem.CONSENT)
    if facts.delivery.is_opt_out:
        those.add(RecordItem.DATE)
    return frozenset(those)


def record_was_not_kept(facts: RecordFacts) -> Iterable[Broken]:
    """The record was deleted on the last day of keeping it, or before."""
    if facts.record is not None and facts.record.deleted_on is not None:
        deleted = facts.record.deleted_on.toordinal()
        if deleted <= facts.kept_until:
            yield Broken(since(facts.record.deleted_on), CONTRARY, facts.about)


RECORD_MISSING = Rule(
    number=32,
    code=RuleCode.RECORD_MISSING,
    title_ja="提供記録がない",
    title_en="There is no provision record",
    cure_ja="速やかに提供記録を作成し、その日と方法を登録する。",
    cure_en="Make the provision record promptly, and record its day and method.",
    severities=(WARNING,),
    cites=("APPI 29",),
    since=REFORM_2015,
    readings=(LIMITS,),
    reads=("deliveries.at", "deliveries.record", "limits.record_days"),
    of_record=record_is_late,
)

RECORD_DEFECTIVE = Rule(
    number=33,
    code=RuleCode.RECORD_DEFECTIVE,
    title_ja="提供記録に不備がある",
    title_en="The provision record is defective",
    cure_ja="足りない事項を補う。オプトアウトでは提供の都度、記録を作成する。",
    cure_en="Add what it lacks; for opt-out, make a record each time.",
    severities=(WARNING,),
    cites=("Rule 19", "Rule 20"),
    since=REFORM_2015,
    reads=("deliveries.record.has", "deliveries.record.method", "recipients.kind"),
    of_record=record_is_defective,
)

RECORD_RETENTION_BREACH = Rule(
    number=34,
    code=RuleCode.RECORD_RETENTION_BREACH,
    title_ja="提供記録を保存期間中に廃棄した",
    title_en="The provision record was deleted before its time",
    cure_ja="控えから復元し、保存期間を守る。",
    cure_en="Restore it from a copy, and keep records for their time.",
    severities=(WARNING,),
    cites=("Rule 21", "Rule 25"),
    since=REFORM_2015,
    readings=(ANNIVERSARY,),
    reads=("deliveries.record.deleted_on", "deliveries.record.made_on", "deliveries.record.method"),
    of_record=record_was_not_kept,
)
