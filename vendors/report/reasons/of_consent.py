"""Why a basis or a consent does not carry the provision, in words: rules 1 to 9, and 36."""

from vendors.register.entries.basis import MergerBasis
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.transfer import Transfer
from vendors.report.reasons.case import Case, Said


def no_basis(case: Case) -> Said:
    """Rule 1."""
    if isinstance(case.entry, Delivery):
        period = case.transfer.entry
        return {
            "ja": f"{case.moment} の引渡しは、提供の期間（{period.from_} から "
            f"{period.until or '終期なし'}）の外にある。",
            "en": f"The hand-over of {case.moment} lies outside the transfer's period "
            f"({period.from_} to {period.until or 'no end'}).",
        }
    if case.basis is not None:
        return {
            "ja": "「その他の法令」を根拠とするが、どの規定によるのかが記録されていない。",
            "en": "The basis is another provision of the law, but which one (its ground) is not recorded.",
        }
    return {
        "ja": f"{case.recipient}への提供について、この間に有効な根拠が記録されていない。",
        "en": f"For the provision to {case.recipient}, no basis is recorded that holds on these days.",
    }


def no_consent(case: Case) -> Said:
    """Rule 2."""
    if isinstance(case.entry, Transfer):
        return {
            "ja": f"{case.recipient}への提供は同意を根拠とするが、同意を得た文言が一つも記録されていない。",
            "en": f"The provision to {case.recipient} rests on consent, but the basis names no consent text.",
        }
    assert case.delivery is not None, "beside the basis only a delivery is found to lack consent"
    if not case.delivery.subjects:
        return {
            "ja": "同意を根拠とする引渡しなのに対象者の記載がなく、誰の同意によるのかを示せない。",
            "en": "The hand-over rests on consent, but lists nobody, so that nobody's consent can be shown.",
        }
    return {
        "ja": f"{case.persons()['ja']}について、根拠の文言（{case.named_texts}）への同意が記録されていない。",
        "en": f"Of {case.persons()['en']}, no consent is recorded to the texts of the basis ({case.named_texts}).",
    }


def consent_too_late(case: Case) -> Said:
    """Rule 3."""
    return {
        "ja": f"{case.persons()['ja']}が同意したのは、{case.moment} の引渡しの時以後である。",
        "en": f"{case.persons()['en']} agreed only at the hand-over of {case.moment} or after it.",
    }


def consent_withdrawn(case: Case) -> Said:
    """Rule 4."""
    return {
        "ja": f"{case.persons()['ja']}が、{case.moment} の引渡しの時までに同意を撤回していた。",
        "en": f"{case.persons()['en']} had withdrawn consent by the hand-over of {case.moment}.",
    }


def scope(case: Case) -> Said:
    """Rule 5."""
    given = case.transfer.items.at(case.day), case.transfer.purposes.at(case.day)
    items, purposes = case.items(given[0]), case.purposes(given[1])
    if case.subjects is not None:
        return {
            "ja": f"{case.persons()['ja']}が同意した文言は、{case.recipient}への「{items}」の提供（目的: {purposes}）を"
            "含まない。",
            "en": f"What {case.persons()['en']} agreed to does not cover {case.recipient}, {items} and the purposes "
            f"({purposes}) together.",
        }
    return {
        "ja": f"使用中の文言（{case.texts_in_use}）に、{case.recipient}・項目（{items}）・目的（"
        f"{purposes}）のすべてを含むものがない。",
        "en": f"Of the texts in use ({case.texts_in_use}), none covers {case.recipient}, all the items ({items}) "
        "and all the "
        f"purposes ({purposes}).",
    }


def deemed(case: Case) -> Said:
    """Rule 6."""
    if case.subjects is not None:
        return {
            "ja": f"{case.persons()['ja']}の同意は、継続利用・通知・黙示によるもので、明示のものではない。",
            "en": f"The consent of {case.persons()['en']} is one by continued use, notice or silence, not expressed.",
        }
    return {
        "ja": f"この提供を含む文言（使用中: {case.texts_in_use}）に、明示の同意と記録されたものがない。",
        "en": f"Of the texts that cover the provision (in use: {case.texts_in_use}), none is recorded as "
        "expressly agreed to.",
    }


def incapable(case: Case) -> Said:
    """Rule 7."""
    return {
        "ja": f"{case.persons()['ja']}の同意は、同意する能力のない人が法定代理人なしにしたものである。",
        "en": f"The consent of {case.persons()['en']} was given without capacity, and without a guardian.",
    }


def purpose_exceeded(case: Case) -> Said:
    """Rule 8."""
    purposes = case.transfer.purposes.at(case.day)
    policy = case.policy
    if policy is None:
        return {
            "ja": f"利用目的（{case.purposes(purposes)}）を公表するプライバシーポリシーがない。",
            "en": f"No privacy policy is in force that would publish the purposes of use ({case.purposes(purposes)}).",
        }
    missing = case.purposes(purposes - set(policy.purposes) or purposes)
    merger = case.basis.entry if case.basis else None
    if isinstance(merger, MergerBasis) and merger.effective_on:
        return {
            "ja": f"承継（{merger.effective_on}）の前日のポリシー（{policy.version}版）は、「{missing}」"
            "を公表していない。",
            "en": f"Policy {policy.version}, in force on the day before the succession ("
            f"{merger.effective_on}), does not "
            f"publish: {missing}.",
        }
    return {
        "ja": f"この間のポリシー（{policy.version}版）は、利用目的「{missing}」を公表していない。",
        "en": f"Policy {policy.version}, in force on these days, does not publish the purpose of use: {missing}.",
    }


def provision_not_stated(case: Case) -> Said:
    """Rule 9."""
    if case.policy is None:
        return {
            "ja": "この間に有効なプライバシーポリシーがない。",
            "en": "No privacy policy is in force on these days.",
        }
    return {
        "ja": f"ポリシー（{case.policy.version}版）に、第三者への提供が利用目的として記載されていない。",
        "en": f"Policy {case.policy.version} does not state provision to third parties among its purposes.",
    }


def stopped(case: Case) -> Said:
    """Rule 36."""
    return {
        "ja": f"{case.persons()['ja']}から、{case.recipient}への提供にも及ぶ停止の求めを受けている（"
        f"{case.moment} 現在）。",
        "en": f"{case.persons()['en']} had asked for a stop that reaches the provision to {case.recipient}; it was in "
        f"force at the hand-over of {case.moment}.",
    }
