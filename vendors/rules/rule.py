"""What a rule is: a pure function from facts to the periods in which it is broken, and what to know of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from models.vocabulary import BasisKind, Because, RuleCode, Severity
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import ConsentFacts
from vendors.facts.records import RecordFacts
from vendors.facts.transfers import TransferFacts
from vendors.periods import Periods, span
from vendors.rules.readings import Reading

BLOCKING, WARNING = Severity.BLOCKING, Severity.WARNING
ABSENT, CONTRARY = Because.ABSENT, Because.CONTRARY

ACT = date(2005, 4, 1)
"""The Act's duties upon private operators came into force."""
REFORM_2015 = date(2017, 5, 30)
"""The reform of 2015: foreign provision, records, opt-out filing, anonymised information."""
REFORM_2020 = date(2022, 4, 1)
"""The reform of 2020: information on provision abroad, pseudonymised information, academic exceptions."""


CONSENT = frozenset({BasisKind.CONSENT})
OUTSOURCING = frozenset({BasisKind.OUTSOURCING})
MERGER = frozenset({BasisKind.MERGER})
GOVERNMENT_COOPERATION = frozenset({BasisKind.GOVERNMENT_COOPERATION})
OTHER_LAW = frozenset({BasisKind.OTHER_LAW})


def because(recorded: object) -> Because:
    """On what a finding rests: on nothing where nothing is recorded, else on a contrary entry."""
    return ABSENT if recorded is None else CONTRARY


class Broken(NamedTuple):
    """The days on which one cause breaks a rule. `severity` where it is not the rule's own."""

    days: Periods
    because: Because
    about: str
    severity: Severity | None = None
    subjects: int | None = None


class Reach(Enum):
    """The days of a transfer on which a rule is asked."""

    ASKED = "provisions of personal data, within the transfer's period"
    ANONYMISED_TOO = "all provisions within the transfer's period, of anonymised information too"
    AFTERWARDS = "provisions of personal data, and all days beyond the transfer's period"


OverTransfer = Callable[[TransferFacts], Iterable[Broken]]
OfConsent = Callable[[ConsentFacts, DeliveryFacts], bool]
AtDelivery = Callable[[DeliveryFacts], Iterable[Broken]]
OfRecord = Callable[[RecordFacts], Iterable[Broken]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Rule:
    """One rule of the rulebook. Exactly what it asks stands in its functions; the rest is for people."""

    number: int
    code: RuleCode
    title_ja: str
    title_en: str
    cure_ja: str
    cure_en: str
    severities: tuple[Severity, ...]
    """The first is the rule's own; another holds where the rulebook says so."""
    cites: tuple[str, ...]
    since: date
    until: date | None = None
    """The last day of a repealed rule."""
    readings: tuple[Reading, ...] = ()
    """What is debatable about it: the product's own readings, until counsel confirms them."""
    reads: tuple[str, ...]
    """The fields of the register that it reads."""
    reach: Reach = Reach.ASKED
    bases: frozenset[BasisKind] | None = None
    """The kinds of basis that it is about: a transfer with none of them is not asked. `None`: about every transfer."""
    over: OverTransfer | None = None
    """Asked of a transfer, over all its days."""
    of_consent: OfConsent | None = None
    """Asked of each consent of a person at a delivery: whether it gets past this rule."""
    at_delivery: AtDelivery | None = None
    """Asked of a delivery at its moment."""
    of_record: OfRecord | None = None
    """Asked of the record of a delivery that needs one."""
    days: Periods = field(init=False)
    """The days on which it is law."""

    @property
    def debatable(self) -> bool:
        """Whether it rests on a reading that counsel has yet to confirm (`[P]`)."""
        return bool(self.readings)

    def __post_init__(self) -> None:
        """Reckon the days once."""
        object.__setattr__(self, "days", span(self.since, self.until))
