"""The whole register as facts, joined by code; what several transfers share is laid out over days once."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from vendors.facts.contracts import ChainFacts, ContractFacts
from vendors.facts.items import ItemsFacts
from vendors.facts.recipients import RecipientFacts, ReentrustmentFacts, changing, reentrustments
from vendors.facts.texts import TextFacts, TextsFacts
from vendors.periods import BEGINNING, Periods, Timeline, constant, union
from vendors.register.entries.operator import Item, Policy
from vendors.register.entries.register import Register
from vendors.register.entries.transfer import Transfer


class RegisterFacts:
    """Everything that a rule may ask of the register beside the transfer itself."""

    def __init__(self, register: Register) -> None:
        """Join the entries by their codes; the register is whole, so every reference resolves."""
        self.entry = register
        self.limits = register.limits
        self.academic = register.operator.academic is True
        self.academic_is_recorded = register.operator.academic is not None
        self.time_zone = ZoneInfo(register.operator.time_zone)
        self.items: dict[str, Item] = {item.code: item for item in register.items}
        self.recipients = {entry.code: RecipientFacts(entry) for entry in register.recipients}
        self.contracts = {entry.code: ContractFacts(entry) for entry in register.contracts}
        self.renewals = {entry.renews: entry.code for entry in register.contracts if entry.renews is not None}
        self.texts = {entry.code: TextFacts(entry) for entry in register.consent_texts}
        self.policy = self._policies()
        self._chains: dict[tuple[str, str], ChainFacts] = {}
        self._reentrustments: dict[str, tuple[ReentrustmentFacts, ...]] = {}
        self._published: dict[frozenset[str], Periods] = {}
        self._items_of: dict[frozenset[str], ItemsFacts] = {}
        self._items_always: dict[tuple[str, ...], Timeline[ItemsFacts]] = {}
        self._purposes_always: dict[tuple[str, ...], Timeline[frozenset[str]]] = {}
        self._texts_of: dict[tuple[str, ...], TextsFacts] = {}

    def _policies(self) -> Timeline[Policy | None]:
        """The policy in force on each day: the version with the latest `from` that has come."""
        versions = sorted(self.entry.policies, key=lambda policy: policy.from_)
        return Timeline(((BEGINNING, None), *((policy.from_.toordinal(), policy) for policy in versions)))

    def day_of(self, moment: datetime) -> int:
        """The day of a moment, in the operator's time zone."""
        return moment.astimezone(self.time_zone).toordinal()

    def chain(self, head: str, recipient: str) -> ChainFacts:
        """The contract named by a transfer, and its renewals with that recipient."""
        key = (head, recipient)
        if key not in self._chains:
            self._chains[key] = ChainFacts(head, recipient, self.contracts, self.renewals)
        return self._chains[key]

    def reentrustments(self, vendor: str) -> tuple[ReentrustmentFacts, ...]:
        """Everyone who works for a vendor, directly or through others."""
        if vendor not in self._reentrustments:
            self._reentrustments[vendor] = reentrustments(vendor, self.recipients)
        return self._reentrustments[vendor]

    def published(self, purposes: frozenset[str]) -> Periods:
        """Days on which the policy in force publishes all these purposes of use (APPI 17, 21)."""
        if purposes not in self._published:
            self._published[purposes] = union(
                days for policy, days in self.policy.split if purposes <= self.published_by(policy)
            )
        return self._published[purposes]

    def published_by(self, policy: Policy | None) -> frozenset[str]:
        """The purposes that a policy publishes; none where there is no policy."""
        return frozenset() if policy is None else self._purposes_of[policy.version]

    def items_of(self, codes: Iterable[str]) -> ItemsFacts:
        """These items together."""
        key = frozenset(codes)
        if key not in self._items_of:
            self._items_of[key] = ItemsFacts([self.items[code] for code in key])
        return self._items_of[key]

    def items_given(self, transfer: Transfer) -> Timeline[ItemsFacts]:
        """The items of a transfer over days; those that never change are laid out once for all who give the same."""
        if transfer.changes:
            return changing("items", transfer.items, transfer.changes).mapped(self.items_of)
        if transfer.items not in self._items_always:
            self._items_always[transfer.items] = constant(self.items_of(transfer.items))
        return self._items_always[transfer.items]

    def purposes_served(self, transfer: Transfer) -> Timeline[frozenset[str]]:
        """The purposes of a transfer over days, likewise."""
        if transfer.changes:
            return changing("purposes", transfer.purposes, transfer.changes).mapped(frozenset)
        if transfer.purposes not in self._purposes_always:
            self._purposes_always[transfer.purposes] = constant(frozenset(transfer.purposes))
        return self._purposes_always[transfer.purposes]

    def texts_of(self, codes: tuple[str, ...]) -> TextsFacts:
        """These consent texts together."""
        if codes not in self._texts_of:
            self._texts_of[codes] = TextsFacts(tuple(self.texts[code] for code in codes))
        return self._texts_of[codes]

    @cached_property
    def _purposes_of(self) -> dict[str, frozenset[str]]:
        return {policy.version: frozenset(policy.purposes) for policy in self.entry.policies}

    @staticmethod
    def about_policy(policy: Policy | None) -> str:
        """The path of a policy version; of all policies where none is in force."""
        return "policies" if policy is None else f"policies.{policy.version}"

    @cached_property
    def silent_on_provision(self) -> tuple[tuple[Policy | None, Periods], ...]:
        """Each policy that does not state provision among its purposes (APPI 17), or the lack of one, with its days."""
        return tuple(
            (policy, days)
            for policy, days in self.policy.split
            if policy is None or policy.states_provision is not True
        )
