"""What persons had said by a moment: consents to the texts asked, and stops. Equal persons are one class."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vendors.register.entries.person import Consent, Stop


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of persons at a moment."""

    at: datetime
    texts: tuple[str, ...]
    """The texts to which consent is asked, in the order of their codes; consents to others say nothing."""
    recipient: str
    duty: datetime
    """When the duty to inform came (APPI 28(2)): the first moment of its day, in the operator's time zone."""


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


def consent_facts(consent: Consent, asked: Asked) -> ConsentFacts:
    """A consent as it is seen from the moment that is asked about."""
    return ConsentFacts(
        text=consent.text,
        given_before=consent.given_at < asked.at,
        withdrawn=consent.withdrawn_at is not None and consent.withdrawn_at <= asked.at,
        capable=consent.capable is not False or consent.guardian is True,
        given_before_information_duty=consent.given_at < asked.duty,
    )


Classes = Counter[PersonFacts]
"""Classes of equal persons, each with how many there are."""


class PersonsFacts:
    """What a register says of persons, by their reference."""

    def __init__(self, consents: Iterable[Consent], stops: Iterable[Stop]) -> None:
        """Gather consents and stops by subject."""
        self._consents: defaultdict[str, list[Consent]] = defaultdict(list)
        self._stops: defaultdict[str, list[Stop]] = defaultdict(list)
        for consent in consents:
            self._consents[consent.subject].append(consent)
        for stop in stops:
            self._stops[stop.subject].append(stop)

    def classes(self, subjects: Iterable[str], asked: Asked) -> Classes:
        """These persons at a moment."""
        return Counter(self.at(subject, asked) for subject in subjects)

    def at(self, subject: str, asked: Asked) -> PersonFacts:
        """One person at a moment; of the consents, only those to the texts asked say anything."""
        stops = [
            stop
            for stop in self._stops.get(subject, ())
            if stop.from_ <= asked.at and (stop.until is None or asked.at <= stop.until)
        ]
        return PersonFacts(
            consents=frozenset(
                consent_facts(consent, asked)
                for consent in self._consents.get(subject, ())
                if consent.text in asked.texts
            ),
            stopped_by_name=any(asked.recipient in stop.recipients for stop in stops),
            stopped_for_all=any(not stop.recipients for stop in stops),
        )
