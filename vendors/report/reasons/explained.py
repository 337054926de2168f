"""Finds the words for why a finding holds: a sentence for every rule, filled with what the register records."""

from collections.abc import Callable, Mapping
from datetime import date

from models.vocabulary import Because, RuleCode
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import TransferFacts
from vendors.report.names import Names
from vendors.report.reasons import of_abroad, of_consent, of_other_bases, of_outsourcing, of_records
from vendors.report.reasons.case import Case, Said
from vendors.report.words import Lang

REASONS: Mapping[RuleCode, Callable[[Case], Said]] = {
    RuleCode.BASIS_MISSING: of_consent.no_basis,
    RuleCode.CONSENT_MISSING: of_consent.no_consent,
    RuleCode.CONSENT_AFTER_TRANSFER: of_consent.consent_too_late,
    RuleCode.CONSENT_WITHDRAWN: of_consent.consent_withdrawn,
    RuleCode.CONSENT_SCOPE_MISMATCH: of_consent.scope,
    RuleCode.CONSENT_DEEMED_ONLY: of_consent.deemed,
    RuleCode.CONSENT_CAPACITY: of_consent.incapable,
    RuleCode.PURPOSE_EXCEEDED: of_consent.purpose_exceeded,
    RuleCode.PROVISION_PURPOSE_UNSPECIFIED: of_consent.provision_not_stated,
    RuleCode.DATA_EXCESS: of_outsourcing.too_many_items,
    RuleCode.CONTRACT_MISSING: of_outsourcing.no_contract,
    RuleCode.CONTRACT_EXPIRED: of_outsourcing.contract_ended,
    RuleCode.CONTRACT_TERMS_INCOMPLETE: of_outsourcing.terms_missing,
    RuleCode.VENDOR_NOT_SCREENED: of_outsourcing.not_screened,
    RuleCode.SUPERVISION_OVERDUE: of_outsourcing.review_late,
    RuleCode.OUTSOURCING_SCOPE_EXCEEDED: of_outsourcing.beyond_the_work,
    RuleCode.REENTRUSTMENT_UNAPPROVED: of_outsourcing.subprocessor_not_approved,
    RuleCode.REENTRUSTMENT_FOREIGN_UNCOVERED: of_outsourcing.subprocessor_abroad,
    RuleCode.RETURN_ERASURE_OVERDUE: of_outsourcing.not_returned,
    RuleCode.SUCCESSION_UNPROVEN: of_other_bases.succession,
    RuleCode.DD_AGREEMENT_MISSING: of_other_bases.due_diligence,
    RuleCode.GOV_COOP_UNPROVEN: of_other_bases.cooperation,
    RuleCode.LAW_BASIS_UNPROVEN: of_other_bases.other_law,
    RuleCode.OPTOUT_PROHIBITED_DATA: of_other_bases.not_by_opt_out,
    RuleCode.OPTOUT_NOT_EFFECTIVE: of_other_bases.opt_out,
    RuleCode.JOINT_USE_NOTICE_MISSING: of_other_bases.joint_use,
    RuleCode.FOREIGN_NO_MECHANISM: of_abroad.nothing_abroad,
    RuleCode.FOREIGN_CONSENT_GENERIC: of_abroad.consent_generic,
    RuleCode.FOREIGN_INFO_NOT_GIVEN: of_abroad.information_missing,
    RuleCode.EQUIV_MEASURES_LAPSED: of_abroad.measures_lapsed,
    RuleCode.EQUIV_CHECK_OVERDUE: of_abroad.check_late,
    RuleCode.RECORD_MISSING: of_records.record_late,
    RuleCode.RECORD_DEFECTIVE: of_records.record_defective,
    RuleCode.RECORD_RETENTION_BREACH: of_records.record_deleted,
    RuleCode.STOP_ORDER_ACTIVE: of_consent.stopped,
    RuleCode.PSEUDONYMISED_PROVISION: of_records.pseudonymised,
    RuleCode.ANON_DUTY_UNMET: of_records.anonymised,
    RuleCode.FOREIGN_FLAG_MISMATCH: of_abroad.flag_wrong,
    RuleCode.COUNTRY_UNKNOWN: of_abroad.country_unknown,
}


class Explained:
    """The reasons of one register's findings. Facts are laid out when they are asked for: programs never ask."""

    def __init__(self, facts: RegisterFacts, names: Names) -> None:
        """Explain by the facts that were judged, with the names of a day."""
        self._facts = facts
        self._names = names
        self._transfers = {entry.code: entry for entry in facts.entry.transfers}
        self._deliveries = {entry.code: entry for entry in facts.entry.deliveries}
        self._last: TransferFacts | None = None

    def why(
        self,
        *,
        rule: RuleCode,
        because: Because,
        path: str,
        day: date | None,
        transfer: str,
        lang: Lang,
        delivery: str | None = None,
        subjects: int | None = None,
    ) -> str:
        """Why a rule is broken on a day; at a delivery, on the delivery's own day."""
        handed_over = self._deliveries[delivery] if delivery is not None else None
        if handed_over is not None:
            at = self._facts.day_of(handed_over.at)
        else:
            assert day is not None, "a transfer's finding has days"
            at = day.toordinal()
        case = Case(because, path, at, subjects, self.facts_of(transfer), handed_over, self._facts, self._names, lang)
        said = REASONS[rule](case)[lang]
        return said[0].upper() + said[1:]

    def facts_of(self, transfer: str) -> TransferFacts:
        """The facts of a transfer that the words rest on."""
        if self._last is None or self._last.code != transfer:
            self._last = TransferFacts(self._transfers[transfer], self._facts)
        return self._last
