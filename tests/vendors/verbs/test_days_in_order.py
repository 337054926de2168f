"""Nothing ends before it begins, and nothing happens where nothing is: a verb that says so is refused, at its day."""

from typing import Any

import pytest

from tests.vendors.verbs.clerk import Clerk, clerk
from vendors.register.read import read_register
from vendors.verbs.refusals import Refusal, VerbRefused

REGISTER = """
register: 1
operator: {name: ACME Japan, country: JP}
services: [{code: shop, name: Shop}]
purposes: [{code: delivery, name: Delivery}]
items: [{code: name, name: Name}]
recipients:
  - {code: carrier, name: Carrier, kind: company, country: JP,
     subprocessors: [{recipient: driver, from: 2024-04-01}], equivalent_measures: [{kind: cbpr, from: 2024-04-01}]}
  - {code: driver, name: Driver, kind: company, country: JP}
contracts:
  - {code: old, recipient: carrier, kind: outsourcing, from: 2024-04-01, until: 2025-03-31}
  - {code: new, recipient: carrier, kind: outsourcing, from: 2025-04-01, renews: old,
     amendments: [{on: 2025-10-01, until: 2027-03-31}]}
consent_texts: [{code: agreed, from: 2024-04-01, items: [name], purposes: [delivery], expressed: true}]
transfers:
  - {code: parcels, service: shop, recipient: carrier, contract: old, items: [name], purposes: [delivery],
     from: 2024-04-01, until: 2026-03-31, changes: [{on: 2025-04-01, contract: new}],
     bases: [{kind: outsourcing, until: 2025-03-31}, {kind: outsourcing, from: 2025-04-01}]}
deliveries:
  - {code: d-1, transfer: parcels, at: "2024-05-01T10:00:00+09:00", subject_count: 3,
     record: {made_on: 2024-05-02, method: individual}}
"""

LAW = {"kind": "other_law"}
RENEWAL = {"code": "third", "until": "2099-03-31"}
REFUSED: dict[str, tuple[str, dict[str, Any], str, tuple[str | int, ...]]] = {
    "terminated before it begins": (
        *("terminateContract", {"code": "old", "on": "2024-03-31"}, "day_too_early", ("on",)),
    ),
    "returned before it begins": ("recordReturn", {"code": "old", "on": "2024-03-31"}, "day_too_early", ("on",)),
    "amended before it begins": (
        *("amendContract", {"code": "old", "on": "2024-03-31", "adds": ["audit"]}, "day_too_early", ("on",)),
    ),
    "amended to end before the amendment": (
        *("amendContract", {"code": "old", "on": "2025-01-01", "until": "2024-12-31"}, "day_too_early", ("until",)),
    ),
    "renewed before the renewed one begins": (
        "renewContract",
        {"code": "new", "renewal": {**RENEWAL, "from": "2025-03-31"}},
        *("day_too_early", ("renewal", "from")),
    ),
    "renewed to end before it begins": (
        "renewContract",
        {"code": "new", "renewal": {**RENEWAL, "from": "2026-04-01", "until": "2026-03-31"}},
        *("reversed_period", ("renewal", "until")),
    ),
    "a transfer changed before it begins": (
        *("changeTransfer", {"code": "parcels", "on": "2024-03-31", "mixed": True}, "day_too_early", ("on",)),
    ),
    "a transfer changed after its end": (
        *("changeTransfer", {"code": "parcels", "on": "2026-04-01", "mixed": True}, "day_too_late", ("on",)),
    ),
    "a basis from before the transfer": (
        "replaceBasis",
        {"code": "parcels", "basis": {**LAW, "from": "2024-03-31"}},
        *("day_too_early", ("basis", "from")),
    ),
    "a basis from after the transfer": (
        "replaceBasis",
        {"code": "parcels", "basis": {**LAW, "from": "2026-04-01"}},
        *("day_too_late", ("basis", "from")),
    ),
    "a basis that ends before it begins": (
        "replaceBasis",
        {"code": "parcels", "basis": {**LAW, "from": "2025-06-01", "until": "2025-05-31"}},
        *("reversed_period", ("basis", "until")),
    ),
    "a transfer ended before it begins": (
        *("endTransfer", {"code": "parcels", "until": "2024-03-31"}, "reversed_period", ("until",)),
    ),
    "a text ended before it begins": (
        *("endConsentText", {"code": "agreed", "until": "2024-03-31"}, "reversed_period", ("until",)),
    ),
    "a sub-processor ended before it begins": (
        "endSubprocessor",
        {"code": "carrier", "recipient": "driver", "until": "2024-03-31"},
        *("reversed_period", ("until",)),
    ),
    "measures ended before they begin": (
        "endEquivalentMeasures",
        {"code": "carrier", "kind": "cbpr", "until": "2024-03-31"},
        *("reversed_period", ("until",)),
    ),
    "a record deleted before it is made": (
        *("recordDeletion", {"code": "d-1", "on": "2024-05-01"}, "day_too_early", ("on",)),
    ),
    "a contract registered as ended before it begins": (
        "registerContract",
        {"code": "x", "recipient": "carrier", "kind": "provision", "from": "2024-04-01", "terminated_on": "2024-03-31"},
        *("day_too_early", ("terminated_on",)),
    ),
    "a contract corrected to begin after an amendment's end": (
        *("correctContract", {"code": "new", "from": "2027-04-01"}, "day_too_early", ("from",)),
    ),
    "a contract corrected to begin after its renewal": (
        *("correctContract", {"code": "old", "from": "2025-04-02", "until": None}, "day_too_late", ("from",)),
    ),
    "a contract corrected to begin before the one that it renews": (
        *("correctContract", {"code": "new", "from": "2024-03-31"}, "day_too_early", ("from",)),
    ),
    "a transfer corrected to begin after its end": (
        *("correctTransfer", {"code": "parcels", "from": "2026-04-01"}, "reversed_period", ("from",)),
    ),
    "a transfer corrected to have a basis before it": (
        "correctTransfer",
        {"code": "parcels", "bases": [{**LAW, "until": "2024-03-31"}]},
        *("day_too_early", ("bases", 0, "until")),
    ),
    "a transfer corrected to have a basis after it": (
        "correctTransfer",
        {"code": "parcels", "bases": [{**LAW, "from": "2026-04-01"}]},
        *("day_too_late", ("bases", 0, "from")),
    ),
}
"""What is refused for a day in the wrong order, by one day: the verb, its input, the code, and the place."""


async def done(one: Clerk, verb: str, given: dict[str, Any]) -> None:
    """Do a verb, with a reason where it wants one."""
    await one.do(verb, given, reason="as it was" if verb.startswith("correct") else None)


async def test_a_day_in_the_wrong_order_is_refused_where_it_is_said(store: str) -> None:
    """With the day up to which, or from which on, it would be accepted; nothing is changed."""
    async with clerk(store, REGISTER) as one:
        for why, (verb, given, code, path) in REFUSED.items():
            found = await one.refused(verb, given, reason="as it was")
            assert found == [(code, ("entry", *path))], why


ACCEPTED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("recordReturn", {"code": "old", "on": "2024-04-01"}),
    ("amendContract", {"code": "old", "on": "2024-04-01", "adds": ["audit"]}),
    ("amendContract", {"code": "old", "on": "2025-01-01", "until": "2025-01-01"}),
    ("terminateContract", {"code": "old", "on": "2024-04-01"}),
    ("correctContract", {"code": "old", "from": "2024-03-31"}),
    ("renewContract", {"code": "new", "renewal": {**RENEWAL, "from": "2025-04-01", "until": "2025-04-01"}}),
    ("correctContract", {"code": "new", "from": "2024-03-31"}),
    ("changeTransfer", {"code": "parcels", "on": "2024-04-01", "mixed": True}),
    ("changeTransfer", {"code": "parcels", "on": "2026-03-31", "mixed": False}),
    ("replaceBasis", {"code": "parcels", "basis": {**LAW, "from": "2024-04-01"}}),
    ("replaceBasis", {"code": "parcels", "basis": {**LAW, "from": "2026-03-31", "until": "2026-03-31"}}),
    ("endTransfer", {"code": "parcels", "until": "2024-04-01"}),
    ("endConsentText", {"code": "agreed", "until": "2024-04-01"}),
    ("endSubprocessor", {"code": "carrier", "recipient": "driver", "until": "2024-04-01"}),
    ("endEquivalentMeasures", {"code": "carrier", "kind": "cbpr", "until": "2024-04-01"}),
    ("recordDeletion", {"code": "d-1", "on": "2024-05-02"}),
)
"""The same on the first or last day on which each can be, one after the other."""


async def test_the_first_and_the_last_day_are_accepted(store: str) -> None:
    """Also where a day that is planned comes to lie outside: it is cut off, as by a transfer's earlier end."""
    async with clerk(store, REGISTER) as one:
        for verb, given in ACCEPTED:
            await done(one, verb, given)
        register = await one.register()

    assert str(register.transfers[0].until) == "2024-04-01"
    assert [str(change.on) for change in register.transfers[0].changes] == ["2024-04-01", "2025-04-01", "2026-03-31"]


async def test_an_amendment_after_the_termination_is_refused(store: str) -> None:
    """On the last day in force it is taken; one that was planned before stays, and never comes to hold."""
    amendment = {"code": "new", "adds": ["audit"]}
    async with clerk(store, REGISTER) as one:
        await one.do("terminateContract", {"code": "new", "on": "2025-09-30"})
        late = await one.refused("amendContract", {**amendment, "on": "2025-10-02"})
        await one.do("amendContract", {**amendment, "on": "2025-09-30"})
        register = await one.register()

    assert late == [("day_too_late", ("entry", "on"))]
    (contract,) = (one for one in register.contracts if one.code == "new")
    assert [str(amendment.on) for amendment in contract.amendments] == ["2025-09-30", "2025-10-01"]


async def test_contracts_that_are_registered_together_are_looked_at_together(store: str) -> None:
    """One renews the other, whichever stands first."""
    given = {"recipient": "carrier", "kind": "provision"}
    async with clerk(store, REGISTER) as one:
        refused = await one.refused(
            "registerContract",
            {"code": "b", "renews": "a", "from": "2029-12-31", **given},
            {"code": "a", "from": "2030-01-01", **given},
            many=True,
        )

    assert refused == [("day_too_early", ("entries", 0, "from"))]


async def test_what_a_file_says_in_the_wrong_order_is_no_fault_of_another_verb(store: str) -> None:
    """A file holds what was recorded. It is refused where the days themselves are said anew, and not before."""
    odd = REGISTER.replace("until: 2025-03-31}\n", "until: 2025-03-31, terminated_on: 2024-03-01}\n", 1)
    assert read_register(odd.encode()).contracts[1].terminated_on is not None
    async with clerk(store, odd) as one:
        await done(one, "correctContract", {"code": "old", "note": "looked at"})
        await one.do("amendContract", {"code": "new", "on": "2025-05-01", "adds": ["audit"]})
        refused = await one.refused("correctContract", {"code": "old", "from": "2024-04-02"}, reason="x")

    assert refused == [("day_too_early", ("entry", "from"))]


@pytest.mark.parametrize(
    ("verb", "given", "words"),
    [
        (
            "terminateContract",
            {"code": "old", "on": "2024-03-31"},
            (
                "2024-03-31 lies before its first day, 2024-04-01. Accepted are 2024-04-01 and later days.",
                "2024-03-31 は開始日（2024-04-01）より前です。2024-04-01 以降の日を指定してください。",
            ),
        ),
        (
            "changeTransfer",
            {"code": "parcels", "on": "2026-04-01", "mixed": True},
            (
                "2026-04-01 lies after its last day, 2026-03-31. Accepted are 2026-03-31 and earlier days.",
                "2026-04-01 は終了日（2026-03-31）より後です。2026-03-31 以前の日を指定してください。",
            ),
        ),
    ],
)
async def test_the_refusal_says_what_would_be_accepted(
    verb: str, given: dict[str, Any], words: tuple[str, str], sqlite_store: str
) -> None:
    """In both languages, without the words of a file's lines."""
    async with clerk(sqlite_store, REGISTER) as one:
        with pytest.raises(VerbRefused) as refused:
            await one.do(verb, given)

    (reason,) = refused.value.refusals
    assert isinstance(reason, Refusal)
    assert (reason.message("en"), reason.message("ja")) == words
