"""Each verb does one thing to one entry, and leaves every earlier day its facts, or says why not."""

from datetime import date
from typing import Any

import pytest

from tests.vendors.verbs.clerk import clerk
from vendors.register.documents import entry_document
from vendors.register.entries.register import Register
from vendors.verbs.refusals import VerbRefused


def said(register: Register, list_name: str, code: str) -> dict[str, Any]:
    """An entry of the register, as its file has it."""
    (entry,) = (one for one in getattr(register, list_name) if one.code == code)
    return entry_document(entry)


async def test_a_change_holds_from_its_day_on(store: str) -> None:
    """What it does not name stays as it is; what it makes null is absent from then on."""
    async with clerk(store) as one:
        await one.do("changeTransfer", {"code": "parcels", "on": "2025-01-01", "items": ["name"], "contract": None})
        register = await one.register()

    changed = {"on": "2025-01-01", "items": ["name"], "contract": None}
    assert said(register, "transfers", "parcels")["changes"] == [changed]
    assert said(register, "transfers", "parcels")["items"] == ["address", "name"]


async def test_a_contract_is_renewed_as_it_was_amended(store: str) -> None:
    """Parties, terms and limits go on; what belongs to the old one alone does not."""
    async with clerk(store) as one:
        renewal = {"code": "carrier-2025", "from": "2025-04-01", "until": "2026-03-31", "purposes": None}
        done = await one.do("renewContract", {"code": "carrier-2024", "renewal": renewal})
        register = await one.register()

    assert done.entries == (("contracts", "carrier-2025"),)
    assert said(register, "contracts", "carrier-2025") == {
        "code": "carrier-2025",
        "recipient": "carrier",
        "kind": "outsourcing",
        "from": "2025-04-01",
        "until": "2026-03-31",
        "renews": "carrier-2024",
        "confidentiality": {},
        "terms": ["incident_notice", "safeguards"],
        "items": ["address"],
    }


async def test_a_contract_is_renewed_once(store: str) -> None:
    """The second renewal is refused at the contract that it renews."""
    async with clerk(store) as one:
        renewal = {"code": "carrier-2025", "from": "2025-04-01"}
        await one.do("renewContract", {"code": "carrier-2024", "renewal": renewal})
        again = await one.refused("renewContract", {"code": "carrier-2024", "renewal": renewal | {"code": "other"}})

    assert again == [("renewed_twice", ("entry", "code"))]


async def test_a_basis_gives_way_to_another_from_a_day_on(store: str) -> None:
    """The one in force ends the day before; the new one lasts as long as that one would have."""
    async with clerk(store) as one:
        basis = {"kind": "consent", "texts": ["agreed"], "from": "2025-01-01"}
        await one.do("replaceBasis", {"code": "parcels", "basis": basis})
        await one.do("replaceBasis", {"code": "parcels", "basis": {"kind": "outsourcing", "from": "2025-02-01"}})
        register = await one.register()

    assert said(register, "transfers", "parcels")["bases"] == [
        {"kind": "outsourcing", "until": "2024-12-31"},
        {"kind": "consent", "from": "2025-01-01", "until": "2025-01-31", "texts": ["agreed"]},
        {"kind": "outsourcing", "from": "2025-02-01"},
    ]


async def test_a_basis_replaced_on_its_first_day_is_gone(store: str) -> None:
    """Nothing ever rested on it."""
    async with clerk(store) as one:
        await one.do("replaceBasis", {"code": "parcels", "basis": {"kind": "other_law", "from": "2024-04-01"}})
        register = await one.register()

    assert said(register, "transfers", "parcels")["bases"] == [{"kind": "other_law", "from": "2024-04-01"}]


async def test_a_basis_that_reaches_into_the_next_one_overlaps_it(store: str) -> None:
    """It is refused as it would be in a file."""
    async with clerk(store) as one:
        await one.do("replaceBasis", {"code": "parcels", "basis": {"kind": "other_law", "from": "2025-01-01"}})
        basis = {"kind": "other_law", "from": "2024-06-01", "until": "2025-01-01"}
        refused = await one.refused("replaceBasis", {"code": "parcels", "basis": basis})

    assert refused == [("overlapping_bases", ("entry", "basis"))]


async def test_what_happens_to_a_contract_is_recorded_once(store: str) -> None:
    """Termination and return have a day; another day is a correction."""
    async with clerk(store) as one:
        for verb in ("terminateContract", "recordReturn"):
            await one.do(verb, {"code": "carrier-2024", "on": "2024-12-31"})
            await one.do(verb, {"code": "carrier-2024", "on": "2024-12-31"})
            refused = await one.refused(verb, {"code": "carrier-2024", "on": "2025-01-31"})
            assert refused == [("recorded_already", ("entry", "on"))]
        register = await one.register()

    contract = said(register, "contracts", "carrier-2024")
    assert (contract["terminated_on"], contract["returned_on"]) == ("2024-12-31", "2024-12-31")


@pytest.mark.parametrize(
    ("verb", "field"),
    [("recordScreening", "screenings"), ("recordReview", "reviews"), ("recordEquivalentCheck", "equivalent_checks")],
)
async def test_what_was_checked_is_added_to_what_was_checked_before(verb: str, field: str, store: str) -> None:
    """A day is there once, however often it is said."""
    async with clerk(store) as one:
        for _ in range(2):
            await one.do(verb, {"code": "carrier", "on": "2025-01-01"})
        register = await one.register()

    before = ["2024-01-01"] if field == "screenings" else []
    assert said(register, "recipients", "carrier")[field] == [*before, "2025-01-01"]


async def test_work_is_entrusted_further_approved_and_ended(store: str) -> None:
    """The one that has no end yet is meant, unless a first day says which."""
    async with clerk(store) as one:
        for start in ("2024-04-01", "2024-08-01"):
            work = {"recipient": "printer", "work": "labels", "items": ["name"], "from": start}
            await one.do("addSubprocessor", {"code": "carrier", "subprocessor": work})
            refused = await one.refused("endSubprocessor", {"code": "carrier", "recipient": "name", "until": start})
            assert refused == [("unknown_part", ("entry", "recipient"))]
            if start == "2024-04-01":
                await one.do("endSubprocessor", {"code": "carrier", "recipient": "printer", "until": "2024-07-31"})
        approved = {"code": "carrier", "recipient": "printer", "approved_on": "2024-07-01", "from": "2024-08-01"}
        await one.do("approveSubprocessor", approved)
        register = await one.register()

    assert [
        (one["from"], one.get("until"), one.get("approved_on"))
        for one in said(register, "recipients", "carrier")["subprocessors"]
    ] == [("2024-04-01", "2024-07-31", None), ("2024-08-01", None, "2024-07-01")]


async def test_nobody_works_for_himself_in_the_end(store: str) -> None:
    """A circle of sub-processors is refused where it is closed."""
    async with clerk(store) as one:
        given = {"recipient": "printer", "from": "2024-04-01"}
        await one.do("addSubprocessor", {"code": "carrier", "subprocessor": given})
        back = {"code": "printer", "subprocessor": given | {"recipient": "carrier"}}
        refused = await one.refused("addSubprocessor", back)

    assert [code for code, _ in refused] == ["subprocessor_cycle"]


async def test_equivalent_measures_begin_and_end(store: str) -> None:
    """They are named by their kind."""
    async with clerk(store) as one:
        await one.do("addEquivalentMeasures", {"code": "carrier", "measures": {"kind": "cbpr", "from": "2024-04-01"}})
        await one.do("endEquivalentMeasures", {"code": "carrier", "kind": "cbpr", "until": "2025-03-31"})
        register = await one.register()

    there = said(register, "recipients", "carrier")["equivalent_measures"]
    assert there == [{"kind": "cbpr", "from": "2024-04-01", "until": "2025-03-31"}]


async def test_a_provision_record_is_made_once_and_deleted_once(store: str) -> None:
    """It can't be deleted before it is made."""
    async with clerk(store) as one:
        early = await one.refused("recordDeletion", {"code": "d-1", "on": "2028-01-01"})
        record = {"made_on": "2024-05-02", "method": "individual", "has": ["recipient", "date"]}
        await one.do("recordProvision", {"code": "d-1", "record": record})
        await one.do("recordDeletion", {"code": "d-1", "on": "2028-01-01"})
        again = await one.refused("recordDeletion", {"code": "d-1", "on": "2028-02-01"})
        register = await one.register()

    assert (early, again) == ([("not_recorded", ("entry",))], [("recorded_already", ("entry", "on"))])
    assert said(register, "deliveries", "d-1")["record"]["deleted_on"] == "2028-01-01"


async def test_a_delivery_keeps_the_persons_that_it_lists(store: str) -> None:
    """They stand in rows of their own, and a verb that says nothing of them leaves them there."""
    async with clerk(store) as one:
        await one.do("correctDelivery", {"code": "d-2", "note": "by van"}, reason="it was missing")
        register = await one.register()

    assert said(register, "deliveries", "d-2")["subjects"] == ["p-1", "p-2"]


async def test_what_ends_has_a_last_day(store: str) -> None:
    """Also where another last day was planned."""
    async with clerk(store) as one:
        for until in ("2026-03-31", "2025-12-31"):
            await one.do("endTransfer", {"code": "parcels", "until": until})
            await one.do("endConsentText", {"code": "agreed", "until": until})
        refused = await one.refused("endTransfer", {"code": "parcels", "until": "2024-03-31"})
        register = await one.register()

    assert refused == [("reversed_period", ("entry", "until"))]
    assert register.transfers[0].until == register.consent_texts[0].until == date(2025, 12, 31)


async def test_operator_and_limits_are_corrected(store: str) -> None:
    """There is one of each, so nothing names it."""
    async with clerk(store) as one:
        await one.do("correctOperator", {"name": "ACME", "country": None}, reason="misspelt")
        await one.do("correctLimits", {"record_days": 14}, reason="as decided")
        register = await one.register()

    assert (register.operator.name, register.operator.country, register.limits.record_days) == ("ACME", None, 14)


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../../etc/passwd", "asia/tokyo"])
async def test_a_time_zone_that_there_is_not_is_refused(zone: str, store: str) -> None:
    """In the field that names it, though the days of the other entries depend on it."""
    async with clerk(store) as one:
        refused = await one.refused("correctOperator", {"time_zone": zone}, reason="moved")

    assert refused == [("bad_time_zone", ("entry", "time_zone"))]


async def test_what_is_named_is_not_removed(store: str) -> None:
    """By entries of the register, or by what persons said: each is told."""
    async with clerk(store) as one:
        refused = {
            name: await one.refused(f"remove{name}", {"code": code}, reason="gone")
            for name, code in (("Service", "shop"), ("Contract", "carrier-2024"), ("Transfer", "parcels"),
                               ("ConsentText", "agreed"), ("Item", "address"), ("Recipient", "carrier"))
        }  # fmt: skip

    assert {code for found in refused.values() for code, _ in found} == {"still_named"}
    assert all(refused.values())
    assert refused["Service"] == [("still_named", ("entry", "code"))]


async def test_of_many_who_name_it_a_few_are_told_and_the_rest_counted(store: str) -> None:
    """One refusal for each entry that was to be removed, however many name it and how often each does."""
    services = [{"code": f"s-{number}", "name": "S"} for number in range(25)]
    transfers = [
        {"code": f"t-{number:02}", "service": "shop", "recipient": "printer", "items": ["name"], "purposes": ["ads"],
         "from": "2025-01-01", "changes": [{"on": "2025-02-01", "items": ["name", "address"]}]}
        for number in range(12)
    ]  # fmt: skip
    deliveries = [
        {"code": f"e-{number}", "transfer": "t-00", "at": "2025-01-02T10:00:00+09:00", "subject_count": 1}
        for number in range(1_010)
    ]
    async with clerk(store) as one:
        await one.do("registerService", *services, many=True)
        await one.do("registerTransfer", *transfers, many=True)
        await one.do("registerDelivery", *deliveries[:1000], many=True)
        await one.do("registerDelivery", *deliveries[1000:], many=True)
        found = []
        for verb, code in (("removeItem", "address"), ("removeTransfer", "t-00")):
            with pytest.raises(VerbRefused) as refused:
                await one.do(verb, {"code": code}, reason="gone")
            (reason,) = refused.value.refusals
            told = len(str(reason.params["by"]).split(", "))
            found.append((reason.code, told, reason.params["more"], reason.message("en").split(". ")[-1]))
        await one.do("removeTransfer", {"code": "t-01"}, reason="gone")
        many = await one.refused("removeService", {"code": "shop"}, {"code": "s-1"}, {"code": "s-2"}, {"code": "s-3"},
                                 many=True, reason="gone")  # fmt: skip

    # The contract and the transfer of the small register name the item, too.
    assert found[0] == ("still_named", 10, 4, "4 more name it.")
    assert found[1] == ("still_named", 10, 990, "At least 990 more name it.")
    assert many == [("still_named", ("entries", 0, "code"))]


async def test_all_that_names_each_other_is_removed_at_once(store: str) -> None:
    """A bulk form is looked at as a whole."""
    async with clerk(store) as one:
        await one.do("removeDelivery", {"code": "d-1"}, {"code": "d-2"}, many=True, reason="a test")
        await one.do("removeTransfer", {"code": "parcels"}, reason="a test")
        register = await one.register()

    assert (register.deliveries, register.transfers) == ((), ())


async def test_a_transfer_keeps_the_items_that_were_delivered(store: str) -> None:
    """A correction that takes one away is refused, and says which delivery stands against it."""
    async with clerk(store) as one:
        refused = await one.refused("correctTransfer", {"code": "parcels", "items": ["address"]}, reason="wrong")

    assert refused == [("item_not_in_transfer", ("entry", "items"))]


async def test_faults_of_a_bulk_form_say_which_entry(store: str) -> None:
    """All of them, and nothing is done."""
    async with clerk(store) as one:
        given = [
            {"code": "a", "name": "A"},
            {"code": "A", "name": ""},
            {"code": "shop", "name": "Shop"},
            {"code": "a", "name": "A"},
        ]
        refused = await one.refused("registerService", *given, many=True)

    assert refused == [
        ("bad_code", ("entries", 1, "code")),
        ("missing_field", ("entries", 1, "name")),
        ("duplicate_code", ("entries", 2, "code")),
        ("duplicate_code", ("entries", 3, "code")),
    ]


async def test_a_bulk_form_takes_a_thousand_entries(store: str) -> None:
    """And not one more, nor none."""
    async with clerk(store) as one:
        given = [{"code": f"s-{number}", "name": "S"} for number in range(1001)]
        assert await one.refused("registerService", *given, many=True) == [("too_many_entries", ("entries",))]
        assert await one.refused("registerService", many=True) == [("no_entry", ("entries",))]
        done = await one.do("registerService", *given[:1000], many=True)

    assert (len(done.entries), done.changed.added) == (1000, 1000)


async def test_several_verbs_on_one_entry_are_done_in_turn(store: str) -> None:
    """The second finds what the first left."""
    async with clerk(store) as one:
        given = [{"code": "carrier", "on": day} for day in ("2025-01-01", "2025-02-01")]
        await one.do("recordReview", *given, many=True)
        register = await one.register()

    assert said(register, "recipients", "carrier")["reviews"] == ["2025-01-01", "2025-02-01"]


async def test_a_correction_says_why(store: str) -> None:
    """Blanks are no reason, nor are signs, or letters that nobody sees."""
    async with clerk(store) as one:
        for reason in (None, " ", "\u3000\n", "\u200b", "-", "…"):
            refused = await one.refused("correctService", {"code": "shop", "name": "Store"}, reason=reason)
            assert refused == [("no_reason", ("reason",))]


async def test_a_change_that_names_a_day_alone_is_refused(store: str) -> None:
    """A form that was sent empty changes nothing; null, or a remark, says something."""
    async with clerk(store) as one:
        for verb, code in (
            ("changeTransfer", "parcels"),
            ("changeRecipient", "carrier"),
            ("amendContract", "carrier-2024"),
        ):
            named = {"code": code, "on": "2025-01-01"}
            assert await one.refused(verb, named) == [("changes_nothing", ("entry",))]
            await one.do(verb, {**named, "note": "as agreed by telephone"})
        empty = {"code": "carrier-2024", "on": "2025-02-01", "adds": [], "removes": []}
        assert await one.refused("amendContract", empty) == [("changes_nothing", ("entry",))]
        await one.do("amendContract", {**empty, "until": None})


async def test_who_saw_an_older_revision_is_refused(store: str) -> None:
    """And is told who changed it since; one who did not look is not."""
    async with clerk(store) as one:
        seen = await one.revision("services", "shop")
        await one.do("correctService", {"code": "shop", "revision": seen, "name": "Store"}, reason="a", by="Sato")
        stale = await one.refused("correctService", {"code": "shop", "revision": seen, "name": "Mall"}, reason="b")
        with pytest.raises(VerbRefused) as refused:
            await one.do("correctService", {"code": "shop", "revision": seen, "name": "Mall"}, reason="b")
        last = await one.revision("services", "shop")
        await one.do("correctService", {"code": "shop", "revision": last, "name": "Mall"}, reason="c")

    params = refused.value.refusals[0].params
    assert stale == [("stale", ("entry", "revision"))]
    assert (params["by"], params["revision"], params["fields"]) == ("Sato", last, ("name",))


async def test_what_is_not_there_is_refused_by_its_name(store: str) -> None:
    """Wherever it is named."""
    async with clerk(store) as one:
        missing = await one.refused("endTransfer", {"code": "parcel", "until": "2026-01-01"})
        wrong = await one.refused("changeTransfer", {"code": "parcels", "on": "2025-01-01", "contract": "carrier-2025"})
        release = await one.refused("removeAnonymisedRelease", {"id": "7"}, reason="gone")

    assert missing == [("unknown_entry", ("entry", "code"))]
    assert wrong == [("unknown_reference", ("entry", "contract"))]
    assert release == [("unknown_entry", ("entry", "id"))]


async def test_what_changes_nothing_writes_nothing(store: str) -> None:
    """It is no change, so it is not recorded as one."""
    async with clerk(store) as one:
        seen = await one.revision("services", "shop")
        done = await one.do("correctService", {"code": "shop", "name": "Shop"}, reason="the same")

        assert (done.changed.nothing_changed, done.entries) == (True, (("services", "shop"),))
        assert await one.revision("services", "shop") == seen


async def test_publications_without_a_name_are_told_apart_by_what_they_say(store: str) -> None:
    """Saying one twice is saying it once; one that is corrected is another."""
    async with clerk(store) as one:
        said = {"items": ["name"], "recipients": ["carrier"]}
        for _ in range(2):
            await one.do("registerAnonymisedRelease", said)
        await one.do("registerAnonymisedRelease", said | {"method": "by mail"})
        rows = await one.database.rows("SELECT id, method FROM anonymised_release ORDER BY id")
        by_mail = next(str(row["id"]) for row in rows if row["method"])
        await one.do("correctAnonymisedRelease", {"id": by_mail, "method": None}, reason="the same one")
        register = await one.register()

    assert len(rows) == 2
    assert [entry_document(one) for one in register.anonymised_releases] == [said]
