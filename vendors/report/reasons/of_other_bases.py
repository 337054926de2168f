"""Why a succession, a public body's request, another law or a notice does not carry the provision: rules 20 to 26."""

from collections.abc import Iterator

from models.vocabulary import ContractKind, Ground, RecipientKind
from vendors.register.entries.basis import GovernmentCooperationBasis, MergerBasis, OtherLawBasis
from vendors.report.reasons.case import Case, Said, together
from vendors.report.reasons.spoken import CONTRACT_KINDS, FIELDS, GROUNDS, SOURCES, TERMS
from vendors.rules.succession import DUE_DILIGENCE_TERMS

_COOPERATION = ("requester", "affair", "statute", "necessity", "impediment")
_SHOWN = {
    Ground.STATUTE: ("statute", "article", "document"),
    Ground.LIFE: ("consent_difficult",),
    Ground.PUBLIC_HEALTH: ("consent_difficult",),
    Ground.ACADEMIC_PUBLICATION: ("necessity",),
    Ground.ACADEMIC_JOINT: ("necessity",),
    Ground.ACADEMIC_RECIPIENT: ("necessity",),
}
"""The fields in which each ground is shown, to tell which of them are empty."""
_PUBLIC_BODIES = (RecipientKind.STATE_ORGAN, RecipientKind.LOCAL_GOVERNMENT)


def succession(case: Case) -> Said:
    """Rule 20."""
    return together(*_succession(case))


def _succession(case: Case) -> Iterator[Said]:
    assert case.basis is not None, "it rests on a basis"
    merger = case.basis.entry
    assert isinstance(merger, MergerBasis), "its basis is a merger"
    if merger.instrument is None:
        yield {"ja": "承継の契約が記録されていない。", "en": "No instrument of succession is named."}
    else:
        contract = case.facts.contracts[merger.instrument]
        signed = contract.entry.signed_on
        if contract.kind is not ContractKind.SUCCESSION:
            kind = CONTRACT_KINDS[contract.kind]
            yield {
                "ja": f"{case.title(contract)}は{kind['ja']}であり、承継の契約ではない。",
                "en": f"{case.title(contract)} is {kind['en']}, not one of succession.",
            }
        elif signed is None:
            yield {
                "ja": f"{case.title(contract)}に、署名の日が記録されていない。",
                "en": f"Of {case.title(contract)}, no day of signing is recorded.",
            }
        elif case.day < signed.toordinal():
            yield {
                "ja": f"{case.title(contract)}が署名されたのは {signed} である。",
                "en": f"{case.title(contract)} was signed only on {signed}.",
            }
    if merger.within_business is None:
        yield {
            "ja": "承継した事業の範囲内で利用されるかが記録されていない。",
            "en": "Nothing is recorded of whether the use stays within the business succeeded to.",
        }
    elif merger.within_business is False:
        yield {
            "ja": "承継した事業の範囲を超えて利用されると記録されている。",
            "en": "The use is recorded as going beyond the business succeeded to.",
        }


def due_diligence(case: Case) -> Said:
    """Rule 21."""
    held = case.contract.clauses.at(case.day).terms
    missing = case.spoken(TERMS[term] for term in DUE_DILIGENCE_TERMS if term not in held)
    return {
        "ja": f"署名前の提供の拠り所となる{case.title(case.contract)}に、次の条項がない: {missing}。",
        "en": f"Before the signing, {case.title(case.contract)} is what it rests on, and that lacks: {missing}.",
    }


def cooperation(case: Case) -> Said:
    """Rule 22."""
    return together(*_cooperation(case))


def _cooperation(case: Case) -> Iterator[Said]:
    assert case.basis is not None, "it rests on a basis"
    entry = case.basis.entry
    assert isinstance(entry, GovernmentCooperationBasis), "its basis is cooperation"
    yield from _not_recorded(case, entry, _COOPERATION)
    recipient = case.transfer.recipient
    if case.day in recipient.abroad:
        where = case.where(recipient.code)
        yield {
            "ja": f"{case.recipient}は外国（{where}）にある。",
            "en": f"{case.recipient} is a body abroad ({where}).",
        }
    if entry.delegated_by is None and recipient.kind.at(case.day) not in _PUBLIC_BODIES:
        yield {
            "ja": f"{case.recipient}は国の機関でも地方公共団体でもなく、誰の委託を受けたのかも記録されていない。",
            "en": f"{case.recipient} is neither a state organ nor a local government, and whose delegate it is is not "
            "recorded.",
        }


def other_law(case: Case) -> Said:
    """Rule 23."""
    return together(*_other_law(case))


def _other_law(case: Case) -> Iterator[Said]:
    assert case.basis is not None, "it rests on a basis"
    entry = case.basis.entry
    assert isinstance(entry, OtherLawBasis), "its basis is another law"
    assert entry.ground is not None, "without a ground it is no basis at all"
    ground = GROUNDS[entry.ground]
    yield {"ja": f"根拠は{ground['ja']}。", "en": f"The ground is {ground['en']}."}
    yield from _not_recorded(case, entry, _SHOWN[entry.ground])
    if entry.foreign_law:
        yield {"ja": "記録された法令は外国のものである。", "en": "The statute recorded is a foreign one."}
    if entry.ground in {Ground.ACADEMIC_PUBLICATION, Ground.ACADEMIC_JOINT} and not case.facts.academic:
        yield {
            "ja": "事業者が学術研究機関であるとは記録されていない。",
            "en": "The operator is not recorded as an academic body.",
        }
    if entry.ground is Ground.ACADEMIC_RECIPIENT and (
        case.transfer.recipient.kind.at(case.day) is not RecipientKind.ACADEMIC
    ):
        yield {
            "ja": f"{case.recipient}は学術研究機関として記録されていない。",
            "en": f"{case.recipient} is not recorded as an academic body.",
        }


def _not_recorded(case: Case, entry: object, fields: tuple[str, ...]) -> Iterator[Said]:
    empty = [FIELDS[name] for name in fields if getattr(entry, name) is None]
    if empty:
        yield {"ja": f"記録がないもの: {case.spoken(empty)}。", "en": f"Not recorded: {case.spoken(empty)}."}


def not_by_opt_out(case: Case) -> Said:
    """Rule 24."""
    item = case.entry
    name, source = case.items([item.code]), SOURCES[item.source]
    if item.sensitive:
        return {"ja": f"「{name}」は要配慮個人情報である。", "en": f"“{name}” is sensitive data (要配慮個人情報)."}
    return {"ja": f"「{name}」は{source['ja']}したものである。", "en": f"“{name}” {source['en']}."}


def opt_out(case: Case) -> Said:
    """Rule 25."""
    items = case.transfer.items.at(case.day)
    notices = [
        notice
        for notice in (case.policy.opt_out if case.policy else ())
        if case.transfer.recipient.code in notice.recipients and items <= set(notice.items)
    ]
    if not notices:
        return _no_notice(case)
    steps = "; ".join(case.fields(notice, ("notified_on", "filed_on", "published_on", "from_")) for notice in notices)
    return {
        "ja": f"オプトアウトの手続がまだ揃っていない: {steps}。",
        "en": f"Not every step of the opt-out has come: {steps}.",
    }


def joint_use(case: Case) -> Said:
    """Rule 26."""
    items, purposes = case.transfer.items.at(case.day), case.transfer.purposes.at(case.day)
    notices = [
        notice
        for notice in (case.policy.joint_use if case.policy else ())
        if case.transfer.recipient.code in notice.users
        and items <= set(notice.items)
        and purposes <= set(notice.purposes)
    ]
    if not notices:
        return _no_notice(case)
    named = "; ".join(case.fields(notice, ("responsible", "from_")) for notice in notices)
    return {
        "ja": f"{case.recipient}との共同利用の公表に責任者の記載がないか、その開始の日が来ていない: {named}。",
        "en": f"The notice of joint use with {case.recipient} names no responsible party, or its first day has "
        f"not come: {named}.",
    }


def _no_notice(case: Case) -> Said:
    items = case.items(case.transfer.items.at(case.day))
    if case.policy is None:
        return {
            "ja": "この間に有効なプライバシーポリシーがない。",
            "en": "No privacy policy is in force on these days.",
        }
    return {
        "ja": f"ポリシー（{case.policy.version}版）に、{case.recipient}と「{items}」を含む公表がない。",
        "en": f"Policy {case.policy.version} has no notice that covers {case.recipient} and {items}.",
    }
