"""Transfers over days: what is given, on which basis, under which contract, and where it goes."""

from models.vocabulary import BasisKind, Ground
from vendors.facts.contracts import ChainFacts, ContractFacts
from vendors.facts.recipients import RecipientFacts, changing
from vendors.facts.register import RegisterFacts
from vendors.periods import ALWAYS, NEVER, Periods, Timeline, constant, span
from vendors.register.entries.basis import Basis
from vendors.register.entries.transfer import Transfer

_NOT_ARTICLE_27_1 = (Ground.OPT_OUT, Ground.JOINT_USE, None)
_UNCHANGED = {recorded: constant(recorded) for recorded in (True, False, None)}
"""A flag that never changes."""


class BasisFacts:
    """One legal basis of a transfer, with the days on which it is in force."""

    def __init__(self, place: int, entry: Basis, transfer: Transfer, period: Periods, facts: RegisterFacts) -> None:
        """Without days of its own, a basis has those of the transfer's period."""
        self.place = place
        self.entry = entry
        self.kind: BasisKind = entry.kind
        self.ground: Ground | None = entry.ground if entry.kind is BasisKind.OTHER_LAW else None
        self.about = f"transfers.{transfer.code}.bases[{place}]"
        has_days = entry.from_ is not None or entry.until is not None
        self.days = period & span(entry.from_, entry.until) if has_days else period
        named = facts.texts_of(entry.texts if entry.kind is BasisKind.CONSENT else entry.foreign_consent)
        self.texts = named.texts
        """The consent texts it names: its own, or for provision abroad those of its `foreign_consent`."""
        self.is_article_27_1 = self.kind is BasisKind.GOVERNMENT_COOPERATION or (
            self.kind is BasisKind.OTHER_LAW and self.ground not in _NOT_ARTICLE_27_1
        )
        """Whether it is one of the items of APPI 27(1)."""
        self.tells_of_abroad = self.days & named.tells_of_abroad
        """Its days on which a text in use says something of provision abroad."""
        self.informs = self.days & named.informs
        """Its days on which a text in use says enough of provision abroad (APPI 28(2))."""
        self.denies_information = self.days & named.denies_information
        """Its days on which a text is in use of which it is recorded that it does not say enough."""


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
        self.items = facts.items_given(entry)
        self.purposes = facts.purposes_served(entry)
        self.chains = self._chains()
        self.in_force = self._in_force()
        """Each contract with the days on which it is the one in force, within the transfer's period or not."""
        self.no_provision = self._no_provision()
        self.anonymised_only = self.items.where(lambda items: items.only_anonymised)
        """Days on which all items, statistical ones aside, are anonymised (APPI 43, 44 alone apply)."""
        self.provision = self.period - self.no_provision
        """Days of the period on which there is a provision at all."""
        self.asked = self.provision - self.anonymised_only
        self.bases = tuple(
            [BasisFacts(place, basis, entry, self.period, facts) for place, basis in enumerate(entry.bases)]
        )
        self.asked_bases = [(basis, days) for basis in self.bases if (days := basis.days & self.asked)]
        """The bases with the days on which each is in force and rules are asked."""
        self._sort_bases()
        self.outsourced = self.outsourcing_runs & self.asked
        """Days under outsourcing on which rules are asked."""
        self.uncovered_abroad = self._uncovered_abroad()
        """Days abroad on which nothing covers the provision: no country, no measures, no 27(1) item, no consent."""

    def _sort_bases(self) -> None:
        """Join the days of the bases by what the rules ask of them."""
        self.on_some_basis = NEVER
        """Days of the period on which any basis is in force."""
        self.outsourcing_runs = NEVER
        """The unbroken runs of outsourcing bases, clipped to the transfer's period."""
        self.article_27_1 = NEVER
        """Days on an item of APPI 27(1), which needs no contract, no screening and no record."""
        self.named_texts = NEVER
        """Days on which the basis in force names a consent text that may carry it abroad."""
        self.informed_consent = NEVER
        """Days on which the basis names a text in use that informs of provision abroad (APPI 28(1), (2))."""
        for basis in self.bases:
            self.on_some_basis |= basis.days
            if basis.kind is BasisKind.OUTSOURCING:
                self.outsourcing_runs |= basis.days
            if basis.is_article_27_1:
                self.article_27_1 |= basis.days
            if basis.texts:
                self.named_texts |= basis.days
                self.informed_consent |= basis.informs

    def _chains(self) -> tuple[tuple[ChainFacts, Periods], ...]:
        """The chains of contracts that the transfer runs under, each with its days."""
        entry, chain = self.entry, self.facts.chain
        if not entry.changes:
            return () if entry.contract is None else ((chain(entry.contract, entry.recipient), ALWAYS),)
        heads = changing("contract", entry.contract, entry.changes)
        return tuple((chain(head, entry.recipient), days) for head, days in heads.split if head is not None)

    def _in_force(self) -> tuple[tuple[ContractFacts, Periods], ...]:
        if len(self.chains) == 1 and self.chains[0][1] is ALWAYS:
            return self.chains[0][0].in_force
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
        no_provision = self.items.where(lambda items: items.only_statistical)
        for contract, days in self.in_force:
            if contract.is_cloud:
                no_provision |= days
        return no_provision

    def _uncovered_abroad(self) -> Periods:
        uncovered = self.recipient.uncovered & self.period
        return (uncovered - self.article_27_1 - self.informed_consent) if uncovered else NEVER

    def flagged(self, field: str) -> Periods:
        """Days on which a flag of the transfer (`own_use`, `mixed`, `foreign`) is recorded as true."""
        if not self.entry.changes:
            return ALWAYS if getattr(self.entry, field) is True else NEVER
        return self.flag(field).where(lambda value: value is True)

    def flag(self, field: str) -> Timeline[bool | None]:
        """A flag of the transfer over days; `None` where nothing is recorded."""
        start: bool | None = getattr(self.entry, field)
        return changing(field, start, self.entry.changes) if self.entry.changes else _UNCHANGED[start]

    def on(self, *kinds: BasisKind) -> list[tuple[BasisFacts, Periods]]:
        """The bases of these kinds, each with the days on which it is in force and rules are asked."""
        return [asked for asked in self.asked_bases if asked[0].kind in kinds]

    def on_ground(self, ground: Ground) -> list[tuple[BasisFacts, Periods]]:
        """The bases with that ground, each with the days on which it is in force and rules are asked."""
        return [asked for asked in self.asked_bases if asked[0].ground is ground]
