"""A delivery at its moment: the basis of that day, who was asked for consent, and what each person had said by then."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from models.vocabulary import BasisKind, Ground
from vendors.facts.persons import Asked, Classes
from vendors.facts.register import RegisterFacts
from vendors.facts.texts import INFORMATION_DUTY, TextFacts
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.register.entries.delivery import Delivery


class DeliveryFacts:
    """One delivery, with its transfer as it stood on that day."""

    def __init__(
        self,
        entry: Delivery,
        transfer: TransferFacts,
        facts: RegisterFacts,
        persons: "Callable[[DeliveryFacts], Classes]",
    ) -> None:
        """Find the day, the basis in force on it, and what was asked; `persons` tells who is listed, once wanted."""
        self.entry = entry
        self.transfer = transfer
        self.code = entry.code
        self.flow = entry.transfer
        """Its transfer, by code: a lump record is for deliveries of one."""
        self.record = entry.record
        self.about = f"deliveries.{entry.code}"
        self.day = facts.day_of(entry.at)
        self.in_period = self.day in transfer.period
        self.is_provision = self.day not in transfer.no_provision
        self.is_asked = self.day in transfer.asked
        """Whether rules about persons and records are asked: a provision, within the period, not anonymised alone."""
        self.basis: BasisFacts | None = next((basis for basis in transfer.bases if self.day in basis.days), None)
        self.needs_foreign_consent = self._needs_foreign_consent()
        self.texts = {text.code: text for text in self._texts_asked()}
        self.items = transfer.items.at(self.day)
        self.purposes = transfer.purposes.at(self.day)
        self.asked = Asked(
            at=entry.at,
            texts=tuple(sorted(self.texts)),
            recipient=transfer.entry.recipient,
            duty=datetime.combine(INFORMATION_DUTY, datetime.min.time(), facts.time_zone),
        )
        self._persons = persons

    @cached_property
    def persons(self) -> Classes:
        """The persons listed, in classes of those of whom the same is to be said."""
        return self._persons(self)

    @cached_property
    def number_listed(self) -> int:
        """How many persons are listed."""
        return self.persons.total()

    @property
    def is_on_consent(self) -> bool:
        """Whether its basis is consent (APPI 27(1))."""
        return self.basis is not None and self.basis.kind is BasisKind.CONSENT

    @property
    def asks_persons(self) -> bool:
        """Whether each person listed is asked for consent: on consent, or where consent has to carry it abroad."""
        return self.is_asked and (self.is_on_consent or bool(self.texts))

    @property
    def answers_per_person(self) -> bool:
        """Whether what the transfer says of its texts is answered for each person here instead."""
        return self.is_on_consent or self.number_listed > 0

    @property
    def number_of_persons(self) -> int:
        """How many persons it touches, listed or counted; 0 where neither is recorded."""
        return self.number_listed or self.entry.subject_count or 0

    @property
    def is_opt_out(self) -> bool:
        """Whether its basis is opt-out (APPI 27(2))."""
        return self.basis is not None and self.basis.ground is Ground.OPT_OUT

    def _needs_foreign_consent(self) -> bool:
        """The recipient is abroad, and nothing but a consent could cover that."""
        recipient = self.transfer.recipient
        return (
            self.basis is not None
            and not self.basis.is_article_27_1
            and self.day in recipient.abroad
            and self.day not in recipient.covered
        )

    def _texts_asked(self) -> tuple[TextFacts, ...]:
        """The texts of a consent basis; of another one, its `foreign_consent` where nothing else covers abroad."""
        if self.basis is None or not (self.is_on_consent or self.needs_foreign_consent):
            return ()
        return self.basis.texts
