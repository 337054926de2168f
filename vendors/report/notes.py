"""What stands beneath every list of findings: how to read it, and on which debatable readings it rests."""

from collections.abc import Iterator, Mapping

from vendors.report.document import Check
from vendors.report.words import Lang
from vendors.rules import RULES
from vendors.rules.readings import READINGS
from vendors.rules.rule import Rule

_NOTES: Mapping[Lang, tuple[str, ...]] = {
    "ja": (
        "期間は初日と末日を含む。",
        "条文番号は、判定日にかかわらず現行法のものによる。",
        "法的助言ではない。",
    ),
    "en": (
        "Periods include their first and last day.",
        "Citations use today's numbering of the Act, whatever day is judged.",
        "Not legal advice.",
    ),
}
_DEBATABLE: Mapping[Lang, str] = {
    "ja": "[P] は解釈の分かれる点を含む規則で、弁護士の確認を得るまでは次の解釈による:",
    "en": "[P] marks a rule that rests on a debatable reading, the product's own until counsel confirms it:",
}


def notes(check: Check, lang: Lang) -> list[str]:
    """The notes beneath a check, one line each; a reading is told where a finding shown rests on it."""
    shown = {rule.code for rule in _rules(check)}
    said = [*_NOTES[lang]]
    for reading in READINGS:
        codes = [rule.code for rule in RULES if rule.code in shown and reading in rule.readings]
        if codes:
            said.append(f"{', '.join(codes)}: {reading.ja if lang == 'ja' else reading.en}")
    if len(said) > len(_NOTES[lang]):
        said.insert(len(_NOTES[lang]), _DEBATABLE[lang])
    return said


def _rules(check: Check) -> Iterator[Rule]:
    for transfer in check.transfers:
        yield from (told.rule for told in transfer.findings)
    for delivery in check.deliveries:
        yield from (told.rule for told in delivery.findings)
    if check.lapses is not None:
        yield from (lapse.told.rule for lapse in check.lapses.coming)
