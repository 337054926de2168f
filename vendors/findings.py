"""What a judgement says: findings, spans, and the answers for a transfer and for a delivery.

Days are inclusive; an `until` of `None` never ends. Everything here is frozen and holds no reference into the register
but codes, so that it can be stored, compared and sent as it is.
"""

from datetime import date
from typing import NamedTuple

from models.vocabulary import BasisKind, Because, ForeignMechanism, RecordItem, RuleCode, Severity, Verdict


class Finding(NamedTuple):
    """One rule broken by one cause over a run of days.

    `about` names the entry that it rests on, as a path into the file (`contracts.acme-dpa`).
    """

    code: RuleCode
    severity: Severity
    because: Because
    from_: date
    until: date | None
    about: str

    def holds_on(self, day: date) -> bool:
        """Whether the rule is broken on that day."""
        return self.from_ <= day and (self.until is None or day <= self.until)


class Span(NamedTuple):
    """A run of days, within the transfer's period, over which everything that is said of it stays the same."""

    from_: date
    until: date | None
    verdict: Verdict
    basis: int | None
    """Position of the basis in force, in the order of `Transfer.bases`."""
    basis_kind: BasisKind | None
    contract: str | None
    """Code of the contract in force."""
    foreign: bool
    """Whether the recipient is abroad."""
    foreign_mechanism: ForeignMechanism
    record_required: bool


class DayAnswer(NamedTuple):
    """What is said of a transfer on one day."""

    verdict: Verdict
    foreign: bool
    foreign_mechanism: ForeignMechanism
    record_required: bool
    findings: tuple[Finding, ...]


class TransferJudgement(NamedTuple):
    """Everything that is ever said of one transfer; findings by rule order, then day; spans without gaps."""

    code: str
    findings: tuple[Finding, ...]
    spans: tuple[Span, ...]


class DeliveryFinding(NamedTuple):
    """One rule broken at a delivery.

    `subjects` counts the persons touched; it is `None` for what the transfer's own findings of that day say. Only the
    rules on records (32 to 34) hold from a day on, and until another.
    """

    code: RuleCode
    severity: Severity
    because: Because
    about: str
    subjects: int | None = None
    from_: date | None = None
    until: date | None = None


class RecordOwed(NamedTuple):
    """The provision record that a delivery needs (提供記録, APPI 29), and the one that serves it."""

    items: tuple[RecordItem, ...]
    """What belongs in it (Rule 20), in the order of the rule."""
    each_time: bool
    """Whether it has to be made each time, and may be no lump record and no contract (Rule 19)."""
    due_on: date | None
    """The last day to make it."""
    carried_by: str | None
    """The delivery with which the record that serves it stands; `None`: there is none."""
    closes_on: date | None
    """The last day of the quarter that a lump record serves (Rule 19(2)); `None` for any other."""
    kept_until: date | None
    """The last day of keeping it (Rule 21); `None`: there is none to keep."""


class DeliveryJudgement(NamedTuple):
    """What is said of one delivery, at its moment; its record as of any day."""

    code: str
    transfer: str
    on: date
    """The delivery's day, in the operator's time zone."""
    verdict: Verdict
    record_required: bool
    findings: tuple[DeliveryFinding, ...]
    record: RecordOwed | None
    """The record that it needs; `None`: it needs none."""


class Judgement(NamedTuple):
    """A whole register judged under one rule set; transfers and deliveries in order of their codes."""

    rule_set: str
    transfers: tuple[TransferJudgement, ...]
    deliveries: tuple[DeliveryJudgement, ...]
