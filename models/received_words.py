"""The closed lists of words in which data received from third parties is told (APPI 30; Rules 22 to 25)."""

from enum import StrEnum


class ReceivedBasis(StrEnum):
    """On what the third party provides the data: the first three bring the duty to confirm and record."""

    CONSENT = "CONSENT"  # APPI 27(1), 28(1); Rule 24(1)(ii)
    OPT_OUT = "OPT_OUT"  # APPI 27(2); Rule 24(1)(i)
    NON_OPERATOR = "NON_OPERATOR"  # the third party is no business operator: Rule 24(1)(iii)
    LAW = "LAW"  # APPI 27(1)(i) to (vii): no duty (30(1), proviso)
    OUTSOURCING = "OUTSOURCING"  # APPI 27(5)(i): no duty
    SUCCESSION = "SUCCESSION"  # APPI 27(5)(ii): no duty
    JOINT_USE = "JOINT_USE"  # APPI 27(5)(iii): no duty


class ConfirmationMethod(StrEnum):
    """How something was confirmed of the third party (Rule 22)."""

    DECLARATION = "DECLARATION"  # Rule 22(1): declared by the third party
    DOCUMENTS = "DOCUMENTS"  # Rule 22(2): a contract, or other document that shows it
    OTHER = "OTHER"  # another appropriate method
    ALREADY_CONFIRMED = "ALREADY_CONFIRMED"  # Rule 22(3): the same as was confirmed and recorded before


class ReceivedItem(StrEnum):
    """What is confirmed, and what belongs in a record of data received (APPI 30(1); Rule 24)."""

    PROVIDER = "PROVIDER"
    ADDRESS = "ADDRESS"
    REPRESENTATIVE = "REPRESENTATIVE"
    CIRCUMSTANCES = "CIRCUMSTANCES"
    SUBJECTS = "SUBJECTS"
    ITEMS = "ITEMS"
    CONSENT = "CONSENT"
    DATE = "DATE"
    PUBLICATION = "PUBLICATION"  # that the opt-out is published by the PPC (APPI 27(4))


class ReceivedCause(StrEnum):
    """For what rule 35 is broken."""

    CONFIRMATION = "CONFIRMATION"
    CONFIRMED_MATTERS = "CONFIRMED_MATTERS"
    RECORD = "RECORD"
    RECORD_ITEMS = "RECORD_ITEMS"
    RECORD_METHOD = "RECORD_METHOD"
    RECORD_KEEPING = "RECORD_KEEPING"
