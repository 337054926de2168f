"""A delivery at its moment: the basis of that day, who was asked for consent, and what each person had said by then."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.vocabulary import BasisKind, Ground
from vendors.facts.register import RegisterFacts
from vendors.facts.texts import INFORMATION_DUTY, TextFacts
from vendors.facts.transfers import BasisFacts, TransferFacts
from vendors.register.entries import Consent, Delivery, Stop


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """One consent of a person to a text that was asked, seen from the moment of a delivery."""

    text: str
    given_before: bool
    withdrawn: bool
    """Withdrawn before the moment, or at it."""
    capable: bool
    """Given by someone capable, or by a guardian (guideline 2-16)."""
    given_before_information_duty: bool


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """All that a judgement needs to know of one person at a delivery. Equal persons are judged once."""

    consents: frozenset[ConsentFacts]
    stopped_by_name: bool
    """A stop for this very recipient is in force."""
    stopped_for_all: bool
    """A stop of provision to third parties in general is in force."""


class PersonsFacts:
    """What the register says of persons, by their reference."""

    def __init__(self, consents: Iterable[Consent], stops: Iterable[Stop]) -> None:
        """Gather consents and stops by subject."""
        self._consents: defaultdict[str, list[Consent]] = defaultdict(list)
        self._stops: defaultdict[str, list[Stop]] = defaultdict(list)
        for consent in consents:
            self._consents[consent.subject].append(consent)
        for stop in stops:
            self._stops[stop.subject].append(stop)

    def at(self, subject: str, moment: datetime, texts: frozenset[str], recipient: str, duty: datetime) -> PersonFacts:
        """One person at a moment; of the consents, only those to the texts asked say anything."""
        stops = [
            stop
            for stop in self._stops.get(subject, ())
            if stop.from_ <= moment and (stop.until is None or moment <= stop.until)
        ]
        return PersonFacts(
            consents=frozenset(
                ConsentFacts(
                    text=consent.text,
                    given_before=consent.given_at < moment,
                    withdrawn=consent.withdrawn_at is not None and consent.withdrawn_at <= moment,
                    capable=consent.capable is not False or consent.guardian is True,
                    given_before_information_duty=consent.given_at < duty,
                )
                for consent in self._consents.get(subject, ())
                if consent.text in texts
            ),
            stopped_by_name=any(recipient in stop.recipients for stop in stops),
            stopped_for_all=any(not stop.recipients for stop in stops),
        )


class DeliveryFacts:
    """One delivery, with its transfer as it stood on that day."""

    def __init__(self, entry: Delivery, transfer: TransferFacts, facts: RegisterFacts, persons: PersonsFacts) -> None:
        """Find the day, the basis in force on it, the texts that were asked, and the classes of persons."""
        self.entry = entry
        self.transfer = transfer
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
        duty = datetime.combine(INFORMATION_DUTY, datetime.min.time(), facts.time_zone)
        asked = frozenset(self.texts)
        self.persons: Counter[PersonFacts] = Counter(
            persons.at(subject, entry.at, asked, transfer.entry.recipient, duty) for subject in entry.subjects
        )

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
        return self.is_on_consent or bool(self.entry.subjects)

    @property
    def number_of_persons(self) -> int:
        """How many persons it touches, listed or counted; 0 where neither is recorded."""
        return len(self.entry.subjects) or self.entry.subject_count or 0

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
