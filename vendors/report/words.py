"""The register's words in Japanese and English, for people. Codes never change; these may."""

import re
from collections.abc import Mapping
from typing import Literal

from babel import Locale

from models.vocabulary import BasisKind, Because, ForeignMechanism, Severity, Verdict

Lang = Literal["ja", "en"]

VERDICTS: Mapping[Verdict, Mapping[Lang, str]] = {
    Verdict.INVALID: {"ja": "成り立たない", "en": "does not stand"},
    Verdict.VALID: {"ja": "成り立つ", "en": "stands"},
    Verdict.NOT_A_PROVISION: {"ja": "提供に当たらない", "en": "is no provision"},
    Verdict.INACTIVE: {"ja": "期間外", "en": "not in its period"},
}
"""What is said of a transfer on a day, in the order in which people want to read it: what needs work comes first."""

SEVERITIES: Mapping[Severity, Mapping[Lang, str]] = {
    Severity.BLOCKING: {"ja": "重大", "en": "blocks"},
    Severity.WARNING: {"ja": "注意", "en": "warns"},
}

RESTS_ON: Mapping[Because, Mapping[Lang, str]] = {
    Because.ABSENT: {"ja": "記録なし", "en": "not recorded"},
    Because.CONTRARY: {"ja": "記録に反する", "en": "recorded to the contrary"},
}
"""Whether a finding rests on nothing recorded, or on what is recorded."""

MECHANISMS: Mapping[ForeignMechanism, Mapping[Lang, str]] = {
    ForeignMechanism.NOT_ABROAD: {"ja": "外国にある第三者ではない", "en": "not abroad"},
    ForeignMechanism.DESIGNATED_COUNTRY: {
        "ja": "外国・同等の水準の国（規則15条）",
        "en": "abroad, in a designated country (Rule 15)",
    },
    ForeignMechanism.EQUIVALENT_MEASURES: {
        "ja": "外国・基準適合体制（規則16条）",
        "en": "abroad, under equivalent measures (Rule 16)",
    },
    ForeignMechanism.ARTICLE_27_1: {
        "ja": "外国・法27条1項各号",
        "en": "abroad, under an item of Art. 27(1)",
    },
    ForeignMechanism.CONSENT: {
        "ja": "外国・外国提供への同意（法28条）",
        "en": "abroad, on consent to provision abroad (Art. 28)",
    },
    ForeignMechanism.NONE: {"ja": "外国・根拠なし", "en": "abroad, on nothing that Art. 28 knows"},
}

BASES: Mapping[BasisKind, Mapping[Lang, str]] = {
    BasisKind.CONSENT: {"ja": "本人の同意（法27条1項）", "en": "consent (Art. 27(1))"},
    BasisKind.OUTSOURCING: {"ja": "委託（法27条5項1号）", "en": "outsourcing (Art. 27(5)(i))"},
    BasisKind.MERGER: {"ja": "事業の承継（法27条5項2号）", "en": "business succession (Art. 27(5)(ii))"},
    BasisKind.GOVERNMENT_COOPERATION: {
        "ja": "国の機関等への協力（法27条1項4号）",
        "en": "cooperation with the state (Art. 27(1)(iv))",
    },
    BasisKind.OTHER_LAW: {"ja": "その他の法令（法27条）", "en": "another provision of Art. 27"},
}

ENTRIES: Mapping[str, Mapping[Lang, str]] = {
    "operator": {"ja": "事業者", "en": "operator"},
    "limits": {"ja": "内部期限", "en": "internal limits"},
    "services": {"ja": "サービス", "en": "service"},
    "purposes": {"ja": "利用目的", "en": "purpose of use"},
    "items": {"ja": "個人データの項目", "en": "item of personal data"},
    "policies": {"ja": "プライバシーポリシー", "en": "privacy policy"},
    "recipients": {"ja": "提供先", "en": "recipient"},
    "contracts": {"ja": "契約", "en": "contract"},
    "consent_texts": {"ja": "同意文言", "en": "consent text"},
    "transfers": {"ja": "提供", "en": "transfer"},
    "consents": {"ja": "本人の同意", "en": "consent of a person"},
    "deliveries": {"ja": "引渡し", "en": "delivery"},
    "anonymised_releases": {"ja": "匿名加工情報の公表", "en": "publication of anonymised information"},
    "stops": {"ja": "提供停止の請求", "en": "request to stop"},
}
"""What an entry of each list of the register file is called."""


def country(code: str | None, lang: Lang) -> str:
    """A country's name by its ISO 3166-1 alpha-2 code; says so where none is recorded."""
    if code is None:
        return {"ja": "国は未記録", "en": "country not recorded"}[lang]
    return str(Locale(lang).territories.get(code, code))


def citation(cite: str, lang: Lang) -> str:
    """An article as it is cited: `APPI 27(5)(i)` is 法27条5項1号 in Japanese, and so on."""
    found = _CITATION.fullmatch(cite)
    if lang == "en" or found is None:
        return cite
    source, place = found["source"], found["place"]
    if source not in _ARTICLES:
        return _SOURCES[source] + place
    parts = _PART.findall(place)
    units = ("条", "項", "号")
    said = "".join(
        f"{_ROMAN.index(part) + 1 if part in _ROMAN else part}{unit}" for part, unit in zip(parts, units, strict=False)
    )
    return _ARTICLES[source] + said


_CITATION = re.compile(r"(?P<source>APPI|Rule|Guideline|Policy) (?P<place>[0-9].*)")
_PART = re.compile(r"[0-9]+|[ivx]+")
_ARTICLES = {"APPI": "法", "Rule": "規則"}
_SOURCES = {"Guideline": "ガイドライン通則編", "Policy": "ポリシー"}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii")


def plain(text: str) -> str:
    """One line of `text` that can't steer a terminal or turn the reading direction: such characters become `�`."""
    return " ".join(text.split()).translate(_STEERING)


_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_TURNS = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_STEERING = dict.fromkeys([*_CONTROLS, *_TURNS], "\N{REPLACEMENT CHARACTER}")
