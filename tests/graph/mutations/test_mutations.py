"""Verbs over GraphQL: done one after the other, their answers read back, refusals where a form shows them."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.mutations.inputs import place_of
from graph.mutations.parts import camel
from graph.trusted import documents_of
from models.vocabulary import Role
from tests.graph.mutations.writing import Desk, writing
from tests.graph.service import token_for
from vendors import actors, tokens
from vendors.store.address import address
from vendors.store.database import opened
from vendors.verbs.table import BY_NAME, VERBS

REGISTER = """mutation($input: RegisterServiceInput!) {
  registerService(input: $input) {
    service { code name revision changedAt }
    written { added corrected removed judgedAnew again }
    userErrors { code path message params { name value } }
  }
}"""
MAIL = {"idempotencyKey": "k-1", "service": {"code": "mail", "name": "Mail"}}


async def revision(desk: Desk, noun: str, code: str) -> str:
    """The revision of an entry."""
    data = await desk.do(f'{{ {noun}(code: "{code}") {{ revision }} }}')
    return str(data[noun]["revision"])


async def test_an_entry_is_answered_as_it_is_then(place: str) -> None:
    """The node comes through the reads, with the revision that the next verb has to name."""
    async with writing(place) as desk:
        data = await desk.do(REGISTER, input=MAIL)

        found = data["registerService"]
        assert (found["service"]["code"], found["service"]["name"]) == ("mail", "Mail")
        assert found["service"]["revision"] == await revision(desk, "service", "mail")
        assert found["written"] == {"added": 1, "corrected": 0, "removed": 0, "judgedAnew": 0, "again": False}
        assert found["userErrors"] == []


async def test_a_verb_sent_again_is_answered_again(place: str) -> None:
    """And one of other input under the same key is an error, which changes nothing."""
    async with writing(place) as desk:
        first = await desk.do(REGISTER, input=MAIL)
        again = await desk.do(REGISTER, input=MAIL)
        other = (await desk.post(REGISTER, input={**MAIL, "service": {"code": "chat", "name": "Chat"}})).json()
        register = await desk.register()

    assert again["registerService"]["written"].pop("again")
    assert not first["registerService"]["written"].pop("again")
    assert again == first
    assert other["data"] == {"registerService": None}
    assert [(one["extensions"]["code"], one["path"]) for one in other["errors"]] == [("CONFLICT", ["registerService"])]
    assert [one.code for one in register.services] == ["mail", "shop"]


async def test_a_refusal_says_where_in_the_form_and_in_which_words(place: str) -> None:
    """With the code that a file of it would be refused with."""
    bad = {**MAIL, "service": {"code": "Mail", "name": "Mail"}}
    async with writing(place) as desk:
        english, japanese = [await desk.do(REGISTER, lang, input=bad) for lang in ("en", "ja")]
        register = await desk.register()

    (error,) = english["registerService"]["userErrors"]
    assert (error["code"], error["path"]) == ("bad_code", ["input", "service", "code"])
    assert error["params"] == [{"name": "value", "value": "'Mail'"}]
    assert error["message"].endswith("Write mail.")
    assert "コード" in japanese["registerService"]["userErrors"][0]["message"]
    assert english["registerService"]["service"] is english["registerService"]["written"] is None
    assert [one.code for one in register.services] == ["shop"]


async def test_a_basis_is_given_by_its_kind_and_refused_there(place: str) -> None:
    """The kind is the field that it stands in, in inputs as in the places of their faults."""
    document = """mutation($basis: LegalBasisInput!, $revision: String!) {
      replaceBasis(input: {idempotencyKey: "k", transfer: {code: "parcels", revision: $revision, basis: $basis}}) {
        transfer { bases { kind from until } }
        userErrors { code path }
      }
    }"""
    async with writing(place) as desk:
        seen = await revision(desk, "transfer", "parcels")
        wrong = await desk.do(document, basis={"consent": {"texts": ["agree"], "from": "2025-01-01"}}, revision=seen)
        done = await desk.do(document, basis={"consent": {"texts": ["agreed"], "from": "2025-01-01"}}, revision=seen)

    path = ["input", "transfer", "basis", "consent", "texts", "0"]
    assert wrong["replaceBasis"]["userErrors"] == [{"code": "unknown_reference", "path": path}]
    assert done["replaceBasis"]["transfer"]["bases"] == [
        {"kind": "OUTSOURCING", "from": "2024-04-01", "until": "2024-12-31"},
        {"kind": "CONSENT", "from": "2025-01-01", "until": None},
    ]


async def test_a_basis_with_a_wrong_value_is_refused_at_one_place_of_the_form(place: str) -> None:
    """The kind stands once in the way to it, as in the input."""
    document = """mutation($transfer: ReplaceBasisEntry!) {
      replaceBasis(input: {idempotencyKey: "k", transfer: $transfer}) { userErrors { code path } }
    }"""
    async with writing(place) as desk:
        seen = await revision(desk, "transfer", "parcels")
        basis = {"consent": {"from": "2030-01-01", "until": "2029-12-31", "texts": ["No Code"]}}
        wrong = await desk.do(document, transfer={"code": "parcels", "revision": seen, "basis": basis})

    at = ["input", "transfer", "basis", "consent"]
    assert wrong["replaceBasis"]["userErrors"] == [
        {"code": "bad_code", "path": [*at, "texts", "0"]},
        {"code": "reversed_period", "path": [*at, "until"]},
    ]


async def test_the_kind_of_a_contract_is_no_step_on_the_way_into_it(place: str) -> None:
    """Bases and contracts share words for their kinds; only a basis stands in a field that is called by its kind."""
    document = """mutation($contract: ContractInput!) {
      registerContract(input: {idempotencyKey: "k", contract: $contract}) { userErrors { code path } }
    }"""
    contract = {"code": "new", "recipient": "nobody", "kind": "OUTSOURCING", "from": "2030-01-01"}
    async with writing(place) as desk:
        wrong = await desk.do(document, contract={**contract, "amendments": [{"on": "2030-02-01", "items": ["none"]}]})

    assert [error["path"] for error in wrong["registerContract"]["userErrors"]] == [
        ["input", "contract", "amendments", "0", "items", "0"],
        ["input", "contract", "recipient"],
    ]


async def test_several_entries_are_done_together_or_not_at_all(place: str) -> None:
    """Each fault says which entry, each node stands at the place of its entry."""
    document = """mutation($services: [ServiceInput!]!) {
      registerServices(input: {idempotencyKey: "k", services: $services}) {
        services { code } written { added } userErrors { code path }
      }
    }"""
    good = [{"code": code, "name": code} for code in ("b", "a", "c")]
    async with writing(place) as desk:
        refused = await desk.do(document, services=[*good, {"code": "shop", "name": "Shop"}])
        between = await desk.register()
        done = await desk.do(document, services=good)

    assert refused["registerServices"] == {
        "services": None,
        "written": None,
        "userErrors": [{"code": "duplicate_code", "path": ["input", "services", "3", "code"]}],
    }
    assert len(between.services) == 1
    assert done["registerServices"]["services"] == [{"code": "b"}, {"code": "a"}, {"code": "c"}]


async def test_verbs_of_one_document_are_done_in_their_order(place: str) -> None:
    """The second finds what the first has done; one that is refused holds up no other."""
    document = """mutation {
      first: registerService(input: {idempotencyKey: "1", service: {code: "mail", name: "Mail"}}) { service { code } }
      again: registerService(input: {idempotencyKey: "2", service: {code: "mail", name: "Mail"}}) {
        __typename userErrors { code }
      }
      third: registerPurpose(input: {idempotencyKey: "3", purpose: {code: "mail", name: "Mail"}}) { purpose { code } }
      __typename
    }"""
    async with writing(place) as desk:
        data = await desk.do(document)

    assert data == {
        "first": {"service": {"code": "mail"}},
        "again": {"__typename": "ServicePayload", "userErrors": [{"code": "duplicate_code"}]},
        "third": {"purpose": {"code": "mail"}},
        "__typename": "Mutation",
    }


async def test_who_saw_an_older_revision_is_told_what_changed_since(place: str) -> None:
    """By whom, when, and which fields."""
    document = """mutation($revision: String!, $name: String, $key: String!) {
      correctService(input: {idempotencyKey: $key, reason: "misspelt",
                             service: {code: "shop", revision: $revision, name: $name}}) {
        service { name } userErrors { code path params { name value } }
      }
    }"""
    async with writing(place) as desk:
        seen = await revision(desk, "service", "shop")
        await desk.do(document, revision=seen, name="Store", key="1")
        stale = await desk.do(document, revision=seen, name="Mall", key="2")

    (error,) = stale["correctService"]["userErrors"]
    params = {one["name"]: one["value"] for one in error["params"]}
    assert (error["code"], error["path"]) == ("stale", ["input", "service", "revision"])
    assert (params["by"], params["fields"]) == ("Sato", "name")


async def test_what_changed_since_is_called_as_the_form_calls_it(place: str) -> None:
    """GraphQL's words, down to the field of a field; in the sentence as in its parameters."""
    correct = """mutation($contract: CorrectContractEntry!, $key: String!) {
      correctContract(input: {idempotencyKey: $key, reason: "misread", contract: $contract}) {
        written { corrected } userErrors { code message params { name value } }
      }
    }"""
    async with writing(place) as desk:
        seen = await revision(desk, "contract", "carrier-2024")
        said = {"code": "carrier-2024", "revision": seen, "autoRenews": {"months": 12, "noticeDays": 30},
                "confidentiality": {"survivesMonths": 12}, "signedOn": "2024-03-02"}  # fmt: skip
        done = await desk.do(correct, contract=said, key="1")
        stale = await desk.do(correct, contract={"code": "carrier-2024", "revision": seen, "title": "x"}, key="2")

    assert done["correctContract"]["written"] == {"corrected": 1}
    (error,) = stale["correctContract"]["userErrors"]
    params = {one["name"]: one["value"] for one in error["params"]}
    assert (error["code"], params["fields"]) == ("stale", "autoRenews, confidentiality.survivesMonths, signedOn")
    assert "Changed since then: autoRenews, confidentiality.survivesMonths, signedOn." in error["message"]


async def test_a_field_is_called_as_the_form_calls_it_in_words_too(place: str) -> None:
    """What is missing, and what was changed that day already."""
    document = """mutation($change: ChangeTransferEntry!, $key: String!) {
      changeTransfer(input: {idempotencyKey: $key, transfer: $change}) { userErrors { code message path } }
    }"""
    missing = """mutation($d: DeliveryInput!) {
      registerDelivery(input: {idempotencyKey: "m", delivery: $d}) { userErrors { code message path } }
    }"""
    async with writing(place) as desk:
        for own in (True, False):
            named = {"code": "parcels", "revision": await revision(desk, "transfer", "parcels")}
            told = await desk.do(document, change={**named, "on": "2025-01-01", "ownUse": own}, key=str(own))
        empty = {"code": " ", "transfer": "parcels", "at": "2025-01-01T00:00:00Z"}
        blank = await desk.do(missing, d=empty)

    (twice,) = told["changeTransfer"]["userErrors"]
    assert (twice["code"], twice["path"]) == ("changed_twice", ["input", "transfer", "ownUse"])
    assert twice["message"].startswith("The field 'ownUse' is changed on 2025-01-01 already.")
    assert [one["code"] for one in blank["registerDelivery"]["userErrors"]] == ["missing_field"]


async def test_a_day_in_the_wrong_order_is_told_beside_its_field(place: str) -> None:
    """The termination at its day; an amendment at the day that it says last; a dry run is refused as well."""
    document = """mutation($terminate: TerminateContractEntry!, $amend: AmendContractEntry!) {
      terminateContract(input: {idempotencyKey: "1", dryRun: true, contract: $terminate}) {
        dryRun { appearing } userErrors { code path message params { name value } }
      }
      amendContract(input: {idempotencyKey: "2", contract: $amend}) { contract { code } userErrors { code path } }
    }"""
    async with writing(place) as desk:
        named = {"code": "carrier-2024", "revision": await revision(desk, "contract", "carrier-2024")}
        amend = {**named, "on": "2024-12-01", "until": "2024-11-30"}
        answers = await desk.do(document, "ja", terminate={**named, "on": "2024-03-31"}, amend=amend)
        contract = (await desk.register()).contracts[0]

    (terminated,) = answers["terminateContract"]["userErrors"]
    assert (terminated["code"], terminated["path"]) == ("day_too_early", ["input", "contract", "on"])
    assert terminated["message"].endswith("2024-04-01 以降の日を指定してください。")
    assert {one["name"]: one["value"] for one in terminated["params"]} == {
        "value": "2024-03-31",
        "day": "2024-04-01",
        "what": "開始日",
    }
    assert answers["terminateContract"]["dryRun"] is answers["amendContract"]["contract"] is None
    assert answers["amendContract"]["userErrors"] == [
        {"code": "day_too_early", "path": ["input", "contract", "until"]},
    ]
    assert (contract.terminated_on, len(contract.amendments)) == (None, 1)


async def test_a_dry_run_tells_what_would_be(place: str) -> None:
    """Nothing is changed, and the key is free afterwards."""
    document = """mutation($revision: String!, $dry: Boolean) {
      terminateContract(input: {idempotencyKey: "k", dryRun: $dry,
                                contract: {code: "carrier-2024", revision: $revision, on: "2024-12-31"}}) {
        contract { terminatedOn }
        written { corrected }
        dryRun { appear { transfer delivery code severity from until } appearing vanishing corrected }
      }
    }"""
    async with writing(place) as desk:
        seen = await revision(desk, "contract", "carrier-2024")
        dry = await desk.do(document, revision=seen, dry=True)
        before = await desk.register()
        done = await desk.do(document, revision=seen, dry=False)

    assert dry["terminateContract"]["contract"] == {"terminatedOn": None}
    assert dry["terminateContract"]["written"] is None
    assert "CONTRACT_EXPIRED" in {one["code"] for one in dry["terminateContract"]["dryRun"]["appear"]}
    assert before.contracts[0].terminated_on is None
    assert done["terminateContract"] == {
        "contract": {"terminatedOn": "2024-12-31"},
        "written": {"corrected": 1},
        "dryRun": None,
    }


EXAMPLES: dict[str, dict[str, Any]] = {
    "Service": {"code": "mail", "name": "Mail"},
    "Purpose": {"code": "mail", "name": "Mail"},
    "Item": {"code": "phone", "name": "Phone", "sensitive": False, "kind": "PSEUDONYMISED", "source": "THIRD_PARTY"},
    "Policy": {
        "version": "v2",
        "from": "2026-01-01",
        "purposes": ["ads"],
        "jointUse": [{"users": ["carrier"], "items": ["name"], "purposes": ["ads"], "from": "2026-01-01"}],
        "optOut": [{"items": ["name"], "recipients": ["carrier"], "from": "2026-01-01"}],
    },
    "Recipient": {
        "code": "new",
        "name": "New",
        "kind": "STATE_ORGAN",
        "storedIn": ["US"],
        "equivalentMeasures": [{"kind": "GROUP_RULES", "from": "2026-01-01"}],
        "subprocessors": [{"recipient": "printer", "items": ["name"], "from": "2026-01-01"}],
        "changes": [{"on": "2026-05-01", "name": "Newer", "country": None}],
    },
    "Contract": {
        "code": "new",
        "recipient": "printer",
        "kind": "DUE_DILIGENCE",
        "from": "2026-01-01",
        "autoRenews": {"months": 12},
        "confidentiality": {"bindsStaff": True},
        "terms": ["INCIDENT_NOTICE"],
        "amendments": [{"on": "2026-05-01", "adds": ["AUDIT"], "confidentiality": None}],
    },
    "ConsentText": {
        "code": "new",
        "from": "2026-01-01",
        "items": ["name"],
        "purposes": ["ads"],
        "foreign": {"countryNamed": True},
    },
    "Transfer": {
        "code": "new",
        "service": "shop",
        "recipient": "printer",
        "items": ["name"],
        "purposes": ["ads"],
        "from": "2026-01-01",
        "changes": [{"on": "2026-05-01", "items": ["address"]}],
        "bases": [{"otherLaw": {"ground": "PUBLIC_HEALTH", "statute": "Act"}}],
    },
    "Delivery": {
        "code": "new",
        "transfer": "parcels",
        "at": "2025-06-01T10:00:00+09:00",
        "subjects": ["p-9"],
        "record": {"madeOn": "2025-06-02", "method": "CONTRACT_SUBSTITUTE", "has": ["RECIPIENT"]},
    },
    "AnonymisedRelease": {"items": ["name"], "recipients": ["printer"], "labelledOn": "2026-01-01"},
}
"""Entries to register, each with something in every part that it can have."""
ENTRIES = {
    "services": {"code": "shop"},
    "purposes": {"code": "ads"},
    "items": {"code": "address"},
    "policies": {"version": "v1"},
    "recipients": {"code": "carrier"},
    "contracts": {"code": "carrier-2024"},
    "consent_texts": {"code": "agreed"},
    "transfers": {"code": "parcels"},
    "deliveries": {"code": "d-1"},
}
"""Entries that are there, by what names them."""
SAID: dict[str, dict[str, Any]] = {
    "correctOperator": {"contact": "desk@example.jp"},
    "correctLimits": {"returnDays": 60},
    "changeRecipient": {"on": "2026-01-01", "country": "US"},
    "recordScreening": {"on": "2026-01-01"},
    "recordReview": {"on": "2026-01-01"},
    "recordEquivalentCheck": {"on": "2026-01-01"},
    "addSubprocessor": {"subprocessor": {"recipient": "printer", "from": "2026-01-01"}},
    "approveSubprocessor": {"recipient": "carrier", "approvedOn": "2026-01-01"},
    "endSubprocessor": {"recipient": "carrier", "until": "2026-01-01"},
    "addEquivalentMeasures": {"measures": {"kind": "CBPR", "from": "2026-01-01"}},
    "endEquivalentMeasures": {"kind": "CBPR", "until": "2026-01-01"},
    "amendContract": {"on": "2026-01-01", "adds": ["PURPOSE_LIMIT"], "until": None},
    "renewContract": {"renewal": {"code": "next", "from": "2025-04-01"}},
    "terminateContract": {"on": "2025-01-01"},
    "recordReturn": {"on": "2025-01-01"},
    "endConsentText": {"until": "2026-01-01"},
    "changeTransfer": {"on": "2026-01-01", "ownUse": True},
    "replaceBasis": {"basis": {"merger": {"from": "2026-01-01", "instrument": "carrier-2024"}}},
    "endTransfer": {"until": "2026-01-01"},
    "recordProvision": {"record": {"madeOn": "2024-05-02", "method": "LUMP"}},
    "recordDeletion": {"on": "2028-01-01"},
}
"""What these verbs are given to say."""
NEED = {
    "approveSubprocessor": "unknown_part",
    "endSubprocessor": "unknown_part",
    "endEquivalentMeasures": "unknown_part",
    "recordDeletion": "not_recorded",
    "removePurpose": "still_named",
    "removeItem": "still_named",
    "removeService": "still_named",
    "removeRecipient": "still_named",
    "removeContract": "still_named",
    "removeConsentText": "still_named",
    "removeTransfer": "still_named",
    "correctAnonymisedRelease": "unknown_entry",
    "removeAnonymisedRelease": "unknown_entry",
}
"""What these verbs miss in the small register, or what stands against them there."""


def given(name: str, seen: dict[str, str]) -> dict[str, Any]:
    """What a verb is given of one entry, which is there with that revision."""
    verb = BY_NAME[name]
    if name.startswith("register"):
        return EXAMPLES[name.removeprefix("register")]
    entry: dict[str, Any] = {**ENTRIES.get(verb.list_name, {}), **SAID.get(name, {})}
    if verb.list_name == "anonymised_releases":
        entry["id"] = "no id"
    elif verb.sees:
        entry["revision"] = seen[verb.list_name]
    if verb.partly and name not in SAID:
        entry["note"] = "corrected"
    return entry


@pytest.mark.parametrize("many", [False, True])
async def test_every_verb_takes_its_input_and_answers(many: bool, place: str) -> None:  # a parameter
    """Alone or for several entries: each is done, or refused for what the small register misses."""
    answers = {}
    async with writing(place) as desk:
        rows = await desk.do('{ operator { revision limits { revision } } service(code: "shop") { revision } }')
        seen = dict.fromkeys(ENTRIES, rows["service"]["revision"])
        seen |= {"operator": rows["operator"]["revision"], "limits": rows["operator"]["limits"]["revision"]}
        for verb in VERBS:
            name = verb.many if many else verb.name
            if not name:
                continue
            said = given(verb.name, seen)
            place_in = camel(place_of(verb, many=many))
            input_ = {"idempotencyKey": "k", "dryRun": True, "reason": "because", place_in: [said] if many else said}
            kind = f"{name[0].upper()}{name[1:]}Input"
            data = await desk.do(
                f"mutation($input: {kind}!) {{ it: {name}(input: $input)"
                " { userErrors { code path message } dryRun { added corrected removed } } }",
                input=input_,
            )
            answers[verb.name] = data["it"]

    refused = {name: it["userErrors"][0]["code"] for name, it in answers.items() if it["userErrors"]}
    assert refused == NEED
    assert all(sum(it["dryRun"].values()) for name, it in answers.items() if name not in NEED)
    assert len(answers) == len([verb for verb in VERBS if verb.many or not many])


async def test_a_publication_is_named_by_its_id(place: str) -> None:
    """It has no code; a corrected one has another id."""
    fields = "anonymisedRelease { id method } userErrors { code path }"
    async with writing(place) as desk:
        first = await desk.do(
            'mutation { it: registerAnonymisedRelease(input: {idempotencyKey: "1", anonymisedRelease:'
            f' {{items: ["name"], recipients: ["carrier"]}}}}) {{ {fields} }} }}'
        )
        correct = (
            "mutation($id: ID!, $key: String!) { it: correctAnonymisedRelease(input: {idempotencyKey: $key, "
            f' reason: "r", anonymisedRelease: {{id: $id, method: "by mail"}}}}) {{ {fields} }} }}'
        )
        old = first["it"]["anonymisedRelease"]["id"]
        second = await desk.do(correct, id=old, key="2")
        gone = await desk.do(correct, id=old, key="3")

    assert second["it"]["anonymisedRelease"]["method"] == "by mail"
    assert second["it"]["anonymisedRelease"]["id"] != old
    assert gone["it"]["userErrors"] == [{"code": "unknown_entry", "path": ["input", "anonymisedRelease", "id"]}]


async def test_what_a_verb_would_do_of_a_publication_is_foreseen(place: str) -> None:
    """It has no number yet to be read by, so nothing is read; nothing is done either."""
    said = "userErrors { message } written { added } anonymisedRelease { id } dryRun { added corrected removed }"
    made = f"""mutation($dry: Boolean!) {{ it: registerAnonymisedRelease(input: {{idempotencyKey: "1", dryRun: $dry,
      anonymisedRelease: {{items: ["name"], recipients: ["carrier"]}}}}) {{ {said} }} }}"""
    other = f"""mutation($id: ID!) {{
      corrected: correctAnonymisedRelease(input: {{idempotencyKey: "2", dryRun: true, reason: "a test",
        anonymisedRelease: {{id: $id, method: "by mail"}}}}) {{ {said} }}
      removed: removeAnonymisedRelease(input: {{idempotencyKey: "3", dryRun: true, reason: "a test",
        anonymisedRelease: {{id: $id}}}}) {{ {said} }} }}"""
    async with writing(place) as desk:
        foreseen = await desk.do(made, dry=True)
        done = await desk.do(made, dry=False)
        there = done["it"]["anonymisedRelease"]["id"]
        others = await desk.do(other, id=there)
        unknown = await desk.do(other, id="7")
        register = await desk.register()

    assert foreseen["it"]["anonymisedRelease"] is foreseen["it"]["written"] is None
    assert foreseen["it"]["dryRun"] == {"added": 1, "corrected": 0, "removed": 0}
    assert [one["userErrors"] for one in others.values()] == [[], []]
    assert all(sum(one["dryRun"].values()) and one["anonymisedRelease"] is None for one in others.values())
    assert {one["userErrors"][0]["message"] for one in unknown.values()} == {
        "There is no publication about anonymised information '7?'."
    }
    assert [one.method for one in register.anonymised_releases] == [None]


@pytest.mark.parametrize("how", ["revoked", "ended", "withdrawn"])
async def test_who_has_lost_his_right_writes_nothing_more(how: str, place: str) -> None:
    """From the very next request on, though his token was looked up before."""
    async with writing(place) as desk:
        await desk.do(REGISTER, input=MAIL)
        before = await desk.register()
        async with opened(address(place)) as database:
            if how == "revoked":
                await tokens.revoke(database, "Sato", datetime.now(UTC))
            elif how == "ended":
                await actors.end(database, "Sato", datetime.now(UTC))
            else:
                await actors.withdraw(database, "Sato", [Role.RECORDER])
        other = {"idempotencyKey": "k-2", "service": {"code": "other", "name": "Other"}}
        answer = await desk.post(REGISTER, input=other)
        after = await desk.register()

    assert answer.status_code == (403 if how == "withdrawn" else 401)
    assert after == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.RECORDER])
async def test_nobody_else_does_verbs(role: Role, place: str) -> None:
    """Who may not do one verb of a document does none of it."""
    async with writing(place, role) as desk:
        answer = await desk.post(REGISTER, input=MAIL)
        register = await desk.register()

    error = answer.json()["errors"][0]
    assert (answer.status_code, error["extensions"]["code"]) == (403, "FORBIDDEN")
    assert "Mutation.registerService" in error["message"]
    assert [one.code for one in register.services] == ["shop"]


@pytest.mark.parametrize(
    ("selected", "code"),
    [
        ("service { transfers { nodes { verdict } } }", "FORBIDDEN"),
        ('service { transfers(after: "nowhere") { nodes { code } } }', "BAD_CURSOR"),
        ("service { nothing }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
async def test_what_could_not_be_answered_is_not_done(selected: str, code: str, place: str) -> None:
    """A caller who may not read the answer, or asks for it wrongly, learns so before anything is changed."""
    document = REGISTER.replace("service { code name revision changedAt }", selected)
    async with writing(place) as desk:
        answer = (await desk.post(document, input=MAIL)).json()
        register = await desk.register()

    assert [one["extensions"]["code"] for one in answer["errors"]] == [code]
    assert [one.code for one in register.services] == ["shop"]


async def test_a_verb_goes_by_post(place: str) -> None:
    """A link that is followed changes nothing."""
    document = (
        'mutation { registerService(input: {idempotencyKey: "k", service: {code: "a", name: "A"}}) { __typename } }'
    )
    async with writing(place) as desk:
        answer = await desk.caller.send("GET", params={"query": document})
        register = await desk.register()

    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert [one.code for one in register.services] == ["shop"]


async def test_a_trusted_document_may_hold_verbs(place: str, tmp_path: Path) -> None:
    """It is asked for by its id, with its variables, where nothing else is answered."""
    (tmp_path / "register.graphql").write_text(REGISTER)
    async with writing(place, documents=documents_of(str(tmp_path), only=True)) as desk:
        done = await desk.caller.send(json={"documentId": "register", "variables": {"input": MAIL}})
        refused = await desk.post(REGISTER, input={**MAIL, "idempotencyKey": "k-2"})

    assert done.json()["data"]["registerService"]["service"]["name"] == "Mail"
    assert refused.json()["errors"][0]["extensions"]["code"] == "DOCUMENT_UNTRUSTED"


async def test_writing_costs_more_than_reading(place: str) -> None:
    """Each entry that is written is paid for."""
    document = """mutation($services: [ServiceInput!]!) {
      registerServices(input: {idempotencyKey: "k", services: $services}) { written { added } }
    }"""
    services = [{"code": f"s-{number}", "name": "S"} for number in range(50)]
    async with writing(place) as desk:
        answer = (await desk.post(document, services=services)).json()

    assert answer["extensions"]["cost"]["requested"] >= 50 * 100


async def test_many_write_at_once(place: str) -> None:
    """Each waits for those before him, and each verb is done."""
    async with writing(place) as desk:
        await asyncio.gather(
            *(
                desk.do(REGISTER, input={"idempotencyKey": f"k-{n}", "service": {"code": f"s-{n}", "name": "S"}})
                for n in range(20)
            )
        )
        register = await desk.register()

    assert len(register.services) == 21


async def test_another_caller_s_key_is_another_key(place: str) -> None:
    """Callers choose their keys without knowing of each other."""
    async with writing(place) as desk:
        await desk.do(REGISTER, input=MAIL)
        token = await token_for(place, "Suzuki", Role.RECORDER)
        other = Desk(place, type(desk.caller)(desk.caller.client, token))
        answer = await other.do(REGISTER, input={**MAIL, "service": {"code": "chat", "name": "Chat"}})

    assert answer["registerService"]["service"]["code"] == "chat"
