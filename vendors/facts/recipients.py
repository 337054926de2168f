"""Recipients over days: where they stand, what covers them abroad, and who works for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from models.vocabulary import ForeignMechanism, RecipientKind
from vendors.facts.countries import designated_days
from vendors.periods import ALWAYS, FOREVER, NEVER, Periods, Timeline, constant, since, span, timeline, union
from vendors.register.entries.recipient import Recipient, RecipientChange, Subprocessor
from vendors.register.entries.transfer import TransferChange

T = TypeVar("T")
PUBLIC_BODIES = frozenset(
    {RecipientKind.STATE_ORGAN, RecipientKind.LOCAL_GOVERNMENT, RecipientKind.INCORPORATED_AGENCY}
)
"""The bodies of APPI 16(2): no third parties in the sense of Arts. 29 and 30."""


def changing(field: str, start: T, changes: tuple[RecipientChange, ...] | tuple[TransferChange, ...]) -> Timeline[T]:
    """A field that holds from the beginning and is replaced by dated changes; a null makes it absent from then."""
    if not changes:
        return constant(start)
    return timeline(
        start, [(change.on.toordinal(), getattr(change, field)) for change in changes if field in change.changed]
    )


class RecipientFacts:
    """One recipient, laid out over days."""

    def __init__(self, entry: Recipient) -> None:
        """Lay the entry out over days."""
        self.entry = entry
        self.code = entry.code
        self.about = f"recipients.{entry.code}"
        self.kind: Timeline[RecipientKind] = changing("kind", entry.kind, entry.changes)
        self.country: Timeline[str | None] = changing("country", entry.country, entry.changes)
        handled_in_japan = changing("japan_business", entry.japan_business, entry.changes).where(bool)
        named = self.country.where(bool)
        self.unknown = ~named - handled_in_japan
        """Days on which nobody knows the country of the entity that handles the data."""
        self.abroad = (named - self.country.where(lambda country: country == "JP")) - handled_in_japan
        """Days on which it is in a foreign country: the entity's place decides, not the server's (Q&A 12-11)."""
        self.known_in_japan = ~(self.abroad | self.unknown)
        """Days on which it is known to be in Japan, or to handle the data in its business there."""
        self.designated = union(days & designated_days(country) for country, days in self.country.split if country)
        """Days in a designated country (Rule 15)."""
        self.reviewed = tuple(day.toordinal() for day in entry.reviews)
        self.supervised = tuple(sorted({*self.reviewed, *(day.toordinal() for day in entry.screenings)}))
        """Days of screenings and reviews, in order."""
        self.is_public_body = self.kind.where(PUBLIC_BODIES.__contains__)
        """Days on which it is one of the bodies of APPI 16(2), to whom no provision is recorded (APPI 29(1))."""
        self.checked = tuple(day.toordinal() for day in entry.equivalent_checks)

    @cached_property
    def measures(self) -> Periods:
        """Days with equivalent measures in force, before their continuation became difficult (Rules 16, 18)."""
        difficult = since(self.entry.continuation_difficult_from)
        return union(span(one.from_, one.until) for one in self.entry.equivalent_measures) - difficult

    @cached_property
    def measures_before(self) -> Periods:
        """Days that come after some day with equivalent measures in force."""
        return Periods(((self.measures.first + 1, FOREVER),)) if self.measures else NEVER

    @cached_property
    def covered(self) -> Periods:
        """Days in a designated country or under equivalent measures."""
        return self.designated | self.measures

    @cached_property
    def uncovered(self) -> Periods:
        """Days abroad on which neither of them covers it."""
        return self.abroad - self.covered

    @cached_property
    def mechanisms(self) -> tuple[tuple[Periods, ForeignMechanism], ...]:
        """What lets a provision to it go abroad by itself, or that it does not, with the days; the first counts."""
        mechanisms = (
            (~self.abroad, ForeignMechanism.NOT_ABROAD),
            (self.designated, ForeignMechanism.DESIGNATED_COUNTRY),
            (self.measures, ForeignMechanism.EQUIVALENT_MEASURES),
        )
        return tuple((days, mechanism) for days, mechanism in mechanisms if days)

    @cached_property
    def on_measures_alone(self) -> Periods:
        """Days abroad on which the measures cover it, and no designation does."""
        return (self.abroad & self.measures) - self.designated


@dataclass(frozen=True, slots=True)
class ReentrustmentFacts:
    """One sub-processor at work, at whatever depth."""

    entry: Subprocessor
    recipient: RecipientFacts
    about: str
    works: Periods
    """Days on which it works, and everyone above it too."""

    @property
    def approved(self) -> Periods:
        """Days by which the re-entrustment was approved."""
        return since(self.entry.approved_on)


def reentrustments(vendor: str, recipients: Mapping[str, RecipientFacts]) -> tuple[ReentrustmentFacts, ...]:
    """Everyone who works for a vendor, directly or through others. The register has no cycles of sub-processors."""
    order: list[str] = []
    seen: set[str] = set()
    waiting = [(vendor, False)]
    while waiting:
        code, done = waiting.pop()
        if done:
            order.append(code)
        elif code not in seen:
            seen.add(code)
            waiting.append((code, True))
            waiting.extend((sub.recipient, False) for sub in recipients[code].entry.subprocessors)
    works: dict[str, Periods] = {vendor: ALWAYS}
    found = []
    for code in reversed(order):
        for place, sub in enumerate(recipients[code].entry.subprocessors):
            days = works.get(code, NEVER) & span(sub.from_, sub.until)
            works[sub.recipient] = works.get(sub.recipient, NEVER) | days
            if days:
                about = f"recipients.{code}.subprocessors[{place}]"
                found.append(ReentrustmentFacts(sub, recipients[sub.recipient], about, days))
    return tuple(found)
