"""The rules themselves as a list: for a terminal, for a program, and as the committed document."""

from typing import Any

import orjson

from models.vocabulary import Severity
from vendors.report.words import SEVERITIES, Lang
from vendors.rules import RULE_SET, RULES
from vendors.rules.readings import READINGS, Reading
from vendors.rules.rule import Rule

_WORDS = {
    "rules": {"ja": "規則", "en": "The rules"},
    "rule_set": {"ja": "規則集", "en": "Rule set"},
    "since": {"ja": "施行", "en": "law since"},
    "until": {"ja": "廃止", "en": "until"},
    "cites": {"ja": "条文", "en": "article"},
    "cure": {"ja": "是正", "en": "cure"},
    "reads": {"ja": "参照項目", "en": "reads"},
    "debatable": {
        "ja": "[P] 解釈の分かれる点。弁護士の確認を得るまでは、そこに示す製品の解釈による。",
        "en": "[P] debatable: the product's own reading, as it says there, until counsel confirms it.",
    },
    "readings": {"ja": "確認を要する解釈", "en": "Readings to be confirmed"},
    "of_rules": {"ja": "規則", "en": "rules"},
    "numbering": {
        "ja": "条文番号は現行法のものによる。規則35・39・40は登録簿ではなく業務の記録を参照するため、この一覧にない。",
        "en": "Citations use today's numbering of the Act. Rules 35, 39 and 40 read process, not the register, and so "
        "do not stand here.",
    },
}


def rules_text(lang: Lang) -> str:
    """Every rule for a terminal, in the rulebook's order; the id of the rule set comes first."""
    lines = [f"{_WORDS['rule_set'][lang]} {RULE_SET}", ""]
    for rule in RULES:
        mark = " [P]" if rule.debatable else ""
        severities = " / ".join(SEVERITIES[severity][lang] for severity in rule.severities)
        lines.append(f"{rule.number:>2}  {rule.code} ({severities}){mark}")
        lines += [f"      {rule.title_ja}", f"      {rule.title_en}"]
        lines.append(f"      {_WORDS['cites'][lang]}: {'; '.join(rule.cites)}   {_days(rule, lang)}")
        lines += [f"      [P] {_said(reading, lang)}" for reading in rule.readings]
        lines.append(f"      {_WORDS['cure'][lang]}: {rule.cure_ja if lang == 'ja' else rule.cure_en}")
        lines += [f"      {_WORDS['reads'][lang]}: {', '.join(rule.reads)}", ""]
    return "\n".join([*lines, _WORDS["debatable"][lang], _WORDS["numbering"][lang], ""])


def _said(reading: Reading, lang: Lang) -> str:
    return reading.ja if lang == "ja" else reading.en


def _days(rule: Rule, lang: Lang) -> str:
    since = f"{_WORDS['since'][lang]} {rule.since}"
    return since if rule.until is None else f"{since}, {_WORDS['until'][lang]} {rule.until}"


def rules_json() -> bytes:
    """Every rule for a program, and the id of the rule set."""
    document = {"rule_set": RULE_SET, "rules": [_rule(rule) for rule in RULES]}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "number": rule.number,
        "code": rule.code,
        "title": {"ja": rule.title_ja, "en": rule.title_en},
        "severity": list(rule.severities),
        "since": rule.since,
        **({} if rule.until is None else {"until": rule.until}),
        "cites": list(rule.cites),
        "debatable": rule.debatable,
        "readings": [{"code": one.code, "ja": one.ja, "en": one.en} for one in rule.readings],
        "reads": list(rule.reads),
        "cure": {"ja": rule.cure_ja, "en": rule.cure_en},
    }


def rules_markdown(lang: Lang) -> str:
    """Every rule as a Markdown document with the id of the rule set."""
    return _markdown(lang, [f"{_WORDS['rule_set'][lang]}: `{RULE_SET}`", ""])


def rules_document() -> str:
    """The committed document. It does without the id, which every edit of the law's source changes."""
    generated = "Generated from `vendors/rules/` by `make docs`; `teikyo rules` prints the id of the rule set as well."
    return _markdown("en", [generated, ""])


def _markdown(lang: Lang, opening: list[str]) -> str:
    lines = [f"# {_WORDS['rules'][lang]}", "", *opening, _WORDS["numbering"][lang], ""]
    lines += [_WORDS["debatable"][lang], ""]
    lines += _table(lang)
    for rule in RULES:
        lines += ["", *_section(rule, lang)]
    lines += ["", f"## {_WORDS['readings'][lang]}", ""]
    for reading in READINGS:
        numbers = ", ".join(str(rule.number) for rule in RULES if reading in rule.readings)
        lines.append(f"- `{reading.code}` ({_WORDS['of_rules'][lang]} {numbers}): {_said(reading, lang)}")
    return "\n".join([*lines, ""])


def _table(lang: Lang) -> list[str]:
    heads = {"ja": "| # | 符号 | 重さ | 施行 | 条文 |", "en": "| # | Code | Severity | Law since | Article |"}
    return [
        heads[lang],
        "|---|---|---|---|---|",
        *(
            f"| {rule.number} | [{rule.code}](#{rule.number}-{rule.code.lower()}) | {_severity(rule)} "
            f"| {rule.since} | {'; '.join(rule.cites)}{' [P]' if rule.debatable else ''} |"
            for rule in RULES
        ),
    ]


def _section(rule: Rule, lang: Lang) -> list[str]:
    return [
        f"## {rule.number} {rule.code}",
        "",
        f"**{rule.title_ja}** / **{rule.title_en}**",
        "",
        f"- {_severity(rule)}; {'; '.join(rule.cites)}; {_days(rule, lang)}",
        *(f"- [P] `{reading.code}`: {_said(reading, lang)}" for reading in rule.readings),
        f"- {_WORDS['cure'][lang]}: {rule.cure_ja if lang == 'ja' else rule.cure_en}",
        f"- {_WORDS['reads'][lang]}: {', '.join(f'`{field}`' for field in rule.reads)}",
    ]


def _severity(rule: Rule) -> str:
    return " / ".join({Severity.BLOCKING: "B", Severity.WARNING: "W"}[severity] for severity in rule.severities)
