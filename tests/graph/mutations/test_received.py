"""Data received over GraphQL: a verb each, answered with the receipt as it is then, to who may see it."""

from typing import Any

from graph.app import create_app
from models.vocabulary import Role
from tests.graph.mutations.writing import Desk, writing
from tests.graph.service import calling, token_for
from vendors.store.address import address

ANSWER = (
    "receivedProvision { code provider providerKind name address representative basis receivedOn items subjectCount"
    " subjectsListed confirmedOn providerMethod circumstances circumstancesMethod required revision"
    " record { madeOn method has deletedOn } receivedRecord { holds has receivedOn dueOn keptUntil carriedBy { code } }"
    " findings(ever: true) { cause because from until } }"
)
RECEIVED: dict[str, Any] = {
    "code": "in-1",
    "on": "2024-07-01",
    "provider": "acme",
    "providerKind": "COMPANY",
    "name": "アクメ",
    "basis": "OPT_OUT",
    "items": ["氏名"],
    "subjects": ["p-1", "p-2"],
}
CONFIRMED: dict[str, Any] = {
    "code": "in-1",
    "on": "2024-07-03",
    "providerMethod": "DECLARATION",
    "address": "東京都",
    "representative": "代表",
    "circumstances": "名簿の購入",
    "circumstancesMethod": "DOCUMENTS",
}
HAS = ["PROVIDER", "ADDRESS", "REPRESENTATIVE", "CIRCUMSTANCES", "SUBJECTS", "ITEMS", "DATE", "PUBLICATION"]
RECORDED: dict[str, Any] = {"code": "in-1", "on": "2024-07-10", "method": "INDIVIDUAL", "has": HAS}


async def does(desk: Desk, verb: str, lang: str = "en", reason: str | None = None, **said: Any) -> Any:
    """What a verb is answered with."""
    text = (
        f"mutation($input: {verb[0].upper()}{verb[1:]}Input!) {{ {verb}(input: $input)"
        f" {{ {ANSWER} again userErrors {{ code path message params {{ name value }} }} }} }}"
    )
    given: dict[str, Any] = {"idempotencyKey": f"{verb} {hash(str(said))}", "received": said}
    return (await desk.do(text, lang, input={**given, **({"reason": reason} if reason else {})}))[verb]


async def test_data_is_received_confirmed_recorded_and_corrected(place: str) -> None:
    """Each verb answers with the receipt as it is then, and with what rule 35 says; the ledger tells who did which."""
    async with writing(place) as desk:
        registered = await does(desk, "registerReceivedProvision", **RECEIVED)
        confirmed = await does(desk, "confirmReceivedProvision", **CONFIRMED)
        recorded = await does(desk, "recordReceivedProvision", **RECORDED)
        deleted = await does(desk, "recordReceivedDeletion", code="in-1", on="2024-08-01")
        change: dict[str, Any] = {"code": "in-1", "revision": "4", "confirmedOn": "2024-07-01", "recordDeletedOn": None}
        corrected = await does(desk, "correctReceivedProvision", reason="typed wrongly", **change)
        again = await does(desk, "correctReceivedProvision", reason="typed wrongly", **change)
        history = '{ receivedProvision(code: "in-1") { history { nodes { verb actor reason } } } }'
        told = (await desk.do(history))["receivedProvision"]["history"]["nodes"]

    late = {"cause": "CONFIRMATION", "because": "CONTRARY", "from": "2024-07-01", "until": "2024-07-02"}
    assert registered["userErrors"] == []
    first = registered["receivedProvision"]
    assert (first["providerKind"], first["subjectCount"], first["subjectsListed"]) == ("COMPANY", 2, True)
    assert [one["cause"] for one in first["findings"]] == ["CONFIRMATION", "RECORD"]
    assert first["receivedRecord"] == {
        "holds": HAS,
        "has": [],
        "receivedOn": "2024-07-01",
        "dueOn": "2024-07-08",
        "keptUntil": None,
        "carriedBy": None,
    }
    assert confirmed["receivedProvision"]["address"] == "東京都"
    assert confirmed["receivedProvision"]["findings"][0] == late
    assert recorded["receivedProvision"]["findings"] == [
        late,
        {"cause": "RECORD", "because": "CONTRARY", "from": "2024-07-09", "until": "2024-07-09"},
    ]
    assert recorded["receivedProvision"]["receivedRecord"]["keptUntil"] == "2027-07-10"
    assert recorded["receivedProvision"]["receivedRecord"]["carriedBy"] == {"code": "in-1"}
    assert deleted["receivedProvision"]["findings"][-1]["cause"] == "RECORD_KEEPING"
    assert corrected["receivedProvision"]["record"] == {
        "madeOn": "2024-07-10",
        "method": "INDIVIDUAL",
        "has": HAS,
        "deletedOn": None,
    }
    assert [one["cause"] for one in corrected["receivedProvision"]["findings"]] == ["RECORD"]
    assert again == {**corrected, "again": True}
    assert told[-1] == {"verb": "correctReceivedProvision", "actor": "Sato", "reason": "typed wrongly"}
    assert len(told) == 5


async def test_what_a_form_is_refused_for_stands_beside_its_field(place: str) -> None:
    """With the code, the place, and words in the language that was asked for; of the receipt, or of the reason."""
    async with writing(place) as desk:
        await does(desk, "registerReceivedProvision", **RECEIVED)
        both = await does(desk, "registerReceivedProvision", "ja", **{**RECEIVED, "code": "in-2", "subjectCount": 2})
        stale = await does(desk, "correctReceivedProvision", reason="x", code="in-1", revision="7", items=["x"])
        wordless = await does(desk, "correctReceivedProvision", reason=" ", code="in-1", revision="1", items=["x"])
        count = (await desk.do("{ receivedProvisions { totalCount } }"))["receivedProvisions"]["totalCount"]

    errors = [answer["userErrors"] for answer in (both, stale, wordless)]
    assert [(one["code"], one["path"]) for (one,) in errors] == [
        ("listed_and_counted", ["input", "received", "subjectCount"]),
        ("stale", ["input", "received", "revision"]),
        ("no_reason", ["input", "reason"]),
    ]
    assert "一覧か人数" in both["userErrors"][0]["message"]
    assert count == 1


async def test_what_is_missing_is_found_on_the_days_on_which_it_is(place: str) -> None:
    """Received on 1 July and confirmed on the 3rd: from the 1st until the 2nd, and never before or after."""
    asking = (
        "query($on: Date!) { receivedProvisions(filter: {on: $on, broken: true, cause: CONFIRMATION}) { nodes { code"
        " findings(on: $on) { code title(language: JA) cites severity cause } } } }"
    )
    async with writing(place, Role.REVIEWER) as desk:
        await does(desk, "registerReceivedProvision", **RECEIVED)
        await does(desk, "confirmReceivedProvision", **CONFIRMED)
        days = ("2024-06-30", "2024-07-01", "2024-07-02", "2024-07-03")
        found = [(await desk.do(asking, on=day))["receivedProvisions"]["nodes"] for day in days]

    finding = {
        "code": "RECEIPT_CHECK_MISSING",
        "title": "第三者から提供を受けたデータの確認・記録がない",
        "cites": ["APPI 30", "Rules 22-25"],
        "severity": "WARNING",
        "cause": "CONFIRMATION",
    }
    there = [{"code": "in-1", "findings": [finding]}]
    assert found == [[], there, there, []]


async def test_a_dashboard_sees_what_is_missing_and_nobody(place: str) -> None:
    """Not the third party, which may be a person, nor whose data it is; and it does no verb."""
    async with writing(place) as recorder:
        await does(recorder, "registerReceivedProvision", **RECEIVED)
    token = await token_for(place, "board", Role.DASHBOARD)
    async with calling(create_app(address(place)), token) as caller:
        desk = Desk(place, caller)
        seen = await desk.do("{ receivedProvisions { nodes { code items subjectCount findings { cause } } } }")
        for closed in ("name", "address", "representative", "circumstances", "history { totalCount }"):
            refused = await desk.post(f"{{ receivedProvisions {{ nodes {{ {closed} }} }} }}")
            assert {one["extensions"]["code"] for one in refused.json()["errors"]} == {"FORBIDDEN"}, closed
        for closed in ('receivedProvisions(filter: {subject: "p-1"})', 'receivedRecords(subject: "p-1")'):
            refused = await desk.post(f"{{ {closed} {{ totalCount }} }}")
            assert {one["extensions"]["code"] for one in refused.json()["errors"]} == {"FORBIDDEN"}, closed

    assert seen["receivedProvisions"]["nodes"][0]["subjectCount"] == 2


async def test_the_records_of_a_persons_data_received_are_those_that_can_be_asked_for(place: str) -> None:
    """Needed by law, listing him, and kept (APPI 33(5)); what was received without a duty is none of them."""
    asking = '{ receivedRecords(subject: "p-1") { nodes { received { code } receivedOn name circumstances } } }'
    async with writing(place, Role.REVIEWER) as desk:
        others: dict[str, Any] = {
            "in-1": {},
            "in-2": {"basis": "OUTSOURCING"},
            "in-3": {"subjects": ["p-2"]},
            "in-4": {"basis": "CONSENT", "on": "2018-06-01"},
        }
        for code, said in others.items():
            whole: dict[str, Any] = {**RECEIVED, "code": code, **said}
            await does(desk, "registerReceivedProvision", **whole)
        await does(desk, "recordReceivedProvision", **{**RECORDED, "code": "in-4", "on": "2018-06-02"})
        before = (await desk.do(asking))["receivedRecords"]["nodes"]
        await does(desk, "recordReceivedDeletion", code="in-4", on="2022-01-01")
        after = (await desk.do(asking))["receivedRecords"]["nodes"]

    first = {"received": {"code": "in-1"}, "receivedOn": "2024-07-01", "name": "アクメ", "circumstances": None}
    assert before == [{**first, "received": {"code": "in-4"}, "receivedOn": None}, first]
    assert after == [first]
