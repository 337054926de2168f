"""The sentences of a check for people, in Japanese and English; the text and the page say the same."""

from collections.abc import Iterable, Mapping
from datetime import date

from models.vocabulary import Verdict
from vendors.report.document import Check, DeliveryTold, Lapse, Told, TransferTold
from vendors.report.names import Named
from vendors.report.words import ENTRIES, RESTS_ON, VERDICTS, Lang, citation, country, plain

LABELS: Mapping[str, Mapping[Lang, str]] = {
    "why": {"ja": "理由", "en": "Why"},
    "article": {"ja": "条文", "en": "Article"},
    "days": {"ja": "期間", "en": "Days"},
    "rests_on": {"ja": "該当箇所", "en": "Rests on"},
    "cure": {"ja": "是正", "en": "Cure"},
    "persons": {"ja": "対象者", "en": "Persons"},
    "basis": {"ja": "根拠", "en": "basis"},
    "contract": {"ja": "契約", "en": "contract"},
    "rule_set": {"ja": "規則集", "en": "Rule set"},
    "transfers": {"ja": "提供", "en": "Transfers"},
    "deliveries": {"ja": "引渡し", "en": "Deliveries"},
    "no_findings": {"ja": "指摘なし", "en": "no finding"},
    "period": {"ja": "提供の期間", "en": "Provided"},
    "legend": {"ja": "帯の見方", "en": "The bars"},
    "as_above": {"ja": "— 上記の提供についての指摘と同じ", "en": "— as told above of the transfer"},
    "warned": {"ja": "注意", "en": "warning"},
}


def title(check: Check, lang: Lang) -> str:
    """Whose register it is, and of which day the check speaks."""
    name = plain(check.operator)
    if check.on is None:
        return {
            "ja": f"{name}: 個人データの提供の判定（全期間）",
            "en": f"{name}: provisions of personal data, all days",
        }[lang]
    return {
        "ja": f"{name}: 個人データの提供の判定（{check.on} 現在）",
        "en": f"{name}: provisions of personal data on {check.on}",
    }[lang]


def summary(check: Check, lang: Lang) -> str:
    """The one sentence that everybody wants first."""
    bad, all_ = sum(each.verdict is Verdict.INVALID for each in check.transfers), len(check.transfers)
    ever, transfers = check.on is None, f"{all_} {'transfer' if all_ == 1 else 'transfers'}"
    if not all_:
        return {"ja": "提供の記載がない。", "en": "The register lists no transfer."}[lang]
    if not bad:
        return {
            "ja": f"提供{all_}件のうち、成り立たない{'日がある' if ever else ''}ものはない。",
            "en": f"Of {transfers}, none fails to stand{' on any day' if ever else ''}.",
        }[lang]
    return {
        "ja": f"提供{all_}件のうち{bad}件{'に成り立たない日がある' if ever else 'が成り立たない'}。",
        "en": f"Of {transfers}, {bad} {'does' if bad == 1 else 'do'} not stand{' on some day' if ever else ''}.",
    }[lang]


def tally(check: Check, lang: Lang) -> list[tuple[Verdict, str, int]]:
    """How many transfers have each verdict, what needs work first."""
    return [
        (verdict, words[lang], sum(each.verdict is verdict for each in check.transfers))
        for verdict, words in VERDICTS.items()
        if check.on is not None or verdict is not Verdict.INACTIVE
    ]


def deliveries_summary(deliveries: list[DeliveryTold], check: Check, lang: Lang) -> str:
    """How many deliveries there are, how many of them don't stand, and how many say nothing."""
    count, bad = len(deliveries), sum(delivery.verdict is Verdict.INVALID for delivery in deliveries)
    clean = sum(not delivery.findings for delivery in deliveries)
    by = {"ja": f"{check.on} までの" if check.on else "", "en": f" by {check.on}" if check.on else ""}
    return {
        "ja": f"{by['ja']}引渡し{count}件: 成り立たない{bad}件、指摘なし{clean}件",
        "en": f"deliveries{by['en']}: {count}, of which {bad} {'does' if bad == 1 else 'do'} not stand and {clean} "
        f"{'has' if clean == 1 else 'have'} no finding",
    }[lang]


def days(first: date, last: date | None, lang: Lang) -> str:
    """A period in words."""
    if last is None:
        return {"ja": f"{first} から（終期なし）", "en": f"from {first}, without end"}[lang]
    if first == last:
        return {"ja": f"{first} のみ", "en": f"{first} only"}[lang]
    return {"ja": f"{first} から {last} まで", "en": f"{first} to {last}"}[lang]


def rule_title(told: Told, lang: Lang) -> str:
    """What the broken rule says, as a sentence."""
    return told.rule.title_ja if lang == "ja" else told.rule.title_en


def cure(told: Told, lang: Lang) -> str:
    """What would cure it."""
    return told.rule.cure_ja if lang == "ja" else told.rule.cure_en


def why(check: Check, transfer: TransferTold, told: Told, lang: Lang) -> str:
    """Why a transfer's finding holds: on the day of the check, or where that is of all days, on its own first day."""
    return _why(check, told, lang, day=told.from_ if check.on is None else check.on, transfer=transfer.code)


def why_at(check: Check, delivery: DeliveryTold, told: Told, lang: Lang) -> str:
    """Why a finding holds at a delivery: its own, or its transfer's on that day."""
    own = delivery.code if told.from_ is None else None
    return _why(check, told, lang, day=delivery.on, transfer=delivery.transfer, delivery=own)


def why_lapse(check: Check, lapse: Lapse, lang: Lang) -> str:
    """Why a finding will hold from its day on."""
    return _why(check, lapse.told, lang, day=lapse.day, transfer=lapse.transfer, delivery=lapse.delivery)


def _why(check: Check, told: Told, lang: Lang, *, day: date | None, transfer: str, delivery: str | None = None) -> str:
    said = check.explained.why(
        rule=told.rule.code,
        because=told.because,
        path=told.about.path,
        day=day,
        transfer=transfer,
        lang=lang,
        delivery=delivery,
        subjects=told.subjects,
    )
    return plain(said)


def article(told: Told, lang: Lang) -> str:
    """The articles, and a mark where the reading of them is debatable."""
    cites = [citation(cite, lang) for cite in told.rule.cites]
    return {"ja": "、", "en": "; "}[lang].join(cites) + (" [P]" if told.rule.debatable else "")


def by_weight(findings: Iterable[Told]) -> list[Told]:
    """What blocks comes first, in the order of the rules; then what warns."""
    return sorted(findings, key=lambda told: not told.blocks)


def persons(count: int, lang: Lang) -> str:
    """How many persons a delivery's finding touches."""
    return {"ja": f"{count}名", "en": f"{count} {'person' if count == 1 else 'persons'}"}[lang]


def entry(named: Named, lang: Lang) -> str:
    """An entry by its kind, its name, and whom it is about."""
    kind = ENTRIES.get(named.kind, {}).get(lang, named.kind)
    name = plain(named.name) if named.name else ""
    party = plain(named.recipient) if named.recipient else ""
    if lang == "ja":
        return kind + (f"「{name}」" if name else "") + (f"（相手方: {party}）" if party else "")
    joint = "to" if named.kind == "transfers" else "with"
    return kind + (f" “{name}”" if name else "") + (f" {joint} {party}" if party else "")


def rests_on(told: Told, lang: Lang) -> str:
    """The entry that a finding rests on, and whether by what it lacks or by what it says."""
    how = f"{told.because}: {RESTS_ON[told.because][lang]}"
    return f"{entry(told.about, lang)}（{how}）" if lang == "ja" else f"{entry(told.about, lang)} ({how})"


def route(transfer: TransferTold, lang: Lang) -> str:
    """From which service to whom, and where that is."""
    where = country(transfer.recipient.country, lang)
    to = f"{plain(transfer.service)} → {plain(transfer.recipient.name or '')}"
    return f"{to}（{where}）" if lang == "ja" else f"{to} ({where})"


def record(required: bool, lang: Lang) -> str:
    """Whether APPI 29 asks for a record."""
    if required:
        return {"ja": "提供記録が必要（法29条）", "en": "record needed (Art. 29)"}[lang]
    return {"ja": "提供記録は不要", "en": "no record needed"}[lang]


def coming(check: Check, lang: Lang) -> str:
    """The heading of what begins in the days to come."""
    assert check.lapses is not None, "asked for only where lapses were"
    return {
        "ja": f"{check.lapses.until} までに始まる指摘",
        "en": f"Findings that begin after {check.on} and by {check.lapses.until}",
    }[lang]


def nothing_coming(lang: Lang) -> str:
    """Said where nothing begins in the days to come."""
    return {"ja": "なし", "en": "None."}[lang]
