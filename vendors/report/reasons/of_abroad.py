"""Why a provision abroad is not carried, in words: rules 27 to 31, 41 and 42."""

from vendors.report.reasons.case import Case, Said
from vendors.report.reasons.spoken import FIELDS

_INFORMATION = ("country_named", "system_described", "measures_described")


def nothing_abroad(case: Case) -> Said:
    """Rule 27."""
    where = case.where(case.transfer.recipient.code)
    return {
        "ja": f"{case.recipient}は外国（{where}）にあり、同等の水準の国の指定、基準適合体制、外国提供への同意のいずれも"
        "記録されていない。",
        "en": f"{case.recipient} is abroad ({where}): no designated country, and neither equivalent measures nor "
        "consent to provision abroad is recorded.",
    }


def consent_generic(case: Case) -> Said:
    """Rule 28."""
    where = case.where(case.transfer.recipient.code)
    if case.subjects is not None:
        return {
            "ja": f"{case.persons()['ja']}が同意した文言は、外国（{where}）への提供に触れていない。",
            "en": f"What {case.persons()['en']} agreed to says nothing of provision abroad ({where}).",
        }
    return {
        "ja": f"使用中の文言（{case.texts_in_use}）は、外国（{where}）への提供に触れていない。",
        "en": f"The texts in use ({case.texts_in_use}) say nothing of provision abroad ({where}).",
    }


def information_missing(case: Case) -> Said:
    """Rule 29."""
    if case.subjects is not None:
        return {
            "ja": f"{case.persons()['ja']}が同意した文言は、外国への提供に必要な情報を示していない。",
            "en": f"What {case.persons()['en']} agreed to does not give the information on provision abroad.",
        }
    told = [
        f"{text.code}: " + case.spoken(FIELDS[name] for name in _INFORMATION if not getattr(text.entry.foreign, name))
        for text in (case.basis.texts if case.basis else ())
        if text.entry.foreign is not None and case.day in text.in_use
    ]
    return {
        "ja": f"使用中の文言に示されていないもの — {'; '.join(told)}。",
        "en": f"What the texts in use do not tell — {'; '.join(told)}.",
    }


def measures_lapsed(case: Case) -> Said:
    """Rule 30."""
    recipient = case.transfer.recipient
    difficult = recipient.entry.continuation_difficult_from
    if difficult is not None and difficult.toordinal() <= case.day:
        return {
            "ja": f"{case.recipient}（{case.where(recipient.code)}）の基準適合体制は、{difficult} "
            "から継続が困難とされている。",
            "en": f"The equivalent measures of {case.recipient} ({case.where(recipient.code)}) can no longer "
            "be ensured "
            f"from {difficult}.",
        }
    ends = [last for _, last in recipient.measures if last < case.day]
    end = case.on(max(ends)) if ends else "—"
    return {
        "ja": f"{case.recipient}（{case.where(recipient.code)}）の基準適合体制の最終日は {end} である。",
        "en": f"The equivalent measures of {case.recipient} ({case.where(recipient.code)}) have {end} as their "
        "last day.",
    }


def check_late(case: Case) -> Said:
    """Rule 31."""
    months = case.facts.limits.equivalent_check_months
    done = [day for day in case.transfer.recipient.checked if day <= case.day]
    if not done:
        return {
            "ja": f"{case.recipient}の基準適合体制について、{months}か月ごとの確認の記録がない。",
            "en": f"Of the equivalent measures of {case.recipient}, no check is recorded; one is due every "
            f"{months} months.",
        }
    return {
        "ja": f"{case.recipient}の基準適合体制の直近の確認は {case.on(done[-1])} で、{months}か月を過ぎている。",
        "en": f"The equivalent measures of {case.recipient} were last checked on {case.on(done[-1])}, more "
        f"than {months} "
        "months ago.",
    }


def flag_wrong(case: Case) -> Said:
    """Rule 41."""
    where = case.where(case.transfer.recipient.code)
    if case.day in case.transfer.recipient.abroad:
        declared = {
            "ja": "外国への提供とは申告されていないが" if case.is_absent else "国内への提供と申告されているが",
            "en": "not declared as one abroad" if case.is_absent else "declared as domestic",
        }
        return {
            "ja": f"{declared['ja']}、{case.recipient}は外国（{where}）にある。",
            "en": f"The provision is {declared['en']}, but {case.recipient} is abroad ({where}).",
        }
    return {
        "ja": f"外国への提供と申告されているが、{case.recipient}（{where}）は外国にある第三者ではない。",
        "en": f"The provision is declared as one abroad, but {case.recipient} ({where}) is not abroad.",
    }


def country_unknown(case: Case) -> Said:
    """Rule 42."""
    return {
        "ja": f"{case.recipient}について、データを取り扱う法人の所在国が記録されていない。",
        "en": f"Of {case.recipient}, the country of the entity that handles the data is not recorded.",
    }
