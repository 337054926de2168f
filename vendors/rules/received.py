"""Rule 35: what is received from a third party is confirmed, recorded, and the record kept (APPI 30).

It reads process, not the register, and is no part of a judgement of one. Each cause is a finding of its own.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from models.received_words import ReceivedBasis, ReceivedCause, ReceivedItem
from models.vocabulary import Because, ProcessCode, RecipientKind, RecordMethod
from vendors.facts.received import Received, ReceivedFacts
from vendors.periods import FOREVER, Periods, run
from vendors.rules.process import ProcessRule
from vendors.rules.readings import ANNIVERSARY, LIMITS, Reading
from vendors.rules.rule import ABSENT, CONTRARY, REFORM_2015, WARNING

OCCASION = Reading(
    "OCCASION",
    "確認は提供を受ける日までに行うものと解する（その日の確認は間に合う）。後から確認しても、それまでの違反は残る。",
    "The confirmation is due by the day of receipt, and on that day in time; a later one ends the breach, and does not "
    "undo it.",
)
EACH_TIME = Reading(
    "EACH_TIME",
    "オプトアウトにより提供を受けた場合は、契約書等による代替もできず、その都度記録するものと解する。",
    "What is received by opt-out is recorded each time, in no contract substitute either.",
)
FROM_RECEIPT = Reading(
    "FROM_RECEIPT",
    "個別の記録は、受領日と作成日のうち遅い日から3年間保存するものと解する。",
    "An individual record is kept for three years from the receipt or its making, whichever came later.",
)
_CONFIRMED = frozenset({ReceivedItem.PROVIDER, ReceivedItem.ADDRESS, ReceivedItem.CIRCUMSTANCES})
_NOT_FOR_OPT_OUT = frozenset({RecordMethod.LUMP, RecordMethod.CONTRACT_SUBSTITUTE})


class ReceivedBroken(NamedTuple):
    """The days on which one cause breaks the rule."""

    cause: ReceivedCause
    days: Periods
    because: Because


def to_confirm(received: Received) -> frozenset[ReceivedItem]:
    """What is to be confirmed of the third party (APPI 30(1)); the representative of a company alone."""
    is_company = received.provider_kind is RecipientKind.COMPANY
    return _CONFIRMED | {ReceivedItem.REPRESENTATIVE} if is_company else _CONFIRMED


def belonging_to_received(received: Received) -> frozenset[ReceivedItem]:
    """What belongs in the record (Rule 24(1))."""
    those = {*to_confirm(received), ReceivedItem.SUBJECTS, ReceivedItem.ITEMS}
    if received.basis is ReceivedBasis.CONSENT:
        those.add(ReceivedItem.CONSENT)
    if received.is_opt_out:
        those |= {ReceivedItem.DATE, ReceivedItem.PUBLICATION}
    return frozenset(those)


def receipt_is_unchecked(facts: ReceivedFacts) -> list[ReceivedBroken]:
    """For each cause the days on which it breaks the rule, as far as there are any; none without a duty."""
    return [one for one in _broken(facts) if one.days] if facts.received.has_duty else []


def _broken(facts: ReceivedFacts) -> Iterator[ReceivedBroken]:
    yield from _of_confirmation(facts.received)
    yield from _of_record(facts)


def _of_confirmation(received: Received) -> Iterable[ReceivedBroken]:
    """From the day of receipt until the day before it is confirmed; from then on, while something is not."""
    confirmed_on = received.confirmed_on
    confirmed = FOREVER + 1 if confirmed_on is None else confirmed_on.toordinal()
    because = ABSENT if confirmed_on is None else CONTRARY
    yield ReceivedBroken(ReceivedCause.CONFIRMATION, run(received.day, confirmed - 1), because)
    if confirmed_on is not None and not to_confirm(received) <= received.confirmed:
        days = run(max(received.day, confirmed), FOREVER)
        yield ReceivedBroken(ReceivedCause.CONFIRMED_MATTERS, days, ABSENT)


def _of_record(facts: ReceivedFacts) -> Iterable[ReceivedBroken]:
    """Late from the day after the last one to make it, until it is made; from then on it is complete, and kept."""
    received, record = facts.received, facts.record
    if record is None:
        yield ReceivedBroken(ReceivedCause.RECORD, run(facts.due + 1, FOREVER), ABSENT)
        return
    made = record.made_on.toordinal()
    held = run(max(received.day, made), FOREVER)
    yield ReceivedBroken(ReceivedCause.RECORD, run(facts.due + 1, made - 1), CONTRARY)
    if not belonging_to_received(received) <= record.has:
        yield ReceivedBroken(ReceivedCause.RECORD_ITEMS, held, ABSENT)
    if received.is_opt_out and record.method in _NOT_FOR_OPT_OUT:
        yield ReceivedBroken(ReceivedCause.RECORD_METHOD, held, CONTRARY)
    if record.deleted_on is not None and record.deleted_on.toordinal() <= facts.kept_until:
        yield ReceivedBroken(ReceivedCause.RECORD_KEEPING, run(record.deleted_on.toordinal(), FOREVER), CONTRARY)


RECEIPT_CHECK_MISSING = ProcessRule[ReceivedFacts, list[ReceivedBroken]](
    number=35,
    code=ProcessCode.RECEIPT_CHECK_MISSING,
    title_ja="第三者から提供を受けたデータの確認・記録がない",
    title_en="Data received from a third party is not confirmed and recorded",
    cure_ja="提供元の氏名・住所・代表者と取得の経緯を確認し、その記録を作成して保存する。",
    cure_en="Confirm who provided it and how he had acquired it, make the record of it, and keep it.",
    severity=WARNING,
    cites=("APPI 30", "Rules 22-25"),
    since=REFORM_2015,
    readings=(OCCASION, EACH_TIME, FROM_RECEIPT, ANNIVERSARY, LIMITS),
    broken=receipt_is_unchecked,
)
