"""The persons of a delivery one by one: what is said of each at its moment, as its findings count them.

A person is judged as if the delivery listed nobody else, by the functions that judge the delivery; once for each class.
"""

from collections import Counter
from collections.abc import Iterable

from models.vocabulary import RuleCode
from vendors.facts.deliveries import DeliveryFacts
from vendors.facts.persons import PersonFacts
from vendors.facts.register import RegisterFacts
from vendors.facts.transfers import TransferFacts
from vendors.judging.deliveries import of_provision, standing
from vendors.register.entries.delivery import Delivery
from vendors.register.entries.person import Consent

_NOBODY_SAID_ANYTHING = PersonFacts(frozenset(), stopped_by_name=False, stopped_for_all=False)


class Concerned:
    """Says of a delivery which rules it breaks for whom of those whom it lists."""

    def __init__(self, entry: Delivery, transfer: TransferFacts, facts: RegisterFacts) -> None:
        """Of the entry, whoever is listed in it does not matter."""
        self._entry, self._transfer, self._facts = entry, transfer, facts
        self._said: dict[PersonFacts, tuple[RuleCode, ...]] = {}
        self._delivery = self._with(_NOBODY_SAID_ANYTHING)
        self.asked = self._delivery.asked

    def codes(self, person: PersonFacts) -> tuple[RuleCode, ...]:
        """The rules broken for such a person, in the rulebook's order; not those of the transfer or of the record."""
        if person not in self._said:
            delivery = self._with(person)
            found = of_provision(delivery, ()) if delivery.is_provision else ()
            codes = {finding.code for finding in found if finding.subjects is not None}
            self._said[person] = tuple(code for code in RuleCode if code in codes)
        return self._said[person]

    def standing(self, consents: Iterable[Consent]) -> Consent | None:
        """Of one person's consents, that which stood at the moment and counts for the delivery; `None`: none did."""
        return standing(consents, self._delivery)

    def _with(self, person: PersonFacts) -> DeliveryFacts:
        return DeliveryFacts(self._entry, self._transfer, self._facts, lambda _: Counter({person: 1}))
