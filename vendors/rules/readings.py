"""Readings of the law that counsel could doubt: what is debatable about a rule, in words.

They are the product's own until counsel confirms them, and marked `[P]` wherever a rule that rests on one is shown.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading, by a code that never changes its meaning, and what it says."""

    code: str
    ja: str
    en: str


WITHDRAWAL = Reading(
    "WITHDRAWAL",
    "撤回された同意は、その後の提供の根拠とならないと解する（明文の規定はない）。",
    "A consent that was withdrawn carries no later provision; no article says so in these words.",
)
EXPIRY = Reading(
    "EXPIRY",
    "契約が終了すれば、委託（法27条5項1号）としての提供も成り立たなくなると解する。",
    "Once its contract has ended, outsourcing no longer stands on Art. 27(5)(i).",
)
APPROVAL = Reading(
    "APPROVAL",
    "再委託に承認を要する契約の下で承認のない再委託があれば、委託は成り立たないと解する"
    "（ガイドラインは事前の報告または承認を「望ましい」とするにとどまる）。",
    "Where the contract asks for approval, a sub-processor without it breaks the outsourcing; the guideline only calls "
    "prior report or approval desirable.",
)
INFORMATION = Reading(
    "INFORMATION",
    "法28条2項の情報を示さずに得た同意は効力を持たないと解する（有効な同意とは別の義務違反と解する余地がある）。",
    "Consent without the information of Art. 28(2) does not count; it could be valid, and the lack a separate breach.",
)
UNKNOWN_REASON = Reading(
    "UNKNOWN_REASON",
    "特定できない理由を一つ示せば、示されていない情報のすべてに代わると解する。",
    "One reason why something is not known stands in for whatever else the text leaves out.",
)
LEGAL_ENTITY = Reading(
    "LEGAL_ENTITY",
    "外国にあるかどうかは、サーバーの所在地ではなく、データを取り扱う法人の所在国によると解する。",
    "A recipient is abroad or not by the country of the legal entity that handles the data, not by the server's.",
)
JAPAN_BUSINESS = Reading(
    "JAPAN_BUSINESS",
    "日本における事業としてデータを取り扱う外国の法人は、外国にある第三者に当たらないと解する。",
    "A foreign company that handles the data in its business in Japan is not abroad.",
)
SIGNATURE = Reading(
    "SIGNATURE",
    "契約は、遡る始期を定めていても、署名の日より前には効力を持たないと解する。",
    "A contract is not in force before the day on which it was signed, even where it is backdated.",
)
LIMITS = Reading(
    "LIMITS",
    "日数・月数の期限は、事業者の定める内部のものである（法令は「遅滞なく」「定期的に」等とするにとどまる）。",
    "The limit in days or months is the operator's own; the law says no more than “without delay” or “regularly”.",
)
ANNIVERSARY = Reading(
    "ANNIVERSARY",
    "月・年による期間は応当日まで（その月に応当日がないときは末日まで）数え、記録は応当日の終わりまで保存すると解する。",
    "Months and years run through the same day number, or the last day of a month that lacks it; a record is kept "
    "through that day.",
)

READINGS = (
    WITHDRAWAL,
    EXPIRY,
    APPROVAL,
    INFORMATION,
    UNKNOWN_REASON,
    LEGAL_ENTITY,
    JAPAN_BUSINESS,
    SIGNATURE,
    LIMITS,
    ANNIVERSARY,
)
"""Every reading, in the order in which they are explained."""

OF_PLACE = (LEGAL_ENTITY, JAPAN_BUSINESS)
"""What every rule rests on that asks whether somebody is abroad."""
