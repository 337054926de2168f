"""The gate decides on what is stored, at once, and keeps what it decided."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import orjson

from tests.vendors.verbs.clerk import REGISTER, Clerk, clerk
from vendors.gate.deciding import FEW, Answer, Asking, decide
from vendors.gate.standing import Transfers
from vendors.register.entries.register import Register
from vendors.store.loading import load

AT = datetime(2024, 6, 1, tzinfo=UTC)
ON_CONSENT = (
    REGISTER.replace(
        "deliveries:\n",
        "  - {code: leads, service: shop, recipient: printer, items: [name], purposes: [ads], from: 2024-04-01,\n"
        "     bases: [{kind: consent, texts: [agreed]}]}\n"
        "deliveries:\n",
    )
    .replace(
        "policies: [{version: v1, from: 2020-01-01, purposes: [delivery]}]",
        "policies: [{version: v1, from: 2020-01-01, purposes: [delivery, ads], states_provision: true}]",
    )
    .replace(
        "items: [name], purposes: [ads], expressed: true}",
        "items: [name], purposes: [ads], expressed: true, any_recipient: true}",
    )
)


class Gatekeeper:
    """Asks the gate of a clerk's database, over and over with one memory of transfers, as a worker does."""

    def __init__(self, at_work: Clerk) -> None:
        self.clerk = at_work
        self._transfers = Transfers()

    async def ask(self, *subjects: str, **further: Any) -> Answer:
        """What is decided of these persons, under the transfer that rests on consent unless another is named."""
        answer = await self.decide(Asking(**{"transfer": "leads", "by": "feed", "at": AT, **further}), subjects)
        assert answer is not None, "there is such a transfer"
        return answer

    async def decide(self, asking: Asking, subjects: Sequence[str]) -> Answer | None:
        """The same, whatever comes of it."""
        return await self.clerk.database.write(lambda connection: decide(connection, self._transfers, asking, subjects))

    async def say(self, **entries: Sequence[dict[str, Any]]) -> None:
        """Load the register with these entries beside those that are there."""
        document = (await self.clerk.register()).model_dump(by_alias=True)
        document |= {name: [*document[name], *those] for name, those in entries.items()}
        await load(self.clerk.database, Register.model_validate(document))


@asynccontextmanager
async def gatekeeper(place: str) -> AsyncIterator[Gatekeeper]:
    """A gate in front of a register with one transfer on consent, to which one person agreed."""
    async with clerk(place, ON_CONSENT) as at_work:
        yield Gatekeeper(at_work)


async def test_each_person_is_allowed_or_told_which_rules_forbid(store: str) -> None:
    """In the order asked; who agreed is allowed, who did not is not, and the transfer may be used."""
    async with gatekeeper(store) as gate:
        answer = await gate.ask("p-2", "p-1", "p-2")

    assert answer.may_be
    assert answer.persons == (("p-2", ("CONSENT_MISSING",)), ("p-1", ()), ("p-2", ("CONSENT_MISSING",)))
    assert answer.allowed == ["p-1"]


async def test_what_is_said_meanwhile_counts_at_once(store: str) -> None:
    """A consent, its withdrawal, a stop and its end, each by the next answer."""
    agreed = {"text": "agreed", "subject": "p-2", "given_at": "2024-05-01T00:00:00Z"}
    stop = {"subject": "p-1", "from": "2024-05-01T00:00:00Z", "recipients": ["printer"]}
    async with gatekeeper(store) as gate:
        before = (await gate.ask("p-1", "p-2")).allowed
        await gate.say(consents=[agreed])
        agreed_now = (await gate.ask("p-1", "p-2")).allowed
        await gate.say(stops=[stop])
        stopped = await gate.ask("p-1", "p-2")
        earlier = (await gate.ask("p-1", at=datetime(2024, 4, 30, tzinfo=UTC))).allowed

    assert (before, agreed_now, stopped.allowed, earlier) == (["p-1"], ["p-1", "p-2"], ["p-2"], ["p-1"])
    assert stopped.persons[0] == ("p-1", ("STOP_ORDER_ACTIVE",))


async def test_few_and_many_are_told_the_same_whatever_changed_meanwhile(store: str) -> None:
    """A few are asked about along with whether the transfer still stands, and anew where it does not."""
    many = ["p-1", "p-2", *(f"p-{number}" for number in range(10, 10 + FEW))]
    async with gatekeeper(store) as gate:
        before = [(await gate.ask(*some)).persons[:2] for some in (many[:2], many, many[:2])]
        await gate.say(consents=[{"text": "agreed", "subject": "p-2", "given_at": "2024-05-01T00:00:00Z"}])
        after = [(await gate.ask(*some)).persons[:2] for some in (many[:2], many, many[:2])]

    assert before == [(("p-1", ()), ("p-2", ("CONSENT_MISSING",)))] * 3
    assert after == [(("p-1", ()), ("p-2", ()))] * 3


async def test_a_transfer_that_went_meanwhile_is_no_decision(store: str) -> None:
    """However few are asked about under what was known of it."""
    async with gatekeeper(store) as gate:
        known = await gate.decide(Asking("leads", "feed", AT), ["p-1"])
        document = (await gate.clerk.register()).model_dump(by_alias=True)
        left = [one for one in document["transfers"] if one["code"] != "leads"]
        await load(gate.clerk.database, Register.model_validate({**document, "transfers": left}))

        assert known is not None
        assert await gate.decide(Asking("leads", "feed", AT), ["p-1"]) is None


async def test_what_forbids_the_transfer_forbids_everybody(store: str) -> None:
    """A contract that has ended: no person of any kind is allowed, and the whole says why."""
    async with gatekeeper(store) as gate:
        answer = await gate.ask("p-1", transfer="parcels", at=datetime(2025, 6, 1, tzinfo=UTC))
        outside = await gate.ask("p-1", at=datetime(2020, 1, 1, tzinfo=UTC))

    assert "CONTRACT_EXPIRED" in answer.whole
    assert (answer.may_be, answer.allowed) == (False, [])
    assert (outside.whole, outside.allowed) == (("BASIS_MISSING",), [])


async def test_an_item_that_the_transfer_does_not_give_forbids_everybody(store: str) -> None:
    """Whoever asks about more than was agreed on is told what is too much."""
    async with gatekeeper(store) as gate:
        more = await gate.ask("p-1", items=("address", "name", "unheard-of"))
        fewer = await gate.ask("p-1", items=("name",))

    assert (more.items_outside, more.may_be, more.allowed) == (("address", "unheard-of"), False, [])
    assert (fewer.items_outside, fewer.allowed) == ((), ["p-1"])


async def test_no_such_transfer_is_no_decision(store: str) -> None:
    """Nothing is answered, and nothing kept."""
    async with gatekeeper(store) as gate:
        answer = await gate.decide(Asking("unheard-of", "feed", AT), ["p-1"])

        assert answer is None
        assert await gate.clerk.database.rows("SELECT id FROM gate_answer") == []


async def test_what_was_decided_is_kept(store: str) -> None:
    """Who asked, of what, how many, and whose data may be provided; further persons are added to the same decision."""
    async with gatekeeper(store) as gate:
        asking = Asking("leads", "feed", AT, ("name",))
        await gate.decide(asking, ["p-1", "p-2"])
        await gate.decide(asking, ["p-3"])
        kept, further = await gate.clerk.database.rows("SELECT * FROM gate_answer ORDER BY id")

    assert (kept["decision"], kept["transfer"], kept["decided_by"]) == (asking.decision, "leads", "feed")
    assert (orjson.loads(kept["items"]), kept["asked"], kept["allowed"]) == (["name"], 2, 1)
    assert orjson.loads(kept["persons"]) == ["p-1"]
    assert (further["decision"], further["asked"], further["persons"]) == (asking.decision, 1, "[]")


async def test_what_the_gate_keeps_is_no_part_of_the_register(store: str) -> None:
    """The same register again: a file of it holds nothing of the gate, and nothing is loaded."""
    async with gatekeeper(store) as gate:
        before = await gate.clerk.register()
        await gate.ask("p-1")

        assert (await load(gate.clerk.database, before)).nothing_changed
