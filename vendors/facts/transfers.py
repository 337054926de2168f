"""Transfers over days: what is given, on which basis, under which contract, and where it goes."""

from collections.abc import Iterable, Iterator

from models.vocabulary import BasisKind, Ground
from vendors.facts.contracts import ChainFacts, ContractFacts
from vendors.facts.recipients import RecipientFacts, changing
from vendors.facts.register import RegisterFacts
from vendors.facts.texts import TextFacts
from vendors.periods import ALWAYS, NEVER, Periods, Timeline, constant, span, union
from vendors.register.entries import (
    Basis,
    ConsentBasis,
    OtherLawBasis,
    Transfer,
)

_NOT_ARTICLE_27_1 = frozenset({Ground.OPT_OUT, Ground.JOINT_USE, None})


class BasisFacts:
    """One legal basis of a transfer, with the days on which it is in force."""

    def __init__(self, place: int, entry: Basis, transfer: Transfer, facts: RegisterFacts) -> None:
        """Without days of its own, a basis has the transfer's."""
        self.place = place
        self.entry = entry
        self.kind: BasisKind = entry.kind
        self.ground: Ground | None = entry.ground if isinstance(entry, OtherLawBasis) else None
        self.about = f"transfers.{transfer.code}.bases[{place}]"
        self.days = span(entry.from_ or transfer.from_, entry.until or transfer.until) & span(
            transfer.from_, transfer.until
        )
        named = entry.texts if isinstance(entry, ConsentBasis) else entry.foreign_consent
        self.texts: tuple[TextFacts, ...] = tuple(facts.texts[code] for code in named)
        """The consent texts it names: its own, or for provision abroad those of its `foreign_consent`."""
        self.is_article_27_1 = self.kind is BasisKind.GOVERNMENT_COOPERATION or (
            self.kind is BasisKind.OTHER_LAW and self.ground not in _NOT_ARTICLE_27_1
        )
        """Whether it is one of the items of APPI 27(1)."""
        self.tells_of_abroad = self.days & union(text.tells_of_abroad for text in self.texts)
        """Its days on which a text in use says something of provision abroad."""
        self.informs = self.days & union(text.informs for text in self.texts)
        """Its days on which a text in use says enough of provision abroad (APPI 28(2))."""


class TransferFacts:
    """One transfer, laid out over days. `asked` are the days on which rules are asked of it in full."""

    def __init__(self, entry: Transfer, facts: RegisterFacts) -> None:
        """Cut the transfer where anything about it changes."""
        self.entry = entry
        self.facts = facts
        self.code = entry.code
        self.about = f"transfers.{entry.code}"
        self.recipient: RecipientFacts = facts.recipients[entry.recipient]
        self.period = span(entry.from_, entry.until)
        self.items = self._set("items")
        self.purposes = self._set("purposes")
        self.bases = tuple(BasisFacts(place, basis, entry, facts) for place, basis in enumerate(entry.bases))
        self.chains = self._chains()
        self.in_force = self._in_force()
        """Each contract with the days on which it is the one in force, within the transfer's period or not."""
        self.no_provision = self._no_provision()
        self.anonymised_only = self._anonymised_only()
        self.provision = self.period - self.no_provision
        """Days of the period on which there is a provision at all."""
        self.asked = self.provision - self.anonymised_only
        self.on_some_basis = self._days_of(self.bases)
        """Days of the period on which any basis is in force."""
        self.outsourcing_runs = self._days_of(one for one in self.bases if one.kind is BasisKind.OUTSOURCING)
        """The unbroken runs of outsourcing bases, clipped to the transfer's period."""
        self.outsourced = self.outsourcing_runs & self.asked
        """Days under outsourcing on which rules are asked."""
        self.article_27_1 = self._days_of(one for one in self.bases if one.is_article_27_1)
        """Days on an item of APPI 27(1), which needs no contract, no screening and no record."""
        self.named_texts = self._days_of(one for one in self.bases if one.texts)
        """Days on which the basis in force names a consent text that may carry it abroad."""
        self.informed_consent = union(one.informs for one in self.bases)
        """Days on which the basis names a text in use that informs of provision abroad (APPI 28(1), (2))."""
        self.uncovered_abroad = self._uncovered_abroad()
        """Days abroad on which nothing covers the provision: no country, no measures, no 27(1) item, no consent."""
        self._asked = [(basis, days) for basis in self.bases if (days := basis.days & self.asked)]

    def _set(self, field: str) -> Timeline[frozenset[str]]:
        start: tuple[str, ...] = getattr(self.entry, field)
        if not self.entry.changes:
            return constant(frozenset(start))
        codes = changing(field, start, self.entry.changes)
        return Timeline(tuple((day, frozenset(value or ())) for day, value in codes.steps))

    def _chains(self) -> tuple[tuple[ChainFacts, Periods], ...]:
        """The chains of contracts that the transfer runs under, each with its days."""
        heads = changing("contract", self.entry.contract, self.entry.changes)
        return tuple(
            (self.facts.chain(head, self.entry.recipient), days) for head, days in heads.split if head is not None
        )

    def _in_force(self) -> tuple[tuple[ContractFacts, Periods], ...]:
        shares: dict[str, tuple[ContractFacts, Periods]] = {}
        for chain, run in self.chains:
            for contract, share in chain.in_force:
                held = shares.get(contract.code, (contract, NEVER))[1]
                shares[contract.code] = (contract, held | (share & run))
        return tuple((contract, days) for contract, days in shares.values() if days)

    def _no_provision(self) -> Periods:
        """The operator's own branch, the cloud case, or statistics alone: no provision (APPI 2, 27; Q&A 7-53)."""
        if self.recipient.entry.same_entity is True:
            return ALWAYS
        cloud = union(days for contract, days in self.in_force if contract.is_cloud)
        return cloud | self.items.where(lambda items: self.facts.items_of(items).only_statistical)

    def _anonymised_only(self) -> Periods:
        """Days on which all items, statistical ones aside, are anonymised (APPI 43, 44 alone apply)."""
        return self.items.where(lambda items: self.facts.items_of(items).only_anonymised)

    def flagged(self, field: str) -> Periods:
        """Days on which a flag of the transfer (`own_use`, `mixed`, `foreign`) is recorded as true."""
        return self.flag(field).where(lambda value: value is True)

    def flag(self, field: str) -> Timeline[bool | None]:
        """A flag of the transfer over days; `None` where nothing is recorded."""
        start: bool | None = getattr(self.entry, field)
        return changing(field, start, self.entry.changes)

    def on(self, *kinds: BasisKind) -> Iterator[tuple[BasisFacts, Periods]]:
        """The bases of these kinds, each with the days on which it is in force and rules are asked."""
        return (asked for asked in self._asked if asked[0].kind in kinds)

    def on_ground(self, ground: Ground) -> Iterator[tuple[BasisFacts, Periods]]:
        """The bases with that ground, each with the days on which it is in force and rules are asked."""
        return ((basis, days) for basis, days in self.on(BasisKind.OTHER_LAW) if basis.ground is ground)

    def _days_of(self, bases: Iterable[BasisFacts]) -> Periods:
        return union(basis.days for basis in bases)

    def _uncovered_abroad(self) -> Periods:
        abroad = self.recipient.abroad & self.period
        return (abroad - self.recipient.covered - self.article_27_1 - self.informed_consent) if abroad else NEVER
