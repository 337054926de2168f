"""The enumerations of the schema: the register's own words, and those that only a question needs."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any

import strawberry

from models.vocabulary import (
    ActorKind,
    BasisKind,
    Because,
    ContractKind,
    ForeignMechanism,
    Ground,
    ItemKind,
    ItemSource,
    LedgerAction,
    MeasureKind,
    RecipientKind,
    RecordItem,
    RecordMethod,
    Role,
    RuleCode,
    Severity,
    Term,
    Verdict,
)
from vendors.rules import RULES


class Direction(StrEnum):
    """Which way a list runs."""

    ASC = "ASC"
    DESC = "DESC"


class Language(StrEnum):
    """A language of the product's texts."""

    EN = "EN"
    JA = "JA"


class CalendarKind(StrEnum):
    """What stands in the calendar on a day."""

    CONTRACT_ENDS = "CONTRACT_ENDS"
    NOTICE_DUE = "NOTICE_DUE"
    RETURN_DUE = "RETURN_DUE"
    REVIEW_DUE = "REVIEW_DUE"
    MEASURES_CHECK_DUE = "MEASURES_CHECK_DUE"
    MEASURES_END = "MEASURES_END"
    CONSENT_TEXT_ENDS = "CONSENT_TEXT_ENDS"
    POLICY_BEGINS = "POLICY_BEGINS"
    TRANSFER_BEGINS = "TRANSFER_BEGINS"
    TRANSFER_ENDS = "TRANSFER_ENDS"
    FINDING_BEGINS = "FINDING_BEGINS"
    FINDING_ENDS = "FINDING_ENDS"
    RECORD_DUE = "RECORD_DUE"


class LapseKind(StrEnum):
    """What lapses on a day."""

    FINDING = "FINDING"
    CONTRACT = "CONTRACT"


def described(words: type[Enum], description: str, says: Mapping[str, str]) -> None:
    """Make an enumeration of the schema's, each of its words described."""
    strawberry.enum(words, description=description)
    definition: Any = words.__strawberry_definition__  # type: ignore[attr-defined]  # Strawberry has just put it there
    for value in definition.values:
        value.description = says[value.name]


described(
    BasisKind,
    "On what a provision rests: the five bases of the policy's section 4(1).",
    {
        "CONSENT": "The principal's consent (APPI 27(1), 28(1)).",
        "OUTSOURCING": "Outsourcing within what the purpose needs (委託, APPI 27(5)(i)).",
        "MERGER": "Succession of a business (承継, APPI 27(5)(ii)).",
        "GOVERNMENT_COOPERATION": "Cooperation with a state organ or local government (APPI 27(1)(iv)).",
        "OTHER_LAW": "Another provision of APPI 27; see the ground.",
    },
)
described(
    Ground,
    "Which other provision of APPI 27 a basis rests on.",
    {
        "STATUTE": "Required or allowed by a statute (APPI 27(1)(i)).",
        "LIFE": "To protect life, body or property, where consent is difficult (APPI 27(1)(ii)).",
        "PUBLIC_HEALTH": "For public health or children, where consent is difficult (APPI 27(1)(iii)).",
        "ACADEMIC_PUBLICATION": "An academic body publishes or teaches results (APPI 27(1)(v)).",
        "ACADEMIC_JOINT": "An academic body provides to a joint researcher (APPI 27(1)(vi)).",
        "ACADEMIC_RECIPIENT": "The recipient is an academic body and needs it for research (APPI 27(1)(vii)).",
        "OPT_OUT": "Opt-out (オプトアウト, APPI 27(2)).",
        "JOINT_USE": "Joint use (共同利用, APPI 27(5)(iii)).",
    },
)
described(
    RecipientKind,
    "What a recipient is.",
    {
        "COMPANY": "A company (APPI 16(2)).",
        "STATE_ORGAN": "An organ of the state (APPI 16(2)(i)).",
        "LOCAL_GOVERNMENT": "A local government (APPI 16(2)(ii)).",
        "INCORPORATED_AGENCY": "An incorporated administrative agency (APPI 16(2)(iii), (iv)).",
        "ACADEMIC": "An academic research institution (APPI 16(8)).",
        "INDIVIDUAL": "An individual.",
    },
)
described(
    ItemKind,
    "How far an item of data has been processed.",
    {
        "PERSONAL": "Personal data (個人データ, APPI 16(3)).",
        "PSEUDONYMISED": "Pseudonymised information (仮名加工情報, APPI 2(5), 41).",
        "ANONYMISED": "Anonymised information (匿名加工情報, APPI 2(6), 43).",
        "STATISTICAL": "Statistics: no personal information at all.",
    },
)
described(
    ItemSource,
    "Where an item of data came from (APPI 27(2)).",
    {
        "PRINCIPAL": "From the principal.",
        "THIRD_PARTY": "From a third party.",
        "OPT_OUT": "From another's provision under opt-out; may not be passed on so (APPI 27(2)).",
        "UNLAWFUL": "Acquired unlawfully; may not be provided under opt-out (APPI 27(2)).",
    },
)
described(
    MeasureKind,
    "How a recipient abroad ensures equivalent measures (基準適合体制, Rule 16).",
    {
        "CONTRACT": "By contract (Rule 16(i)).",
        "GROUP_RULES": "By rules common to the group (Rule 16(i)).",
        "CBPR": "By certification under an international framework, as APEC CBPR (Rule 16(ii)).",
    },
)
described(
    ContractKind,
    "What a partner contract is about.",
    {
        "OUTSOURCING": "Outsourcing (APPI 25, 27(5)(i)).",
        "PROVISION": "Provision to a third party (APPI 27(1), 27(2)).",
        "SUCCESSION": "Succession of a business (APPI 27(5)(ii)).",
        "DUE_DILIGENCE": "Due diligence before a succession (guideline 3-6-3).",
        "JOINT_USE": "Joint use (APPI 27(5)(iii)).",
    },
)
described(
    Term,
    "A clause that a contract may hold (APPI 25; guideline 3-4-4).",
    {
        "PURPOSE_LIMIT": "Use for the named purposes only.",
        "SAFEGUARDS": "Security control measures (APPI 23).",
        "STAFF_SUPERVISION": "Supervision of the recipient's staff (APPI 24).",
        "REENTRUSTMENT_APPROVAL": "Re-entrustment only with approval (再委託, APPI 25).",
        "NO_ONWARD_PROVISION": "No provision to others.",
        "INCIDENT_NOTICE": "Notice of incidents (APPI 26).",
        "AUDIT": "The right to look (APPI 25).",
        "RETURN_ERASURE": "Return or erasure at the end (APPI 22).",
        "FOREIGN_HANDLING_LIMIT": "Limits on handling abroad (APPI 28).",
    },
)
described(
    RecordMethod,
    "How a provision record was made (提供記録, APPI 29, Rule 19).",
    {
        "INDIVIDUAL": "Each time (Rule 19(2)).",
        "LUMP": "In one for provisions that go on or repeat (Rule 19(2)).",
        "CONTRACT_SUBSTITUTE": "By a contract or other document that holds the same (Rule 19(3)).",
    },
)
described(
    RecordItem,
    "What a provision record holds (APPI 29, Rule 20).",
    {
        "RECIPIENT": "The recipient's name.",
        "REPRESENTATIVE": "The name of the recipient's representative.",
        "ADDRESS": "The recipient's address.",
        "SUBJECTS": "The principals whose data was provided.",
        "ITEMS": "The items of data.",
        "CONSENT": "That the principal consented (Rule 20(1)(ii)).",
        "DATE": "The day of provision, under opt-out (Rule 20(1)(i)).",
    },
)
described(
    Verdict,
    "What is said of a transfer on a day.",
    {
        "INACTIVE": "The day lies outside the transfer's period.",
        "NOT_A_PROVISION": "Same entity, the cloud case, or statistics only: no provision in the sense of APPI 27.",
        "INVALID": "A blocking finding holds.",
        "VALID": "No blocking finding holds.",
    },
)
described(
    Severity,
    "What a finding does to the verdict.",
    {
        "BLOCKING": "The basis does not hold, or an express promise of the policy is broken.",
        "WARNING": "A duty beside the basis is not met; the basis stands.",
    },
)
described(
    Because,
    "On what a finding rests.",
    {"ABSENT": "Nothing is recorded.", "CONTRARY": "What is recorded is against it."},
)
described(
    ForeignMechanism,
    "What lets a provision go abroad (APPI 28); the first that applies.",
    {
        "NOT_ABROAD": "The recipient is not abroad.",
        "DESIGNATED_COUNTRY": "Its country is designated (Rule 15).",
        "EQUIVALENT_MEASURES": "It ensures equivalent measures (基準適合体制, Rule 16).",
        "ARTICLE_27_1": "The basis is an item of APPI 27(1).",
        "CONSENT": "Consent to provision abroad, specific and informed (APPI 28(1), (2)).",
        "NONE": "Nothing.",
    },
)
described(
    LedgerAction,
    "What an event of the ledger did.",
    {
        "ADDED": "Added an entry that was not there.",
        "CORRECTED": "Made an entry another one.",
        "REMOVED": "Removed an entry.",
        "ADOPTED": "Took over what was stored before there was a ledger.",
        "JUDGED": "Judged everything by another rule set.",
        "PURGED": "Deleted the persons that a delivery listed, whose time had passed; what was said of it stands.",
    },
)
described(
    ActorKind,
    "What an actor is.",
    {"PERSON": "Somebody.", "PROGRAM": "A dashboard, a script."},
)
described(
    Role,
    "What an actor may do.",
    {
        "DASHBOARD": "Reads all but persons.",
        "RECORDER": "Writes facts, and reads what he may write.",
        "REVIEWER": "Reads all, decides, waives.",
        "EXPORTER": "Exports, and reads what he may export.",
        "ADMIN": "Manages actors and tokens.",
    },
)
described(
    RuleCode,
    "The rules that a finding may name; a code never changes its meaning.",
    {rule.code.name: f"{rule.title_en} ({rule.title_ja}; {', '.join(rule.cites)})." for rule in RULES},
)
described(Direction, "Which way a list runs.", {"ASC": "From the lowest on.", "DESC": "From the highest on."})
described(Language, "A language of the product's texts.", {"EN": "English.", "JA": "Japanese (日本語)."})
described(
    LapseKind,
    "What lapses on a day.",
    {
        "FINDING": "A rule begins to be broken.",
        "CONTRACT": "The transfer goes on, but its contract has ended and none follows (APPI 25, 27(5)(i)).",
    },
)
described(
    CalendarKind,
    "What stands in the calendar on a day.",
    {
        "CONTRACT_ENDS": "The last day on which a contract is in force.",
        "NOTICE_DUE": "The last day on which notice keeps a contract from renewing itself for another term (自動更新);"
        " the last day of the term where no days of notice are recorded.",
        "RETURN_DUE": "The last day for the return or erasure of data after the end of a contract (APPI 22, 25).",
        "REVIEW_DUE": "The last day for the review of a vendor (取扱状況の把握, APPI 25).",
        "MEASURES_CHECK_DUE": "The last day for the check of equivalent measures (Rule 18(1)).",
        "MEASURES_END": "The last day of a recipient's equivalent measures (基準適合体制, Rule 16).",
        "CONSENT_TEXT_ENDS": "The last day on which a consent text is in use.",
        "POLICY_BEGINS": "The first day of a version of the policy.",
        "TRANSFER_BEGINS": "The first day of a transfer.",
        "TRANSFER_ENDS": "The last day of a transfer.",
        "FINDING_BEGINS": "The first day on which a rule is broken.",
        "FINDING_ENDS": "The last day on which a rule is broken.",
        "RECORD_DUE": "The last day for the provision record of a delivery (提供記録, APPI 29).",
    },
)
