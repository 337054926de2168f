"""Actors and tokens over GraphQL: whom an administrator makes known, what he gives and takes, and what he may not."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from models.vocabulary import ActorKind, Role
from tests.graph.mutations.writing import Desk, writing
from tests.graph.service import token_for
from vendors import actors, tokens
from vendors.store.address import address
from vendors.store.database import opened

SAYS = {
    "registerActor": "actor { name kind roles endedAt tokens { nodes { key } } }",
    "changeActor": "actor { name kind roles endedAt }",
    "setRoles": "actor { name kind roles endedAt }",
    "endActor": "actor { name kind roles endedAt }",
    "issueToken": "secret token { key prefix name actor { name } roles narrowedTo expiresAt lastUsedAt revokedAt }",
    "revokeToken": "token { key revokedAt }",
}
TABLES = ("actor", "actor_role", "access_token", "access_token_role", "verb_answer", "ledger_event", "loading")


def document(verb: str) -> str:
    """A document of that verb, with all that its answer says."""
    kind = f"{verb[0].upper()}{verb[1:]}Input"
    return f"mutation($input: {kind}!) {{ {verb}(input: $input) {{ {SAYS[verb]} again userErrors {{ code path }} }} }}"


async def does(desk: Desk, verb: str, own_key: str = "k", /, **said: Any) -> Any:
    """What a verb is answered with."""
    noun = "token" if verb.endswith("Token") else "actor"
    return (await desk.do(document(verb), input={"idempotencyKey": own_key, noun: said}))[verb]


async def everything(place: str) -> list[Any]:
    """What is known of who enters, and what was done."""
    async with opened(address(place)) as database:
        return [await database.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES]  # noqa: S608  # ours


async def enters(place: str, secret: str) -> set[Role] | None:
    """What a token lets its holder do; `None`: it lets nobody in."""
    async with opened(address(place)) as database:
        holder = await tokens.BY_TOKEN.let_in(database, secret, datetime.now(UTC))
    return None if holder is None else set(holder.roles)


async def somebody_known(place: str, name: str, *roles: Role) -> None:
    """Make an actor known."""
    async with opened(address(place)) as database:
        await actors.create(database, name, ActorKind.PERSON, roles, datetime.now(UTC))


async def test_an_actor_is_made_known_gets_a_token_and_comes_in(place: str) -> None:
    """And loses it again, at once; the list shows him as he is then."""
    async with writing(place, Role.ADMIN) as desk:
        made = await does(desk, "registerActor", name="花子", kind="PERSON", roles=["REVIEWER", "RECORDER"])
        issued = await does(desk, "issueToken", "k-2", name="laptop", actor="花子", roles=["REVIEWER"], days=30)
        came_in = await enters(place, issued["secret"])
        revoked = await does(desk, "revokeToken", "k-3", key=issued["token"]["key"])
        listed = await desk.do("{ tokens(filter: {revoked: true}) { nodes { key actor { name } } } }")

    actor = {"name": "花子", "kind": "PERSON", "roles": ["RECORDER", "REVIEWER"], "endedAt": None}
    assert made == {"actor": {**actor, "tokens": {"nodes": []}}, "again": False, "userErrors": []}
    token = issued["token"]
    assert issued["secret"].startswith(f"{token['prefix']}_")
    assert token["prefix"] == f"teikyo_{token['key']}"
    assert (token["roles"], token["narrowedTo"], token["lastUsedAt"]) == (["REVIEWER"], ["REVIEWER"], None)
    assert token["expiresAt"] is not None
    assert came_in == {Role.REVIEWER}
    assert revoked["token"]["revokedAt"] is not None
    assert await enters(place, issued["secret"]) is None
    assert listed["tokens"]["nodes"] == [{"key": token["key"], "actor": {"name": "花子"}}]


async def test_what_an_actor_may_and_is_is_said_otherwise(place: str) -> None:
    """A token of all his roles follows, one that is narrowed does not."""
    async with writing(place, Role.ADMIN) as desk:
        await somebody_known(place, "花子", Role.REVIEWER, Role.RECORDER)
        all_ = await does(desk, "issueToken", "1", name="all", actor="花子")
        narrow = await does(desk, "issueToken", "2", name="narrow", actor="花子", roles=["REVIEWER"])
        seen = {"seen": ["RECORDER", "REVIEWER"]}
        roles = await does(desk, "setRoles", "3", name="花子", roles=["RECORDER", "EXPORTER"], **seen)
        kind = await does(desk, "changeActor", "4", name="花子", kind="PROGRAM")
        carried = [await enters(place, one["secret"]) for one in (all_, narrow)]
        ended = await does(desk, "endActor", "5", name="花子")
        again = await does(desk, "endActor", "6", name="花子")

    assert roles["actor"]["roles"] == ["EXPORTER", "RECORDER"]
    assert kind["actor"]["kind"] == "PROGRAM"
    assert carried == [{Role.EXPORTER, Role.RECORDER}, set()]
    assert ended["actor"]["endedAt"] is not None
    assert again["actor"] == ended["actor"]
    assert [await enters(place, one["secret"]) for one in (all_, narrow)] == [None, None]


async def test_a_token_s_secret_is_told_once_and_kept_nowhere(place: str) -> None:
    """The same key again names the token, without it; another input under the key is a conflict."""
    said = {"name": "script", "actor": "board"}
    async with writing(place, Role.ADMIN) as desk:
        await somebody_known(place, "board", Role.DASHBOARD)
        first = await does(desk, "issueToken", **said)
        before = await everything(place)
        again = await does(desk, "issueToken", **said)
        other = await desk.post(document("issueToken"), input={"idempotencyKey": "k", "token": {**said, "days": 3}})
        after = await everything(place)

    assert (first["again"], again["again"], again["secret"]) == (False, True, None)
    assert again["token"] == first["token"]
    assert [one["extensions"]["code"] for one in other.json()["errors"]] == ["CONFLICT"]
    assert after == before
    secret = first["secret"]
    assert secret not in str(after)
    assert secret.rpartition("_")[2] not in str(after)


REFUSED: dict[str, tuple[str, dict[str, Any], str, list[str]]] = {
    "a name that is taken": (
        "registerActor",
        {"name": "board", "kind": "PROGRAM", "roles": ["DASHBOARD"]},
        "name_taken",
        ["name"],
    ),
    "a name of one who was ended": (
        "registerActor",
        {"name": "left", "kind": "PERSON", "roles": ["DASHBOARD"]},
        "name_taken",
        ["name"],
    ),
    "a name that nobody here can have": (
        "registerActor",
        {"name": "oidc:1", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "no name": ("registerActor", {"name": " ", "kind": "PERSON", "roles": ["ADMIN"]}, "bad_name", ["name"]),
    "a name that looks like another": (
        "registerActor",
        {"name": "board\u200b", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "a name that is not composed": (
        "registerActor",
        {"name": "re\u0301mi", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "a name with a filler": (
        "registerActor",
        {"name": "board\u3164", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "a name that looks as if it were vouched for": (
        "registerActor",
        {"name": "ＯＩＤＣ:hanako", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "a name that reads backwards": (
        "registerActor",
        {"name": "\u202edraob", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "a name with a space after it": (
        "registerActor",
        {"name": "board ", "kind": "PERSON", "roles": ["ADMIN"]},
        "bad_name",
        ["name"],
    ),
    "no role": ("registerActor", {"name": "new", "kind": "PERSON", "roles": []}, "no_role", ["roles"]),
    "nobody": ("changeActor", {"name": "nobody", "kind": "PERSON"}, "unknown_entry", ["name"]),
    "one who was ended": ("changeActor", {"name": "left", "kind": "PERSON"}, "actor_ended", ["name"]),
    "roles for nobody": ("setRoles", {"name": "nobody", "roles": [], "seen": []}, "unknown_entry", ["name"]),
    "roles for one who was ended": (
        "setRoles",
        {"name": "left", "roles": ["ADMIN", "REVIEWER"], "seen": ["REVIEWER"]},
        "actor_ended",
        ["name"],
    ),
    "roles that are others by now": (
        "setRoles",
        {"name": "board", "roles": ["EXPORTER"], "seen": ["DASHBOARD", "EXPORTER"]},
        "roles_changed",
        ["seen"],
    ),
    "a role for himself": (
        "setRoles",
        {"name": "Sato", "roles": ["ADMIN", "REVIEWER"], "seen": ["ADMIN"]},
        "not_to_oneself",
        ["roles"],
    ),
    "no ADMIN left": ("setRoles", {"name": "Sato", "roles": [], "seen": ["ADMIN"]}, "last_admin", ["roles"]),
    "the end of the last ADMIN": ("endActor", {"name": "Sato"}, "last_admin", ["name"]),
    "the end of nobody": ("endActor", {"name": "nobody"}, "unknown_entry", ["name"]),
    "a token for nobody": ("issueToken", {"name": "new", "actor": "nobody"}, "unknown_entry", ["actor"]),
    "a token for one who was ended": ("issueToken", {"name": "new", "actor": "left"}, "actor_ended", ["actor"]),
    "a token of more than its actor may": (
        "issueToken",
        {"name": "new", "actor": "board", "roles": ["DASHBOARD", "REVIEWER"]},
        "role_not_held",
        ["roles"],
    ),
    "a token's name that is taken": ("issueToken", {"name": "Sato", "actor": "board"}, "name_taken", ["name"]),
    "a token of a bad name": ("issueToken", {"name": "a\nb", "actor": "board"}, "bad_name", ["name"]),
    "a token for no day": ("issueToken", {"name": "new", "actor": "board", "days": 0}, "bad_days", ["days"]),
    "a token for longer than anybody": (
        "issueToken",
        {"name": "new", "actor": "board", "days": 36_501},
        "bad_days",
        ["days"],
    ),
    "the end of no token": ("revokeToken", {"key": "nothing"}, "unknown_entry", ["key"]),
}


@pytest.mark.parametrize("what", REFUSED)
async def test_what_can_not_be_is_refused_where_a_form_shows_it(what: str, place: str) -> None:
    """In both languages; nothing is changed, and the key stays free."""
    verb, said, code, at = REFUSED[what]
    noun = "token" if verb.endswith("Token") else "actor"
    asked = document(verb).replace("code path", "code path message")
    async with writing(place, Role.ADMIN) as desk:
        await somebody_known(place, "board", Role.DASHBOARD)
        await somebody_known(place, "left", Role.REVIEWER)
        async with opened(address(place)) as database:
            await actors.end(database, "left", datetime.now(UTC))
        before = await everything(place)
        input_ = {"idempotencyKey": "k", noun: said}
        told = [(await desk.do(asked, lang, input=input_))[verb] for lang in ("en", "ja")]
        after = await everything(place)

    for answer in told:
        ((error),) = answer["userErrors"]
        assert (error["code"], error["path"]) == (code, ["input", noun, *at])
        assert not any(sign in error["message"] for sign in "{}")
        assert (answer[noun], answer["again"], answer.get("secret")) == (None, False, None)
    assert told[0]["userErrors"][0]["message"] != told[1]["userErrors"][0]["message"]
    assert after == before


async def test_a_refusal_has_the_params_that_it_speaks_of(place: str) -> None:
    """And no others: the most days of a token are nothing to somebody whose name is taken."""
    asked = document("registerActor").replace("code path", "params { name value }")
    async with writing(place, Role.ADMIN) as desk:
        said = {"name": "Sato", "kind": "PERSON", "roles": ["ADMIN"]}
        taken = await desk.do(asked, input={"idempotencyKey": "k", "actor": said})
        given = await desk.do(asked, input={"idempotencyKey": "k", "actor": {**said, "name": "佐藤　花子"}})

    assert taken["registerActor"]["userErrors"] == [{"params": [{"name": "value", "value": "Sato"}]}]
    assert given["registerActor"]["userErrors"] == []


async def test_nobody_makes_himself_a_token_of_more_than_he_came_in_with(place: str) -> None:
    """Whoever came in with a token that is narrowed gets no wider one; one as narrow he may make."""
    async with writing(place, Role.ADMIN) as desk:
        async with opened(address(place)) as database:
            await actors.create(database, "both", ActorKind.PERSON, [Role.ADMIN, Role.REVIEWER], datetime.now(UTC))
            narrow = await tokens.create(database, "narrow", [Role.ADMIN], datetime.now(UTC), actor="both")
        as_both = Desk(place, type(desk.caller)(desk.caller.client, narrow))
        before = await everything(place)
        wide = [
            await does(as_both, "issueToken", name="wide", actor="both"),
            await does(as_both, "issueToken", name="wide", actor="both", roles=["ADMIN", "REVIEWER"]),
        ]
        after = await everything(place)
        same = await does(as_both, "issueToken", name="same", actor="both", roles=["ADMIN"])
        less = await does(as_both, "setRoles", "k-2", name="both", roles=["REVIEWER"], seen=["ADMIN", "REVIEWER"])

    for answer in wide:
        assert answer["userErrors"] == [{"code": "not_to_oneself", "path": ["input", "token", "roles"]}]
    assert after == before
    assert same["token"]["roles"] == ["ADMIN"]
    assert less["actor"]["roles"] == ["REVIEWER"]


async def test_two_who_end_each_other_at_once_leave_one(place: str) -> None:
    """The last ADMIN is looked for in the transaction that takes one away."""
    async with writing(place, Role.ADMIN) as desk:
        other = Desk(place, type(desk.caller)(desk.caller.client, await token_for(place, "Suzuki", Role.ADMIN)))
        answers = await asyncio.gather(
            desk.post(document("endActor"), input={"idempotencyKey": "k", "actor": {"name": "Suzuki"}}),
            other.post(document("endActor"), input={"idempotencyKey": "k", "actor": {"name": "Sato"}}),
        )
        async with opened(address(place)) as database:
            left = [one.name for one in await actors.listed(database) if one.ended_at is None]

    done = [(answer.json().get("data") or {}).get("endActor") for answer in answers]
    assert len(left) == 1
    assert sum(one is not None and one["actor"] is not None for one in done) == 1


async def test_who_ends_himself_in_a_document_does_nothing_after_it(place: str) -> None:
    """Verbs of one document are done one after the other, each by right; what was done before stays done."""
    text = """mutation($key: String!) {
      revokeToken(input: {idempotencyKey: "1", token: {key: $key}}) { token { revokedAt } }
      registerActor(input: {idempotencyKey: "2", actor: {name: "new", kind: PERSON, roles: [ADMIN]}}) { __typename }
      registerService(input: {idempotencyKey: "3", service: {code: "mail", name: "Mail"}}) { __typename }
    }"""
    async with writing(place, Role.ADMIN, Role.RECORDER) as desk:
        key = (await desk.do("{ viewer { token } }"))["viewer"]["token"]
        answer = (await desk.post(text, key=key)).json()
        after = await desk.post("{ viewer { name } }")
        register = await desk.register()
        async with opened(address(place)) as database:
            known = [one.name for one in await actors.listed(database)]

    assert answer["data"]["revokeToken"]["token"]["revokedAt"] is not None
    assert answer["data"]["registerActor"] is answer["data"]["registerService"] is None
    told = [(one["path"], one["extensions"]["code"]) for one in answer["errors"]]
    assert told == [(["registerActor"], "FORBIDDEN"), (["registerService"], "FORBIDDEN")]
    assert after.status_code == 401
    assert known == ["Sato"]
    assert [one.code for one in register.services] == ["shop"]


async def test_a_role_given_up_in_a_document_is_gone_for_the_rest_of_it(place: str) -> None:
    """So are its verbs; who lost nothing goes on."""
    text = """mutation {
      a: registerActor(input: {idempotencyKey: "1", actor: {name: "b", kind: PROGRAM, roles: [ADMIN]}}) { again }
      b: registerService(input: {idempotencyKey: "2", service: {code: "mail", name: "Mail"}}) { written { added } }
      c: setRoles(input: {idempotencyKey: "3", actor: {name: "Sato", roles: [ADMIN], seen: [ADMIN, RECORDER]}}) {
        actor { roles }
      }
      d: registerService(input: {idempotencyKey: "4", service: {code: "chat", name: "Chat"}}) { __typename }
    }"""
    async with writing(place, Role.ADMIN, Role.RECORDER) as desk:
        answer = (await desk.post(text)).json()
        register = await desk.register()

    assert answer["data"] == {
        "a": {"again": False},
        "b": {"written": {"added": 1}},
        "c": {"actor": {"roles": ["ADMIN"]}},
        "d": None,
    }
    assert [one["path"] for one in answer["errors"]] == [["d"]]
    assert [one.code for one in register.services] == ["mail", "shop"]


async def test_a_key_that_is_none_is_refused(place: str) -> None:
    """As it is for every verb."""
    async with writing(place, Role.ADMIN) as desk:
        before = await everything(place)
        refused = await does(desk, "endActor", "", name="Sato")
        after = await everything(place)

    assert refused["userErrors"] == [{"code": "bad_idempotency_key", "path": ["input", "idempotencyKey"]}]
    assert after == before


async def test_an_actor_is_found_by_its_id_by_administrators_alone(place: str) -> None:
    """To anyone else there is no such thing; and to an administrator there is no transfer."""
    async with writing(place, Role.ADMIN) as desk:
        found = await desk.do('{ actor(name: "Sato") { id } tokens { nodes { id } } }')
        ids = [found["actor"]["id"], found["tokens"]["nodes"][0]["id"]]
        own = await desk.do("query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }", ids=ids)
        reader = Desk(place, type(desk.caller)(desk.caller.client, await token_for(place, "Suzuki", Role.REVIEWER)))
        theirs = await reader.do("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
        transfer = (await reader.do('{ transfer(code: "parcels") { id } }'))["transfer"]["id"]
        unseen = await desk.do("query($id: ID!) { node(id: $id) { id } }", id=transfer)

    types = ["Actor", "AccessToken"]
    assert own["nodes"] == [{"id": id_, "__typename": name} for id_, name in zip(ids, types, strict=True)]
    assert theirs["nodes"] == [None, None]
    assert unseen["node"] is None
