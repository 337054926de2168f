"""Actors and tokens managed by somebody who may: each verb is done once for each key, in one transaction.

What is done to them is what commands do (`vendors.actors`, `vendors.tokens`). Here it is not whoever can open the
database who does it, so there are things that he may not: give himself what he came in without, or take ADMIN from the
last who holds it. Who may do what is no part of the register; so none of this is on its ledger.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from typing import Any

from models.vocabulary import ActorKind, Role
from vendors import actors, tokens
from vendors.store.connection import Connection, Row
from vendors.store.database import Database
from vendors.store.refusals import Refusal as StoreRefusal
from vendors.store.refusals import StoreRefused
from vendors.verbs.keys import Key
from vendors.verbs.once import done_once
from vendors.verbs.refusals import TEXTS, Refusal, VerbRefused

ACTOR, TOKEN = "actor", "token"
NOUNS = {ACTOR: {"en": "actor", "ja": "アクター"}, TOKEN: {"en": "token", "ja": "トークン"}}
Given = Mapping[str, Any]
"""What the input says of the actor or token: plain data."""


@dataclass(frozen=True)
class Managed:
    """What was done."""

    named: str
    """The name of the actor, or the key of the token, that the verb answers with."""
    secret: str | None = None
    """The text of the token that was made, told this once: nothing that can be read again holds it."""
    again: bool = False
    """Whether it was done before, and is only answered again; without the secret."""


@dataclass(frozen=True)
class Doing:
    """One verb while it is done: by whom, when, and of what."""

    connection: Connection
    noun: str
    said: Given
    by: tokens.Holder
    now: datetime

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the input names."""
        return frozenset(Role(role) for role in self.said.get("roles") or ())

    def refused(self, code: str, field: str, **params: Any) -> VerbRefused:
        """The refusal of what the input says in a field."""
        return VerbRefused([Refusal(code, (self.noun, field), {name: _told(value) for name, value in params.items()})])

    async def actor(self, field: str = "name") -> Row:
        """The actor that a field names; refused is one that is unknown or was ended."""
        with self.as_refusals(field):
            return await actors.active(self.connection, self.said[field])

    def check_not_to_oneself(self, name: str, roles: Iterable[Role]) -> None:
        """Refuse that he gives roles to himself, save those that he came in with."""
        more = frozenset(roles) - self.by.roles if name == self.by.name else frozenset[Role]()
        if more:
            raise self.refused("not_to_oneself", "roles", roles=more)

    async def check_not_last(self, row: Row, field: str) -> None:
        """Refuse that ADMIN is taken from the last who holds it."""
        if not await actors.of_another(self.connection, Role.ADMIN, row):
            raise self.refused("last_admin", field, value=row["name"])

    @contextmanager
    def as_refusals(self, whose: str = "name") -> Iterator[None]:
        """Tell what the store refuses at the field that it is about; `whose` is the one that names the actor."""
        try:
            yield
        except StoreRefused as refused:
            if refused.refusal not in _TOLD:
                raise
            code, field = _TOLD[refused.refusal]
            field = field or whose
            value = self.said.get(field)
            told = {"value": value, "list": NOUNS[TOKEN if field == "key" else ACTOR], "limit": tokens.LONGEST_LIFE}
            if code == "role_not_held":
                told |= {"value": refused.params["name"], "roles": refused.params["roles"]}
            spoken_of = {name.partition("[")[0] for _, name, _, _ in Formatter().parse(TEXTS[code]["en"]) if name}
            raise self.refused(code, field, **{name: told[name] for name in told if name in spoken_of}) from refused


_TOLD: Mapping[StoreRefusal, tuple[str, str]] = {
    StoreRefusal.BAD_NAME: ("bad_name", "name"),
    StoreRefusal.NAME_TAKEN: ("name_taken", "name"),
    StoreRefusal.ACTOR_KNOWN: ("name_taken", "name"),
    StoreRefusal.NO_ROLE: ("no_role", "roles"),
    StoreRefusal.NO_SUCH_ACTOR: ("unknown_entry", ""),
    StoreRefusal.ACTOR_ENDED: ("actor_ended", ""),
    StoreRefusal.ROLE_NOT_HELD: ("role_not_held", "roles"),
    StoreRefusal.BAD_EXPIRY: ("bad_days", "days"),
    StoreRefusal.NO_SUCH_NAME: ("unknown_entry", "key"),
}
"""What the store refuses, as a form is told it: the code, and the field; empty: the one that names the actor."""


def _told(value: Any) -> Any:
    return ", ".join(sorted(value)) or "—" if isinstance(value, frozenset) else value


async def _register_actor(doing: Doing) -> Managed:
    with doing.as_refusals():
        if await actors.named(doing.connection, doing.said["name"]) is not None:
            raise StoreRefused(StoreRefusal.ACTOR_KNOWN, name=doing.said["name"])
        kind = ActorKind(doing.said["kind"])
        row = await actors.made(doing.connection, doing.said["name"], kind, doing.roles, doing.now)
    return Managed(row["name"])


async def _change_actor(doing: Doing) -> Managed:
    row = await doing.actor()
    await actors.changed(doing.connection, row, ActorKind(doing.said["kind"]))
    return Managed(row["name"])


async def _set_roles(doing: Doing) -> Managed:
    row = await doing.actor()
    held, seen = await actors.roles_of(doing.connection, row["id"]), frozenset(map(Role, doing.said["seen"]))
    if held != seen:
        raise doing.refused("roles_changed", "seen", value=row["name"], roles=held)
    doing.check_not_to_oneself(row["name"], doing.roles - held)
    if Role.ADMIN in held - doing.roles:
        await doing.check_not_last(row, "roles")
    await actors.given(doing.connection, row, doing.roles - held)
    await actors.taken(doing.connection, row, held - doing.roles)
    return Managed(row["name"])


async def _end_actor(doing: Doing) -> Managed:
    with doing.as_refusals():
        row = await actors.known(doing.connection, doing.said["name"])
    if row["ended_at"] is None and Role.ADMIN in await actors.roles_of(doing.connection, row["id"]):
        await doing.check_not_last(row, "name")
    await actors.ended(doing.connection, row, doing.now)
    return Managed(row["name"])


async def _issue_token(doing: Doing) -> Managed:
    name, days = doing.said["name"], doing.said.get("days")
    row = await doing.actor("actor")
    doing.check_not_to_oneself(row["name"], doing.roles or await actors.roles_of(doing.connection, row["id"]))
    with doing.as_refusals("actor"):
        tokens.check(name, days)
        return Managed(*await tokens.made(doing.connection, row, name, doing.roles, doing.now, days))


async def _revoke_token(doing: Doing) -> Managed:
    with doing.as_refusals():
        await tokens.revoked(doing.connection, doing.said["key"], doing.now)
    return Managed(doing.said["key"])


@dataclass(frozen=True)
class AccessVerb:
    """A verb on actors or tokens."""

    noun: str
    do: Callable[[Doing], Awaitable[Managed]]


VERBS: Mapping[str, AccessVerb] = {
    "registerActor": AccessVerb(ACTOR, _register_actor),
    "changeActor": AccessVerb(ACTOR, _change_actor),
    "setRoles": AccessVerb(ACTOR, _set_roles),
    "endActor": AccessVerb(ACTOR, _end_actor),
    "issueToken": AccessVerb(TOKEN, _issue_token),
    "revokeToken": AccessVerb(TOKEN, _revoke_token),
}
"""The verbs by their names, as callers know them."""


async def managed(database: Database, verb: str, said: Given, by: tokens.Holder, key: str, now: datetime) -> Managed:
    """Do a verb, unless it was done under that key before: then answer as then, but for the secret.

    Raises `VerbRefused`, `RightsLost`, and `KeyTaken` where something else was done under the key.
    """
    how = VERBS[verb]

    async def do(connection: Connection) -> Managed:
        return await how.do(Doing(connection, how.noun, said, by, now))

    kept = Key(by.name, key, [verb, said])
    done = await done_once(database, kept, by, now, do, lambda done: {"named": done.named}, lambda _: ())
    return done if isinstance(done, Managed) else Managed(done["named"], again=True)
