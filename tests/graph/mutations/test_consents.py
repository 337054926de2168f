"""Consents over GraphQL: given, taken back, read by those who may see persons, and shown to the person."""

import json
from typing import Any
from uuid import uuid4

import pytest

from models.vocabulary import Role
from tests.graph.mutations.writing import Desk, writing
from tests.vendors.consents.recorder import ON_CONSENT
from vendors.ledger.verifying import verify
from vendors.store.address import address
from vendors.store.database import opened

GIVEN = {"text": "agreed", "subject": "p-3", "givenAt": "2024-06-30T23:59:59.999999+00:00"}
TAKEN = {"text": "agreed", "subject": "p-1", "withdrawnAt": "2024-06-01T00:00:00+00:00"}
CONSENT = "id text { code } subject givenAt withdrawnAt"
REST = (
    "written { added corrected judgedAnew again } userErrors { code path message }"
    " dryRun { appear { delivery code } vanish { delivery code } appearing vanishing added corrected judgedAnew }"
)
PLACES = {
    "giveConsent": "consent",
    "giveConsents": "consents",
    "withdrawConsent": "withdrawal",
    "withdrawConsents": "withdrawals",
}


async def does(desk: Desk, verb: str, said: Any, key: str = "", lang: str = "en", **more: Any) -> Any:
    """What a verb is answered with; under a key of its own, unless one is given."""
    node = "consent" if verb == "giveConsent" else "consents"
    text = (
        f"mutation($input: {verb[0].upper()}{verb[1:]}Input!)"
        f" {{ {verb}(input: $input) {{ {node} {{ {CONSENT} }} {REST} }} }}"
    )
    given = {"idempotencyKey": key or uuid4().hex, PLACES[verb]: said, **more}
    return (await desk.do(text, lang, input=given))[verb]


async def test_a_consent_is_given_and_taken_back(place: str) -> None:
    """Each is answered with the consent as it is then, and with how many deliveries are judged otherwise."""
    async with writing(place, Role.RECORDER, register=ON_CONSENT) as desk:
        given = await does(desk, "giveConsent", GIVEN)
        taken = await does(desk, "withdrawConsent", TAKEN)

    assert given["consent"] == {
        "id": given["consent"]["id"],
        "text": {"code": "agreed"},
        "subject": "p-3",
        "givenAt": GIVEN["givenAt"],
        "withdrawnAt": None,
    }
    assert given["written"] == {"added": 1, "corrected": 0, "judgedAnew": 1, "again": False}
    (consent,) = taken["consents"]
    assert (consent["subject"], consent["withdrawnAt"]) == ("p-1", "2024-06-01T00:00:00+00:00")
    assert taken["written"] == {"added": 0, "corrected": 1, "judgedAnew": 1, "again": False}
    async with opened(address(place)) as database:
        (one, other) = await database.rows("SELECT verb, actor, list FROM ledger_event ORDER BY id DESC LIMIT 2")
        assert dict(other) == {"verb": "giveConsent", "actor": "Sato", "list": "consents"}
        assert dict(one) == {"verb": "withdrawConsent", "actor": "Sato", "list": "withdrawals"}
        await verify(database)


async def test_several_are_given_and_taken_back_at_once(place: str) -> None:
    """In the order of the input; a withdrawal without a moment answers with each consent that it takes back."""
    several = [
        {**GIVEN, "subject": who, "givenAt": f"2024-02-0{day}T00:00:00+00:00"}
        for who, day in (("b", 2), ("a", 1), ("b", 1))
    ]
    async with writing(place, Role.REVIEWER, register=ON_CONSENT) as desk:
        given = await does(desk, "giveConsents", several)
        assert given["userErrors"] == []
        taken = await does(desk, "withdrawConsents", [{**TAKEN, "subject": "b"}, {**TAKEN, "subject": "a"}])

    assert [(one["subject"], one["givenAt"]) for one in given["consents"]] == [
        (one["subject"], one["givenAt"]) for one in several
    ]
    assert [one["subject"] for one in taken["consents"]] == ["b", "b", "a"]
    assert {one["id"] for one in taken["consents"]} == {one["id"] for one in given["consents"]}


async def test_the_same_key_does_nothing_twice(place: str) -> None:
    """It is answered again, as it is now; with another input it is refused."""
    async with writing(place, Role.RECORDER, register=ON_CONSENT) as desk:
        first = await does(desk, "giveConsent", GIVEN, "key")
        await does(desk, "withdrawConsent", {**TAKEN, "subject": "p-3", "withdrawnAt": "2024-08-01T00:00:00+00:00"})
        again = await does(desk, "giveConsent", GIVEN, "key")
        text = "mutation($input: GiveConsentInput!) { giveConsent(input: $input) { written { again } } }"
        other = {"idempotencyKey": "key", "consent": {**GIVEN, "subject": "p-4"}}
        refused = (await desk.post(text, input=other)).json()
        assert len((await desk.register()).consents) == 2

    assert again["written"] == {**first["written"], "again": True}
    assert again["consent"] == {**first["consent"], "withdrawnAt": "2024-08-01T00:00:00+00:00"}
    assert [one["extensions"]["code"] for one in refused["errors"]] == ["CONFLICT"]


@pytest.mark.parametrize("lang", ["en", "ja"])
async def test_each_entry_is_refused_beside_its_field_and_nothing_is_done(lang: str, place: str) -> None:
    """All of them or none; the key stays free."""
    wrong = [GIVEN, {**GIVEN, "text": "other"}, GIVEN]
    async with writing(place, Role.RECORDER, register=ON_CONSENT) as desk:
        before = await desk.register()
        refused = await does(desk, "giveConsents", wrong, "key", lang)
        late = await does(desk, "withdrawConsent", {**TAKEN, "givenAt": "2024-01-01T00:00:00+00:00"}, "key", lang)
        too_many = await does(desk, "giveConsents", [GIVEN] * 1_001, "key", lang)
        none = await does(desk, "withdrawConsents", [], "key", lang)
        assert await desk.register() == before
        done = await does(desk, "giveConsents", [GIVEN], "key", lang)

    assert [(one["code"], one["path"]) for one in refused["userErrors"]] == [
        ("unknown_reference", ["input", "consents", "1", "text"]),
        ("given_twice", ["input", "consents", "2", "givenAt"]),
    ]
    assert all(("。" in one["message"]) is (lang == "ja") for one in refused["userErrors"])
    assert (refused["consents"], refused["written"]) == (None, None)
    assert [(one["code"], one["path"]) for one in late["userErrors"]] == [
        ("no_consent", ["input", "withdrawal", "givenAt"])
    ]
    assert [one["code"] for one in too_many["userErrors"]] == ["too_many_entries"]
    assert [(one["code"], one["path"]) for one in none["userErrors"]] == [("no_entry", ["input", "withdrawals"])]
    assert done["written"]["added"] == 1


async def test_what_would_be_is_told_and_nothing_is_done(place: str) -> None:
    """The findings that would appear and vanish, and what a refusal would be for."""
    async with writing(place, Role.RECORDER, register=ON_CONSENT) as desk:
        before = await desk.register()
        taken = await does(desk, "withdrawConsent", TAKEN, dryRun=True)
        refused = await does(desk, "withdrawConsent", {**TAKEN, "subject": "p-9"}, dryRun=True)
        assert await desk.register() == before

    assert taken["dryRun"] == {
        "appear": [{"delivery": "l-1", "code": "CONSENT_WITHDRAWN"}],
        "vanish": [],
        "appearing": 1,
        "vanishing": 0,
        "added": 0,
        "corrected": 1,
        "judgedAnew": 1,
    }
    assert (taken["consents"], taken["written"], taken["userErrors"]) == (None, None, [])
    assert [one["code"] for one in refused["userErrors"]] == ["no_consent"]
    assert refused["dryRun"] is None


async def test_what_a_person_said_is_read_by_those_who_may_see_persons(place: str) -> None:
    """In the order in which it was given, page by page, and each by its id."""
    text = (
        'query($after: String) { consents(subject: "p-3", first: 1, after: $after)'
        " { totalCount pageInfo { endCursor } nodes { id givenAt recordedAt withdrawalRecordedAt } } }"
    )
    async with writing(place, Role.REVIEWER, register=ON_CONSENT) as desk:
        await does(desk, "giveConsents", [GIVEN, {**GIVEN, "givenAt": "2024-02-01T00:00:00+00:00", "guardian": True}])
        first = (await desk.do(text))["consents"]
        second = (await desk.do(text, after=first["pageInfo"]["endCursor"]))["consents"]
        one = await desk.do(
            "query($id: ID!) { consent(id: $id) { guardian } node(id: $id) { id } }", id=first["nodes"][0]["id"]
        )

    assert first["totalCount"] == 2
    assert [one["givenAt"] for page in (first, second) for one in page["nodes"]] == [
        "2024-02-01T00:00:00+00:00",
        GIVEN["givenAt"],
    ]
    assert first["nodes"][0]["withdrawalRecordedAt"] is None
    assert one == {"consent": {"guardian": True}, "node": {"id": first["nodes"][0]["id"]}}


async def test_nobody_else_sees_persons_or_says_anything_of_them(place: str) -> None:
    """Neither who looks after dashboards, nor who exports, nor who manages tokens."""
    withdrawing = (
        'mutation { withdrawConsent(input: {idempotencyKey: "k", withdrawal: {text: "agreed", subject: "p-1",'
        ' withdrawnAt: "2024-06-01T00:00:00Z"}}) { __typename } }'
    )
    async with writing(place, Role.DASHBOARD, Role.EXPORTER, Role.ADMIN, register=ON_CONSENT) as desk:
        for text in ('{ consents(subject: "p-1") { totalCount } }', withdrawing):
            answer = (await desk.post(text)).json()
            assert {one["extensions"]["code"] for one in answer["errors"]} == {"FORBIDDEN"}
        assert all(one.withdrawn_at is None for one in (await desk.register()).consents)


async def test_a_receipt_has_the_text_as_it_was_and_where_the_ledger_has_the_consent(place: str) -> None:
    """Whatever is recorded of the text afterwards."""
    receipt = (
        "receipt { operator { name } text { code expressed } wording { entry } subject givenAt withdrawnAt recordedAt"
        " event { sequence list key entry } }"
    )
    async with writing(place, Role.RECORDER, register=ON_CONSENT) as desk:
        given = (await does(desk, "giveConsent", GIVEN))["consent"]
        changed = (
            'mutation { correctConsentText(input: {idempotencyKey: "k", reason: "typo", consentText: {code: "agreed",'
            ' revision: "1", expressed: null}}) { userErrors { code } } }'
        )
        assert await desk.do(changed) == {"correctConsentText": {"userErrors": []}}
        shown = (await desk.do(f"query($id: ID!) {{ consent(id: $id) {{ {receipt} }} }}", id=given["id"]))["consent"][
            "receipt"
        ]

    assert json.loads(shown["wording"]["entry"])["expressed"] is True
    assert shown["text"] == {"code": "agreed", "expressed": None}
    assert shown["operator"] == {"name": "ACME Japan"}
    assert (shown["event"]["list"], json.loads(shown["event"]["entry"])["persons"]) == ("consents", 1)
