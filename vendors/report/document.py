"""What a check says, as one document that every form of output reads. Days are inclusive, `None` never ends."""

from dataclasses import dataclass
from datetime import date

from models.vocabulary import BasisKind, Because, ForeignMechanism, Severity, Verdict
from vendors.findings import Span
from vendors.report.names import Named
from vendors.report.reasons.explained import Explained
from vendors.rules.rule import Rule


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, with the rule that speaks and the entry that it rests on.

    A delivery's own findings carry `subjects`, how many persons each touches, and no period; all others carry a period.
    """

    rule: Rule
    severity: Severity
    because: Because
    about: Named
    from_: date | None = None
    until: date | None = None
    subjects: int | None = None

    @property
    def blocks(self) -> bool:
        """Whether what it speaks of can't stand with it."""
        return self.severity is Severity.BLOCKING


@dataclass(frozen=True, slots=True)
class TransferTold:
    """What is said of a transfer: on the day of the check, or over all its days.

    `foreign`, `mechanism`, `basis` and `contract` are of the day, and absent where the check is not of one day.
    """

    code: str
    service: str
    recipient: Named
    from_: date
    until: date | None
    verdict: Verdict
    record_required: bool
    findings: tuple[Told, ...]
    spans: tuple[Span, ...]
    foreign: bool | None = None
    mechanism: ForeignMechanism | None = None
    basis: BasisKind | None = None
    contract: Named | None = None


@dataclass(frozen=True, slots=True)
class DeliveryTold:
    """What is said of one delivery, at its own moment, and of its record as of the day of the check."""

    code: str
    transfer: str
    on: date
    verdict: Verdict
    record_required: bool
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Lapse:
    """A finding that begins on a coming day, of a transfer, or of the record of one of its deliveries."""

    day: date
    transfer: str
    delivery: str | None
    told: Told


@dataclass(frozen=True, slots=True)
class Lapses:
    """The findings that begin after the day of the check and by `until`, in order of their days."""

    until: date
    coming: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What a check of a register says; transfers and deliveries in order of their codes.

    `on` is the day judged, or `None` where everything that ever holds is listed. `explained` finds the words for why a
    finding holds, when somebody reads them.
    """

    operator: str
    on: date | None
    rule_set: str
    transfers: tuple[TransferTold, ...]
    deliveries: tuple[DeliveryTold, ...]
    explained: Explained
    lapses: Lapses | None = None

    @property
    def blocked(self) -> bool:
        """Whether a blocking finding holds in what decides: the transfers, and the deliveries of that very day."""
        deciding = [transfer.findings for transfer in self.transfers]
        deciding += [delivery.findings for delivery in self.deliveries if delivery.on == self.on]
        return any(told.blocks for findings in deciding for told in findings)
