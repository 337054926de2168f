"""The closed lists of words that the register uses, each with the article that it comes from.

An enumeration stands here, and not in a table, because its members are the law's or the product's own: adding one is a
change of the program (a rule has to know what it means), never of somebody's data.
"""

from enum import StrEnum


class BasisKind(StrEnum):
    """On what a provision rests: the five bases of the policy's section 4(1)."""

    CONSENT = "consent"  # APPI 27(1), 28(1)
    OUTSOURCING = "outsourcing"  # APPI 27(5)(i)
    MERGER = "merger"  # APPI 27(5)(ii)
    GOVERNMENT_COOPERATION = "government_cooperation"  # APPI 27(1)(iv)
    OTHER_LAW = "other_law"  # the rest of APPI 27; needs a ground


class Ground(StrEnum):
    """Which other provision of Art. 27 an `other_law` basis rests on."""

    STATUTE = "statute"  # APPI 27(1)(i)
    LIFE = "life"  # APPI 27(1)(ii)
    PUBLIC_HEALTH = "public_health"  # APPI 27(1)(iii)
    ACADEMIC_PUBLICATION = "academic_publication"  # APPI 27(1)(v)
    ACADEMIC_JOINT = "academic_joint"  # APPI 27(1)(vi)
    ACADEMIC_RECIPIENT = "academic_recipient"  # APPI 27(1)(vii)
    OPT_OUT = "opt_out"  # APPI 27(2)
    JOINT_USE = "joint_use"  # APPI 27(5)(iii)


class RecipientKind(StrEnum):
    """What a recipient is; the bodies of APPI 16(2) need no provision record."""

    COMPANY = "company"
    STATE_ORGAN = "state_organ"  # APPI 16(2)(i)
    LOCAL_GOVERNMENT = "local_government"  # APPI 16(2)(ii)
    INCORPORATED_AGENCY = "incorporated_agency"  # APPI 16(2)(iii), (iv)
    ACADEMIC = "academic"  # APPI 16(8)
    INDIVIDUAL = "individual"


class ItemKind(StrEnum):
    """How far an item of data has been processed."""

    PERSONAL = "personal"  # APPI 16(3)
    PSEUDONYMISED = "pseudonymised"  # APPI 2(5), 41
    ANONYMISED = "anonymised"  # APPI 2(6), 43
    STATISTICAL = "statistical"  # no personal information at all


class ItemSource(StrEnum):
    """Where an item of data came from; opt-out cannot carry the last two (APPI 27(2))."""

    PRINCIPAL = "principal"
    THIRD_PARTY = "third_party"
    OPT_OUT = "opt_out"
    UNLAWFUL = "unlawful"


class MeasureKind(StrEnum):
    """How a recipient abroad ensures equivalent measures (Enforcement Rules, Rule 16)."""

    CONTRACT = "contract"
    GROUP_RULES = "group_rules"
    CBPR = "cbpr"


class ContractKind(StrEnum):
    """What a partner contract is about."""

    OUTSOURCING = "outsourcing"  # APPI 25, 27(5)(i)
    PROVISION = "provision"  # APPI 27(1), 27(2)
    SUCCESSION = "succession"  # APPI 27(5)(ii)
    DUE_DILIGENCE = "due_diligence"  # guideline 3-6-3
    JOINT_USE = "joint_use"  # APPI 27(5)(iii)


class Term(StrEnum):
    """A clause that a contract may hold (APPI 25; guideline 3-4-4)."""

    PURPOSE_LIMIT = "purpose_limit"
    SAFEGUARDS = "safeguards"
    STAFF_SUPERVISION = "staff_supervision"
    REENTRUSTMENT_APPROVAL = "reentrustment_approval"
    NO_ONWARD_PROVISION = "no_onward_provision"
    INCIDENT_NOTICE = "incident_notice"
    AUDIT = "audit"
    RETURN_ERASURE = "return_erasure"
    FOREIGN_HANDLING_LIMIT = "foreign_handling_limit"


class RecordMethod(StrEnum):
    """How a provision record was made (Enforcement Rules, Rule 19)."""

    INDIVIDUAL = "individual"
    LUMP = "lump"
    CONTRACT_SUBSTITUTE = "contract_substitute"


class RecordItem(StrEnum):
    """What a provision record holds (Enforcement Rules, Rule 20)."""

    RECIPIENT = "recipient"
    REPRESENTATIVE = "representative"
    ADDRESS = "address"
    SUBJECTS = "subjects"
    ITEMS = "items"
    CONSENT = "consent"
    DATE = "date"


class Severity(StrEnum):
    """What a finding does to the verdict."""

    BLOCKING = "BLOCKING"  # the basis does not hold, or an express promise of the policy is broken
    WARNING = "WARNING"  # a duty beside the basis is not met; the basis stands


class Because(StrEnum):
    """What a finding rests on."""

    ABSENT = "ABSENT"  # nothing is recorded
    CONTRARY = "CONTRARY"  # what is recorded is against it


class Verdict(StrEnum):
    """What is said of a transfer on a day, or of a delivery."""

    INACTIVE = "INACTIVE"  # the day lies outside the transfer's period
    NOT_A_PROVISION = "NOT_A_PROVISION"  # same entity, the cloud case, or statistical items only
    INVALID = "INVALID"  # a blocking finding holds
    VALID = "VALID"


class ForeignMechanism(StrEnum):
    """What lets a provision go abroad (APPI 28); the first that applies."""

    NOT_ABROAD = "NOT_ABROAD"
    DESIGNATED_COUNTRY = "DESIGNATED_COUNTRY"  # Rule 15
    EQUIVALENT_MEASURES = "EQUIVALENT_MEASURES"  # Rule 16
    ARTICLE_27_1 = "ARTICLE_27_1"  # an item of APPI 27(1)
    CONSENT = "CONSENT"  # APPI 28(1), (2)
    NONE = "NONE"


class Grain(StrEnum):
    """How many days a kept count sums up."""

    DAY = "DAY"
    MONTH = "MONTH"  # of the calendar, by its first day
    YEAR = "YEAR"  # of the calendar, by its first day
    EVER = "EVER"  # all of them, by the first day of the calendar: in which state transfers began


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "PERSON"  # somebody
    PROGRAM = "PROGRAM"  # a dashboard, a script


class Role(StrEnum):
    """What an actor may do; the default is nothing."""

    DASHBOARD = "DASHBOARD"  # reads all but persons
    RECORDER = "RECORDER"  # writes facts, and reads what he may write
    REVIEWER = "REVIEWER"  # reads all, decides, waives
    EXPORTER = "EXPORTER"  # exports, and reads what he may export
    ADMIN = "ADMIN"  # manages actors and tokens


class LedgerAction(StrEnum):
    """What an event of the ledger did to the register."""

    ADDED = "ADDED"  # an entry that was not there
    CORRECTED = "CORRECTED"  # an entry that was there otherwise
    REMOVED = "REMOVED"  # an entry that is there no more
    ADOPTED = "ADOPTED"  # what was stored before there was a ledger
    JUDGED = "JUDGED"  # everything judged by another rule set
    PURGED = "PURGED"  # a delivery whose persons were deleted once their time had passed


class RequestKind(StrEnum):
    """What a person asks for."""

    DISCLOSURE = "DISCLOSURE"  # APPI 33(1)
    DISCLOSURE_OF_RECORDS = "DISCLOSURE_OF_RECORDS"  # APPI 33(5)
    CORRECTION = "CORRECTION"  # APPI 34
    ADDITION = "ADDITION"  # APPI 34
    DELETION = "DELETION"  # APPI 34
    STOP_OF_USE = "STOP_OF_USE"  # APPI 35(1), (5)
    STOP_OF_PROVISION = "STOP_OF_PROVISION"  # APPI 35(3), (5)
    EQUIVALENT_MEASURES = "EQUIVALENT_MEASURES"  # APPI 28(3), Rule 18(3)


class RequestMethod(StrEnum):
    """How a person wants to be answered (APPI 33(1), Rule 30)."""

    ELECTRONIC = "ELECTRONIC"
    PAPER = "PAPER"
    OTHER = "OTHER"  # another one that the operator has


class RequestOutcome(StrEnum):
    """What was decided on a request."""

    ACCEPTED = "ACCEPTED"
    PARTLY_ACCEPTED = "PARTLY_ACCEPTED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"  # the person takes it back: nothing is left to be decided


class RefusalReason(StrEnum):
    """Why a request may lawfully be refused, in whole or in part; no other reason is one."""

    IDENTITY_UNVERIFIED = "IDENTITY_UNVERIFIED"  # APPI 37, Cabinet Order 13; policy 6
    NOT_HELD = "NOT_HELD"  # APPI 33(3)
    HARM_TO_RIGHTS = "HARM_TO_RIGHTS"  # APPI 33(2)(i)
    BUSINESS_IMPEDED = "BUSINESS_IMPEDED"  # APPI 33(2)(ii); Rule 18(3)
    OTHER_LAW = "OTHER_LAW"  # APPI 33(2)(iii)
    OTHER_PROCEDURE = "OTHER_PROCEDURE"  # APPI 33(4), 34(2)
    NO_RECORD_DUTY = "NO_RECORD_DUTY"  # APPI 33(5): records made without a duty
    RECORD_ENDANGERS_PERSONS = "RECORD_ENDANGERS_PERSONS"  # Cabinet Order 11(i)
    RECORD_PROMOTES_OFFENCES = "RECORD_PROMOTES_OFFENCES"  # Cabinet Order 11(ii)
    RECORD_NATIONAL_SECURITY = "RECORD_NATIONAL_SECURITY"  # Cabinet Order 11(iii)
    RECORD_PUBLIC_SAFETY = "RECORD_PUBLIC_SAFETY"  # Cabinet Order 11(iv)
    CONTENT_IS_TRUE = "CONTENT_IS_TRUE"  # APPI 34(1)
    BEYOND_PURPOSE = "BEYOND_PURPOSE"  # APPI 34(2)
    NO_GROUND_TO_STOP = "NO_GROUND_TO_STOP"  # APPI 35(2), (4), (6)
    ALTERNATIVE_MEASURES = "ALTERNATIVE_MEASURES"  # APPI 35(2), (4), (6), provisos
    NO_EQUIVALENT_MEASURES = "NO_EQUIVALENT_MEASURES"  # APPI 28(3)


class ProcessCode(StrEnum):
    """The rules that read process, not the register; a code never changes its meaning."""

    RECEIPT_CHECK_MISSING = "RECEIPT_CHECK_MISSING"
    REQUEST_UNANSWERED = "REQUEST_UNANSWERED"


class RuleCode(StrEnum):
    """The rules that read the register, in the rulebook's order; a code never changes its meaning."""

    BASIS_MISSING = "BASIS_MISSING"
    CONSENT_MISSING = "CONSENT_MISSING"
    CONSENT_AFTER_TRANSFER = "CONSENT_AFTER_TRANSFER"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    CONSENT_SCOPE_MISMATCH = "CONSENT_SCOPE_MISMATCH"
    CONSENT_DEEMED_ONLY = "CONSENT_DEEMED_ONLY"
    CONSENT_CAPACITY = "CONSENT_CAPACITY"
    PURPOSE_EXCEEDED = "PURPOSE_EXCEEDED"
    PROVISION_PURPOSE_UNSPECIFIED = "PROVISION_PURPOSE_UNSPECIFIED"
    DATA_EXCESS = "DATA_EXCESS"
    CONTRACT_MISSING = "CONTRACT_MISSING"
    CONTRACT_EXPIRED = "CONTRACT_EXPIRED"
    CONTRACT_TERMS_INCOMPLETE = "CONTRACT_TERMS_INCOMPLETE"
    VENDOR_NOT_SCREENED = "VENDOR_NOT_SCREENED"
    SUPERVISION_OVERDUE = "SUPERVISION_OVERDUE"
    OUTSOURCING_SCOPE_EXCEEDED = "OUTSOURCING_SCOPE_EXCEEDED"
    REENTRUSTMENT_UNAPPROVED = "REENTRUSTMENT_UNAPPROVED"
    REENTRUSTMENT_FOREIGN_UNCOVERED = "REENTRUSTMENT_FOREIGN_UNCOVERED"
    RETURN_ERASURE_OVERDUE = "RETURN_ERASURE_OVERDUE"
    SUCCESSION_UNPROVEN = "SUCCESSION_UNPROVEN"
    DD_AGREEMENT_MISSING = "DD_AGREEMENT_MISSING"
    GOV_COOP_UNPROVEN = "GOV_COOP_UNPROVEN"
    LAW_BASIS_UNPROVEN = "LAW_BASIS_UNPROVEN"
    OPTOUT_PROHIBITED_DATA = "OPTOUT_PROHIBITED_DATA"
    OPTOUT_NOT_EFFECTIVE = "OPTOUT_NOT_EFFECTIVE"
    JOINT_USE_NOTICE_MISSING = "JOINT_USE_NOTICE_MISSING"
    FOREIGN_NO_MECHANISM = "FOREIGN_NO_MECHANISM"
    FOREIGN_CONSENT_GENERIC = "FOREIGN_CONSENT_GENERIC"
    FOREIGN_INFO_NOT_GIVEN = "FOREIGN_INFO_NOT_GIVEN"
    EQUIV_MEASURES_LAPSED = "EQUIV_MEASURES_LAPSED"
    EQUIV_CHECK_OVERDUE = "EQUIV_CHECK_OVERDUE"
    RECORD_MISSING = "RECORD_MISSING"
    RECORD_DEFECTIVE = "RECORD_DEFECTIVE"
    RECORD_RETENTION_BREACH = "RECORD_RETENTION_BREACH"
    STOP_ORDER_ACTIVE = "STOP_ORDER_ACTIVE"
    PSEUDONYMISED_PROVISION = "PSEUDONYMISED_PROVISION"
    ANON_DUTY_UNMET = "ANON_DUTY_UNMET"
    FOREIGN_FLAG_MISMATCH = "FOREIGN_FLAG_MISMATCH"
    COUNTRY_UNKNOWN = "COUNTRY_UNKNOWN"
