"""Requests of persons over GraphQL: a step each, answered with the request as it is then, to who may see it."""

from typing import Any

import pytest

from models.vocabulary import Role
from tests.graph.mutations.writing import Desk, writing

ANSWER = "request { code kind subject receivedOn verifiedOn decidedOn outcome reasons notifiedOn stoppedFrom }"
TYPES = {
    "receiveRequest": "ReceiveRequestInput",
    "verifyIdentity": "VerifyIdentityInput",
    "investigateRequest": "InvestigateRequestInput",
    "decideRequest": "DecideRequestInput",
    "notifyRequest": "NotifyRequestInput",
}
MENDING = {"correctRequest": "CorrectRequestInput", "removeRequest": "RemoveRequestInput"}
RECEIVED = {"code": "r-1", "subject": "p-1", "kind": "STOP_OF_PROVISION", "on": "2024-07-01"}


async def does(desk: Desk, verb: str, lang: str = "en", **said: Any) -> Any:
    """What a verb is answered with."""
    text = (
        f"mutation($input: {(TYPES | MENDING)[verb]}!) {{ {verb}(input: $input)"
        f" {{ {ANSWER} again userErrors {{ code path message params {{ name value }} }} }} }}"
    )
    given = {"idempotencyKey": f"{verb} {sorted(said)}"}
    if verb in MENDING:
        given["reason"] = said.pop("reason")
    data = await desk.do(text, lang, input={**given, "request": said})
    return data[verb]


async def test_a_request_is_received_and_answered_and_its_stop_is_in_the_register(place: str) -> None:
    """Each step answers with the request as it is then; the ledger tells who did which."""
    async with writing(place, Role.REVIEWER) as desk:
        received = await does(desk, "receiveRequest", **RECEIVED)
        await does(desk, "verifyIdentity", code="r-1", on="2024-07-02", identity="by the account")
        await does(desk, "investigateRequest", code="r-1", on="2024-07-03", found="no consent")
        decided = await does(desk, "decideRequest", code="r-1", on="2024-07-04", outcome="ACCEPTED")
        notified = await does(desk, "notifyRequest", code="r-1", on="2024-07-05")
        history = '{ request(code: "r-1") { history { nodes { verb actor } } } }'
        told = (await desk.do(history))["request"]["history"]["nodes"]
        (stop,) = (await desk.register()).stops

    nothing = dict.fromkeys(("verifiedOn", "decidedOn", "outcome", "notifiedOn", "stoppedFrom"))
    said = {"code": "r-1", "kind": "STOP_OF_PROVISION", "subject": "p-1", "receivedOn": "2024-07-01", "reasons": []}
    assert received == {"request": {**said, **nothing}, "again": False, "userErrors": []}
    assert decided["request"]["outcome"] == "ACCEPTED"
    assert decided["request"]["stoppedFrom"] is not None
    assert notified["request"] == {**decided["request"], "notifiedOn": "2024-07-05"}
    assert stop.subject == "p-1"
    assert told == [{"verb": verb, "actor": "Sato"} for verb in TYPES]


@pytest.mark.parametrize("lang", ["en", "ja"])
async def test_what_a_form_is_refused_for_stands_beside_its_field(lang: str, place: str) -> None:
    """With the code, the place, and words in the language that was asked for."""
    async with writing(place, Role.REVIEWER) as desk:
        await does(desk, "receiveRequest", **RECEIVED)
        answer = await does(desk, "decideRequest", lang, code="r-1", on="2024-07-04", outcome="REFUSED")

    (error,) = answer["userErrors"]
    assert answer["request"] is None
    assert (error["code"], error["path"]) == ("no_lawful_reason", ["input", "request", "reasons"])
    assert ("法定" in error["message"]) == (lang == "ja")


async def test_a_recorder_receives_and_does_not_decide(place: str) -> None:
    """Who decides is a reviewer; who only looks after dashboards sees how far it is, and not whose."""
    async with writing(place, Role.RECORDER) as desk:
        received = await does(desk, "receiveRequest", **RECEIVED)
        text = 'mutation { decideRequest(input: {idempotencyKey: "k", request: {code: "r-1", on: "2024-07-04",'
        refused = await desk.post(f"{text} outcome: WITHDRAWN}}}}) {{ again }} }}")

    assert received["request"]["subject"] == "p-1"
    assert [one["extensions"]["code"] for one in refused.json()["errors"]] == ["FORBIDDEN"]


async def test_what_was_recorded_wrongly_is_mended_and_taken_out(place: str) -> None:
    """The request is answered as it is then; what was taken out is no more, and is not again found by its code."""
    asking = '{ request(code: "r-1") { suitFrom history { nodes { verb reason } } } }'
    async with writing(place, Role.REVIEWER) as desk:
        await does(desk, "receiveRequest", **RECEIVED)
        before = await desk.do(asking)
        corrected = await does(desk, "correctRequest", code="r-1", on="2024-06-30", subject="p-2", reason="mistyped")
        after = await desk.do(asking)
        refused = await does(desk, "correctRequest", code="r-1", kind="DELETION", reason="as p-2 says")
        removed = await does(desk, "removeRequest", code="r-1", reason="no request")
        gone = await desk.do(asking)

    assert (before["request"]["suitFrom"], after["request"]["suitFrom"]) == ("2024-07-16", "2024-07-15")
    assert (corrected["request"]["subject"], corrected["request"]["receivedOn"]) == ("p-2", "2024-06-30")
    assert after["request"]["history"]["nodes"][-1] == {"verb": "correctRequest", "reason": "mistyped"}
    assert [one["code"] for one in refused["userErrors"]] == ["reason_tells_who"]
    assert removed == {"request": None, "again": False, "userErrors": []}
    assert gone == {"request": None}


async def test_a_recorder_corrects_and_does_not_take_out(place: str) -> None:
    """A request that is gone is answered to nobody, so that a reviewer decides on it."""
    async with writing(place, Role.RECORDER) as desk:
        await does(desk, "receiveRequest", **RECEIVED)
        corrected = await does(desk, "correctRequest", code="r-1", kind="DELETION", reason="read wrongly")
        text = 'mutation { removeRequest(input: {idempotencyKey: "k", reason: "x", request: {code: "r-1"}}) { again } }'
        refused = await desk.post(text)

    assert corrected["request"]["kind"] == "DELETION"
    assert [one["extensions"]["code"] for one in refused.json()["errors"]] == ["FORBIDDEN"]


async def test_an_unanswered_request_is_found_on_the_days_on_which_it_is(place: str) -> None:
    """Received on 1 July: from 1 August on, until the day before the person is told."""
    asking = (
        "query($on: Date!) { requests(filter: {on: $on, overdue: true}) { nodes { code findings(on: $on)"
        " { code title(language: JA) cites severity from until } } } }"
    )
    async with writing(place, Role.REVIEWER) as desk:
        await does(desk, "receiveRequest", **RECEIVED)
        days = ("2024-07-31", "2024-08-01", "2026-01-01")
        before, first, later = [(await desk.do(asking, on=day))["requests"]["nodes"] for day in days]
        await does(desk, "decideRequest", code="r-1", on="2024-09-01", outcome="WITHDRAWN")
        closed = (await desk.do(asking, on="2024-09-01"))["requests"]["nodes"]
        ended = (await desk.do(asking, on="2024-08-31"))["requests"]["nodes"]

    finding = {
        "code": "REQUEST_UNANSWERED",
        "title": "本人の請求に回答していない",
        "cites": ["APPI 33-36", "Policy 6"],
        "severity": "WARNING",
        "from": "2024-08-01",
        "until": None,
    }
    assert (before, closed) == ([], [])
    assert first == later == [{"code": "r-1", "findings": [finding]}]
    assert ended == [{"code": "r-1", "findings": [{**finding, "until": "2024-08-31"}]}]
