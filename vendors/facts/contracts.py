"""Contracts over days: when one is in force, what it says on a day, and the chain of its renewals."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from models.vocabulary import ContractKind, Term
from vendors.periods import BEGINNING, FOREVER, NEVER, Periods, Timeline, since, union
from vendors.register.entries.contract import Amendment, Contract


@dataclass(frozen=True, slots=True)
class Clauses:
    """What a contract says on a day, after the amendments up to it."""

    terms: frozenset[Term]
    confidentiality: bool
    items: frozenset[str] | None
    """`None` where the contract lists no items."""
    purposes: frozenset[str]
    until: int


def _clauses(contract: Contract) -> Clauses:
    return Clauses(
        terms=frozenset(contract.terms),
        confidentiality=contract.confidentiality is not None,
        items=None if contract.items is None else frozenset(contract.items),
        purposes=frozenset(contract.purposes or ()),
        until=FOREVER if contract.until is None else contract.until.toordinal(),
    )


def _amended(clauses: Clauses, amendment: Amendment) -> Clauses:
    changed = amendment.changed
    items = None if amendment.items is None else frozenset(amendment.items)
    until = FOREVER if amendment.until is None else amendment.until.toordinal()
    return Clauses(
        terms=(clauses.terms | frozenset(amendment.adds or ())) - frozenset(amendment.removes or ()),
        confidentiality=(
            amendment.confidentiality is not None if "confidentiality" in changed else clauses.confidentiality
        ),
        items=items if "items" in changed else clauses.items,
        purposes=frozenset(amendment.purposes or ()) if "purposes" in changed else clauses.purposes,
        until=until if "until" in changed else clauses.until,
    )


class ContractFacts:
    """One contract, with the days on which it is in force and what it says on each."""

    def __init__(self, entry: Contract) -> None:
        """Lay the entry out over days."""
        self.entry = entry
        self.code = entry.code
        self.kind: ContractKind = entry.kind
        self.about = f"contracts.{entry.code}"
        self.is_cloud = entry.handles_personal_data is False and entry.access_controlled is True
        """No personal data is handled and access is controlled: using it is no provision (Q&A 7-53)."""
        self.start = max(entry.from_, entry.signed_on or entry.from_).toordinal()
        """The later of `from` and `signed_on`."""
        self.returned = None if entry.returned_on is None else entry.returned_on.toordinal()
        """The day of the certificate of return or erasure."""
        self.clauses = self._over_days()
        self.in_force = self._in_force()
        self._lacking: dict[frozenset[Term], Periods] = {}
        self._beyond_items: dict[frozenset[str], Periods] = {}
        self._beyond_purposes: dict[frozenset[str], Periods] = {}

    def _over_days(self) -> Timeline[Clauses]:
        steps = [(BEGINNING, _clauses(self.entry))]
        for amendment in sorted(self.entry.amendments, key=lambda one: one.on):
            day = amendment.on.toordinal()
            clauses = _amended(steps[-1][1], amendment)
            if steps[-1][0] == day:
                steps.pop()
            steps.append((day, clauses))
        return Timeline(tuple(steps))

    def _in_force(self) -> Periods:
        """From the later of `from` and `signed_on` to the earlier of `terminated_on` and `until` as of the day."""
        terminated = self.entry.terminated_on
        last = FOREVER if terminated is None else terminated.toordinal()
        renews_itself = self.entry.auto_renews is not None
        days = union(
            held & Periods(((BEGINNING, FOREVER if renews_itself else clauses.until),))
            for clauses, held in self.clauses.split
        )
        return days & Periods(((self.start, last),)) if self.start <= last else NEVER

    def lacking(self, terms: frozenset[Term]) -> Periods:
        """The days on which the contract lacks any of the terms."""
        if terms not in self._lacking:
            self._lacking[terms] = self.clauses.where(lambda clauses: not terms <= clauses.terms)
        return self._lacking[terms]

    def beyond_items(self, items: frozenset[str]) -> Periods:
        """The days on which the items are more than those that the contract lists."""
        if items not in self._beyond_items:
            self._beyond_items[items] = self.clauses.where(
                lambda clauses: clauses.items is not None and not items <= clauses.items
            )
        return self._beyond_items[items]

    def beyond_purposes(self, purposes: frozenset[str]) -> Periods:
        """The days on which the purposes are more than the contract lists; one without a list allows none."""
        if purposes not in self._beyond_purposes:
            self._beyond_purposes[purposes] = self.clauses.where(lambda clauses: not purposes <= clauses.purposes)
        return self._beyond_purposes[purposes]

    @cached_property
    def listing_no_items(self) -> Periods:
        """The days on which the contract lists no items."""
        return self.clauses.where(lambda clauses: clauses.items is None)

    @cached_property
    def lacking_confidentiality(self) -> Periods:
        """The days on which the contract has no confidentiality clause (守秘義務)."""
        return self.clauses.where(lambda clauses: not clauses.confidentiality)

    @cached_property
    def signed(self) -> Periods:
        """The days by which it was signed; none where the day of signing is not known."""
        return since(self.entry.signed_on)


class ChainFacts:
    """A contract and those that renew it, forwards; those with another recipient are passed over."""

    def __init__(
        self, head: str, recipient: str, contracts: Mapping[str, ContractFacts], renewals: Mapping[str, str]
    ) -> None:
        """Follow the renewals from `head`; a contract that was never in force counts as none."""
        self.about = f"contracts.{head}"
        links = []
        code: str | None = head
        while code is not None:
            contract = contracts[code]
            if contract.entry.recipient == recipient and contract.in_force:
                links.append(contract)
            code = renewals.get(code)
        self.links = tuple(links)
        self.covered = union(link.in_force for link in links)
        """The days on which some contract of the chain is in force."""
        self.begun = Periods(((self.covered.first, FOREVER),)) if self.covered else NEVER
        """The days from the chain's first day in force on."""

    @property
    def last(self) -> ContractFacts | None:
        """The contract that ends the chain."""
        return self.links[-1] if self.links else None

    @cached_property
    def in_force(self) -> tuple[tuple[ContractFacts, Periods], ...]:
        """Each contract with the days on which it is the one in force: where two overlap, the later-starting."""
        latest_first = sorted(enumerate(self.links), key=lambda place: (place[1].start, place[0]), reverse=True)
        taken = NEVER
        shares = []
        for _, link in latest_first:
            share = link.in_force - taken
            taken = taken | link.in_force
            if share:
                shares.append((link, share))
        return tuple(reversed(shares))

    @cached_property
    def ended(self) -> tuple[tuple[ContractFacts, Periods], ...]:
        """The contract last in force with the days after it on which no other is in force yet, for each such gap."""
        return (
            tuple(
                (next(link for link, share in self.in_force if first - 1 in share), Periods(((first, last),)))
                for first, last in ~self.covered
                if first - 1 >= self.covered.first
            )
            if self.covered
            else ()
        )
