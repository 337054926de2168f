"""Why a record, or information that was processed, is not in order, in words: rules 32 to 34, 37 and 38."""

from models.vocabulary import BasisKind
from vendors.register.entries.delivery import Delivery, ProvisionRecord
from vendors.report.reasons.case import Case, Said
from vendors.report.reasons.spoken import GROUNDS, RECORD_ITEMS, RECORD_METHODS
from vendors.report.words import BASES

_STEPS = ("created_published_on", "provision_published_on", "labelled_on")


def _record(case: Case) -> ProvisionRecord | None:
    entry = case.entry
    return entry.record if isinstance(entry, Delivery) else None


def record_late(case: Case) -> Said:
    """Rule 32."""
    record, days = _record(case), case.facts.limits.record_days
    if record is None:
        return {
            "ja": f"{case.moment} の引渡しについて、{days}日の期限を過ぎても提供記録がない。",
            "en": f"Of the hand-over of {case.moment}, no record is there, though more than {days} days have gone.",
        }
    return {
        "ja": f"{case.moment} の引渡しの提供記録は {record.made_on} に作成され、{days}日の期限を過ぎている。",
        "en": f"The record of the hand-over of {case.moment} was made on {record.made_on}, later than {days} days.",
    }


def record_defective(case: Case) -> Said:
    """Rule 33."""
    record = _record(case)
    assert record is not None, "only a record that is there has holes"
    method = RECORD_METHODS[record.method]
    if not case.is_absent:
        return {
            "ja": f"オプトアウトでは提供の都度の記録が必要だが、{record.made_on} の記録は{method['ja']}である。",
            "en": f"Opt-out is recorded each time, but what was made on {record.made_on} is {method['en']}.",
        }
    has = case.spoken(RECORD_ITEMS[item] for item in record.has)
    return {
        "ja": f"{record.made_on} の提供記録（{method['ja']}）にあるのは「{has}」だけで、必要な事項が欠けている。",
        "en": f"The record of {record.made_on} ({method['en']}) holds only: {has}; something that belongs in "
        "it is missing.",
    }


def record_deleted(case: Case) -> Said:
    """Rule 34."""
    record = _record(case)
    assert record is not None, "only a record that is there is deleted"
    method = RECORD_METHODS[record.method]
    return {
        "ja": f"提供記録（{method['ja']}、{record.made_on} 作成）は、保存期間中の {record.deleted_on} に廃棄された。",
        "en": f"The record ({method['en']}, made on {record.made_on}) was deleted on {record.deleted_on}, "
        "before its time.",
    }


def pseudonymised(case: Case) -> Said:
    """Rule 37."""
    item, basis = case.items([case.entry.code]), case.basis
    if basis is not None and basis.kind is BasisKind.OTHER_LAW and basis.ground is not None:
        on = GROUNDS[basis.ground]
    else:
        on = BASES[basis.kind] if basis is not None else {"ja": "根拠なし", "en": "no basis"}
    return {
        "ja": f"「{item}」は仮名加工情報であり、根拠（{on['ja']}）では提供できない。",
        "en": f"“{item}” is pseudonymised information, which {on['en']} can't carry.",
    }


def anonymised(case: Case) -> Said:
    """Rule 38."""
    given = {
        code for code in case.transfer.items.at(case.day) if code in case.facts.items_of(frozenset({code})).anonymised
    }
    releases = [
        release
        for release in case.facts.entry.anonymised_releases
        if case.transfer.recipient.code in release.recipients and given <= set(release.items)
    ]
    if not releases:
        return {
            "ja": f"{case.recipient}への匿名加工情報「{case.items(given)}」の提供について、公表の記録がない。",
            "en": f"Of the anonymised information ({case.items(given)}) for {case.recipient}, no publication "
            "is recorded.",
        }
    steps = "; ".join(case.fields(release, _STEPS) for release in releases)
    return {
        "ja": f"{case.recipient}への匿名加工情報「{case.items(given)}」の公表・明示がまだ揃っていない: {steps}。",
        "en": f"Of the anonymised information ({case.items(given)}) for {case.recipient}, not every step has "
        f"come: {steps}.",
    }
