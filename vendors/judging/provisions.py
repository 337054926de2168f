"""A provision before it is made: what would be said of it, as a whole and of each person.

It is judged as the delivery that it would be, by the same functions: once for each class of persons, as if it listed
one of them.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import RuleCode, Severity
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import PersonFacts
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import TransferFacts
from vendors.findings import Finding
from vendors.judging.deliveries import of_provision
from vendors.register.entries.delivery import Delivery

_NOBODY_SAID_ANYTHING = PersonFacts(frozenset(), stopped_by_name=False, stopped_for_all=False)


@dataclass(frozen=True, slots=True)
class Said:
    """What would be said, as the codes of the rules that forbid; in the rulebook's order."""

    whole: tuple[RuleCode, ...]
    """Of the provision, whoever is in it."""
    person: tuple[RuleCode, ...]
    """Of the person alone."""

    @property
    def codes(self) -> tuple[RuleCode, ...]:
        """All that forbid to provide the person's data; none: it may be provided."""
        return (*self.whole, *(code for code in self.person if code not in self.whole))


class Provision:
    """A provision under a transfer at a moment."""

    def __init__(
        self, transfer: TransferFacts, facts: RegisterFacts, of_transfer: tuple[Finding, ...], at: datetime
    ) -> None:
        """`of_transfer` is all that is ever said of the transfer."""
        self._entry = Delivery.model_construct(code="-", transfer=transfer.entry.code, at=at)
        self._transfer, self._facts, self._of_transfer = transfer, facts, of_transfer
        self._said: dict[PersonFacts, Said] = {}
        delivery = self._with(_NOBODY_SAID_ANYTHING)
        self.asked = delivery.asked
        self.items: frozenset[str] = delivery.items
        """The items that the transfer gives on that day."""
        self.whole = self.of(_NOBODY_SAID_ANYTHING).whole
        """What forbids it, whoever is in it."""

    def of(self, person: PersonFacts) -> Said:
        """What would be said if it held this person's data; equal persons are judged once."""
        if person not in self._said:
            delivery = self._with(person)
            blocking = [
                finding
                for finding in (of_provision(delivery, self._of_transfer) if delivery.is_provision else ())
                if finding.severity is Severity.BLOCKING
            ]
            whole = [finding.code for finding in blocking if finding.subjects is None or not delivery.in_period]
            own = [finding.code for finding in blocking if finding.subjects is not None and delivery.in_period]
            self._said[person] = Said(_in_order(whole), _in_order(own))
        return self._said[person]

    def _with(self, person: PersonFacts) -> DeliveryFacts:
        return DeliveryFacts(self._entry, self._transfer, self._facts, lambda _: Counter({person: 1}))


def _in_order(codes: list[RuleCode]) -> tuple[RuleCode, ...]:
    found = {*codes}
    return tuple(code for code in RuleCode if code in found)
