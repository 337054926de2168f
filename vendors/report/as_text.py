"""A check for a lawyer at a terminal: the summary, what is to come, then each transfer with its findings in words."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from models.vocabulary import Verdict
from vendors.report import phrases
from vendors.report.circumstances import circumstances
from vendors.report.document import Check, DeliveryTold, Told, TransferTold
from vendors.report.notes import notes
from vendors.report.words import SEVERITIES, VERDICTS, Lang, plain


def check_text(check: Check, lang: Lang) -> str:
    """The whole check as lines; transfers that don't stand come first, each group in order of codes."""
    return "\n".join([*_lines(check, lang), ""])


def _lines(check: Check, lang: Lang) -> Iterator[str]:
    deliveries = defaultdict(list)
    for delivery in check.deliveries:
        deliveries[delivery.transfer].append(delivery)
    yield phrases.title(check, lang)
    yield ""
    yield phrases.summary(check, lang)
    yield "  " + "  ·  ".join(f"{words} {count}" for _, words, count in phrases.tally(check, lang))
    if check.deliveries:
        yield "  " + phrases.deliveries_summary(list(check.deliveries), check, lang)
    if check.lapses is not None:
        yield from _lapses(check, lang)
    for verdict, words in VERDICTS.items():
        told = [transfer for transfer in check.transfers if transfer.verdict is verdict]
        if told:
            yield from _heading(f"{verdict}: {words[lang]} ({len(told)})")
        for transfer in told:
            yield from _transfer(transfer, deliveries[transfer.code], check, lang)
    yield from _heading(f"{phrases.LABELS['rule_set'][lang]} {check.rule_set}")
    yield from notes(check, lang)
    yield ""
    yield phrases.summary(check, lang)


def _heading(words: str) -> Iterator[str]:
    yield ""
    yield words
    yield "─" * _width(words)


def _lapses(check: Check, lang: Lang) -> Iterator[str]:
    assert check.lapses is not None, "called only where lapses were asked for"
    yield from _heading(phrases.coming(check, lang))
    for lapse in check.lapses.coming:
        where = lapse.transfer if lapse.delivery is None else f"{lapse.transfer} / {lapse.delivery}"
        yield f"{lapse.day}  {where}  {_what(lapse.told, lang)}"
        yield f"            {phrases.why_lapse(check, lapse, lang)}"
    if not check.lapses.coming:
        yield phrases.nothing_coming(lang)


def _transfer(transfer: TransferTold, deliveries: list[DeliveryTold], check: Check, lang: Lang) -> Iterator[str]:
    yield ""
    yield f"{transfer.code}   {phrases.route(transfer, lang)}"
    yield "  " + phrases.days(transfer.from_, transfer.until, lang)
    if transfer.verdict is not Verdict.INACTIVE:
        yield "  " + " · ".join(circumstances(check, transfer, lang))
    if not transfer.findings:
        yield "  " + phrases.LABELS["no_findings"][lang]
    for told in phrases.by_weight(transfer.findings):
        yield from _finding(told, phrases.why(check, transfer, told, lang), lang, "  ")
    if deliveries:
        yield "  " + phrases.deliveries_summary(deliveries, check, lang)
    for delivery in deliveries:
        if delivery.findings:
            yield from _delivery(delivery, transfer, check, lang)


def _delivery(delivery: DeliveryTold, transfer: TransferTold, check: Check, lang: Lang) -> Iterator[str]:
    """A delivery; what has been told of its transfer is not told at length again."""
    verdict = f"{delivery.verdict}: {VERDICTS[delivery.verdict][lang]}"
    yield f"    {delivery.code}   {delivery.on}   {verdict}   {phrases.record(delivery.record_required, lang)}"
    for told in phrases.by_weight(delivery.findings):
        if told in transfer.findings:
            yield f"      {_sign(told)} {_what(told, lang)}  {phrases.LABELS['as_above'][lang]}"
            continue
        yield from _finding(told, phrases.why_at(check, delivery, told, lang), lang, "      ")


def _finding(told: Told, why: str, lang: Lang, indent: str) -> Iterator[str]:
    rows = {"why": why, "article": phrases.article(told, lang)}
    if told.from_ is not None:
        rows["days"] = phrases.days(told.from_, told.until, lang)
    if told.subjects is not None:
        rows["persons"] = phrases.persons(told.subjects, lang)
    rows["rests_on"] = f"{plain(told.about.path)}  {phrases.rests_on(told, lang)}"
    rows["cure"] = phrases.cure(told, lang)
    labels = {key: phrases.LABELS[key][lang] for key in rows}
    widest = max(map(_width, labels.values()))
    yield f"{indent}{_sign(told)} {_what(told, lang)}"
    for key, said in rows.items():
        yield f"{indent}    {labels[key]}{' ' * (widest - _width(labels[key]))}  {said}"


def _sign(told: Told) -> str:
    return "✗" if told.blocks else "!"


def _what(told: Told, lang: Lang) -> str:
    return f"{told.rule.code} ({SEVERITIES[told.severity][lang]})  {phrases.rule_title(told, lang)}"


def _width(words: str) -> int:
    """How many columns of a terminal the words take: Japanese letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
