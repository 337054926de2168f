"""Services, purposes, items, policies, consent texts, publications, and the operator."""

from abc import ABC, abstractmethod
from datetime import date, timedelta
from typing import Any

from tests.graph.reference.happening import history
from tests.graph.reference.lists import Connection
from tests.graph.reference.nodes import Node, Thing, each, every


class Described(Node, ABC):
    """What provisions are described with."""

    def transfers(self, **asked: Any) -> Any:
        """The transfers that have to do with it on any day."""
        return Connection(self.world, "Transfer", filter(self.is_of, every(self.world, "Transfer")), asked)

    @abstractmethod
    def is_of(self, transfer: Any) -> bool:
        """Whether a transfer has to do with it on any day."""


class Service(Described):
    """A service."""

    TYPE, LIST = "Service", "services"

    def is_of(self, transfer: Any) -> bool:
        return bool(transfer.entry.service == self.code)


class Purpose(Described):
    """A purpose of use."""

    TYPE, LIST = "Purpose", "purposes"

    def is_of(self, transfer: Any) -> bool:
        return any(self.code in version.values("purposes") for version in transfer.versions())


class Item(Described):
    """An item of personal data."""

    TYPE, LIST = "Item", "items"

    def is_of(self, transfer: Any) -> bool:
        return any(self.code in version.values("items") for version in transfer.versions())


class ConsentText(Described):
    """A wording that people agree to."""

    TYPE, LIST = "ConsentText", "consent_texts"

    def is_of(self, transfer: Any) -> bool:
        return any(self.code in named(basis) for basis in transfer.entry.bases)

    def foreign(self) -> Any:
        """What it says of provision abroad."""
        return self.entry.foreign and Thing(self.world, self.entry.foreign)

    def recipients(self) -> list[Any]:
        """Those that it names."""
        return each(self.world, "Recipient", self.entry.recipients)

    def items(self) -> list[Any]:
        """Those that it covers."""
        return each(self.world, "Item", self.entry.items)

    def purposes(self) -> list[Any]:
        """Those that it covers."""
        return each(self.world, "Purpose", self.entry.purposes)


def named(basis: Any) -> tuple[str, ...]:
    """The consent texts that a basis names, for itself or beside it."""
    return (*getattr(basis, "texts", ()), *getattr(basis, "foreign_consent", ()))


class Policy(Node):
    """A version of the privacy policy."""

    TYPE, LIST, KEY = "Policy", "policies", "version"

    @property
    def until(self) -> date | None:
        """The day before the next version's first."""
        later = [one.from_ for one in self.world.register.policies if one.from_ > self.from_]
        return min(later) - timedelta(days=1) if later else None

    def purposes(self) -> list[Any]:
        """Those that it publishes."""
        return each(self.world, "Purpose", self.entry.purposes)

    def joint_use(self) -> list[Any]:
        """Its notices of joint use."""
        return [JointUse(self.world, one) for one in sorted(self.entry.joint_use, key=lambda one: one.from_)]

    def opt_out(self) -> list[Any]:
        """Its opt-out notices."""
        return [OptOut(self.world, one) for one in sorted(self.entry.opt_out, key=lambda one: one.from_)]


class JointUse(Thing):
    """A notice of joint use."""

    def users(self) -> list[Any]:
        """The joint users."""
        return each(self.world, "Recipient", self.entry.users)

    def items(self) -> list[Any]:
        """The items used jointly."""
        return each(self.world, "Item", self.entry.items)

    def purposes(self) -> list[Any]:
        """For what they are used."""
        return each(self.world, "Purpose", self.entry.purposes)


class OptOut(Thing):
    """An opt-out notice; of `AnonymisedRelease` what it names is the same."""

    def items(self) -> list[Any]:
        """The items that it names."""
        return each(self.world, "Item", self.entry.items)

    def recipients(self) -> list[Any]:
        """The recipients that it names."""
        return each(self.world, "Recipient", self.entry.recipients)


class AnonymisedRelease(OptOut, Node):
    """A publication about anonymised information."""

    TYPE, LIST = "AnonymisedRelease", "anonymised_releases"


class Operator(Thing):
    """The company whose register this is."""

    def limits(self) -> Any:
        """The limits that the judgement uses."""
        return Limits(self.world, self.world.register.limits)

    def revision(self) -> str:
        """Which recording it is."""
        return self.world.revision("operator", "")

    def history(self, **asked: Any) -> Any:
        """What was done to it."""
        return history(self.world, "operator", "", asked)


class Limits(Thing):
    """The register's internal limits."""

    def revision(self) -> str:
        """Which recording it is."""
        return self.world.revision("limits", "")

    def history(self, **asked: Any) -> Any:
        """What was done to them."""
        return history(self.world, "limits", "", asked)
