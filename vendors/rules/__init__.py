"""The law: one small function per rule, from frozen facts to the periods in which it is broken.

There is no second place that knows it. No rule reads a clock, a database or the environment.
"""

from vendors.rules.abroad import (
    COUNTRY_UNKNOWN,
    EQUIV_CHECK_OVERDUE,
    EQUIV_MEASURES_LAPSED,
    FOREIGN_CONSENT_GENERIC,
    FOREIGN_FLAG_MISMATCH,
    FOREIGN_INFO_NOT_GIVEN,
    FOREIGN_NO_MECHANISM,
)
from vendors.rules.basis import BASIS_MISSING
from vendors.rules.consent import (
    CONSENT_AFTER_TRANSFER,
    CONSENT_CAPACITY,
    CONSENT_DEEMED_ONLY,
    CONSENT_MISSING,
    CONSENT_SCOPE_MISMATCH,
    CONSENT_WITHDRAWN,
)
from vendors.rules.contract import CONTRACT_EXPIRED, CONTRACT_MISSING, CONTRACT_TERMS_INCOMPLETE, DATA_EXCESS
from vendors.rules.notice import JOINT_USE_NOTICE_MISSING, OPTOUT_NOT_EFFECTIVE, OPTOUT_PROHIBITED_DATA
from vendors.rules.processed import ANON_DUTY_UNMET, PSEUDONYMISED_PROVISION
from vendors.rules.public import GOV_COOP_UNPROVEN, LAW_BASIS_UNPROVEN
from vendors.rules.purpose import PROVISION_PURPOSE_UNSPECIFIED, PURPOSE_EXCEEDED
from vendors.rules.records import RECORD_DEFECTIVE, RECORD_MISSING, RECORD_RETENTION_BREACH
from vendors.rules.reentrustment import REENTRUSTMENT_FOREIGN_UNCOVERED, REENTRUSTMENT_UNAPPROVED
from vendors.rules.rule import Rule
from vendors.rules.rule_set import rule_set_id
from vendors.rules.stops import STOP_ORDER_ACTIVE
from vendors.rules.succession import DD_AGREEMENT_MISSING, SUCCESSION_UNPROVEN
from vendors.rules.supervision import (
    OUTSOURCING_SCOPE_EXCEEDED,
    RETURN_ERASURE_OVERDUE,
    SUPERVISION_OVERDUE,
    VENDOR_NOT_SCREENED,
)

RULES: tuple[Rule, ...] = (
    BASIS_MISSING,
    CONSENT_MISSING,
    CONSENT_AFTER_TRANSFER,
    CONSENT_WITHDRAWN,
    CONSENT_SCOPE_MISMATCH,
    CONSENT_DEEMED_ONLY,
    CONSENT_CAPACITY,
    PURPOSE_EXCEEDED,
    PROVISION_PURPOSE_UNSPECIFIED,
    DATA_EXCESS,
    CONTRACT_MISSING,
    CONTRACT_EXPIRED,
    CONTRACT_TERMS_INCOMPLETE,
    VENDOR_NOT_SCREENED,
    SUPERVISION_OVERDUE,
    OUTSOURCING_SCOPE_EXCEEDED,
    REENTRUSTMENT_UNAPPROVED,
    REENTRUSTMENT_FOREIGN_UNCOVERED,
    RETURN_ERASURE_OVERDUE,
    SUCCESSION_UNPROVEN,
    DD_AGREEMENT_MISSING,
    GOV_COOP_UNPROVEN,
    LAW_BASIS_UNPROVEN,
    OPTOUT_PROHIBITED_DATA,
    OPTOUT_NOT_EFFECTIVE,
    JOINT_USE_NOTICE_MISSING,
    FOREIGN_NO_MECHANISM,
    FOREIGN_CONSENT_GENERIC,
    FOREIGN_INFO_NOT_GIVEN,
    EQUIV_MEASURES_LAPSED,
    EQUIV_CHECK_OVERDUE,
    RECORD_MISSING,
    RECORD_DEFECTIVE,
    RECORD_RETENTION_BREACH,
    STOP_ORDER_ACTIVE,
    PSEUDONYMISED_PROVISION,
    ANON_DUTY_UNMET,
    FOREIGN_FLAG_MISMATCH,
    COUNTRY_UNKNOWN,
)
"""Every rule that reads the register, in the rulebook's order. Rules 35, 39 and 40 read process, not the register."""

RULE_BY_CODE = {rule.code: rule for rule in RULES}

RULE_SET = rule_set_id()
"""The id of this rule set: `sha256:` and a digest of everything that a judgement depends on beside the register."""
