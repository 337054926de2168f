"""Lists of actors and of tokens: their filters and their orders."""

from datetime import datetime
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.inputs import decides, filters, given, runs
from graph.types.words import Direction, described
from models.vocabulary import ActorKind, Role


@filters("Which actors")
class ActorFilter:
    """Which actors."""

    name: list[str] | None = given("With one of these names.")
    kind: list[ActorKind] | None = given("Persons, or programs.")
    role: list[Role] | None = given("Holding one of these roles.")
    ended: bool | None = given("Ended, or not.")


@filters("Which tokens")
class AccessTokenFilter:
    """Which tokens."""

    key: list[str] | None = given("With one of these keys.")
    name: list[str] | None = given("With one of these names.")
    actor: list[str] | None = given("Of one of the actors that have these names.")
    role: list[Role] | None = given("Carrying one of these roles.")
    revoked: bool | None = given("Revoked, or not.")
    expires_before: datetime | None = given("Expiring before this moment; not what does not expire.")
    unused_since: datetime | None = given("That did not let in since this moment; what never did is among them.")


class ActorOrderField(StrEnum):
    """What actors and tokens are put in order by."""

    NAME = "NAME"
    CREATED_AT = "CREATED_AT"


described(
    ActorOrderField,
    "What actors and tokens are put in order by.",
    {"NAME": "The name.", "CREATED_AT": "When it was made known, or made."},
)


@strawberry.input(description="In which order actors come.")
class ActorOrder:
    """In which order actors come."""

    field: ActorOrderField = decides()
    direction: Direction = runs()


@strawberry.input(description="In which order tokens come.")
class AccessTokenOrder:
    """In which order tokens come."""

    field: ActorOrderField = decides()
    direction: Direction = runs()


_ORDERS = {"NAME": Order("{it}.name", Kind.TEXT), "CREATED_AT": Order("{it}.created_at", Kind.MOMENT)}


def _holds(w: Where) -> str:
    return f"exists (select 1 from actor_role r where r.actor_id = {w.it}.id and {w.among('r.role')})"


def _carries(w: Where) -> str:
    narrowed = f"select one.role from access_token_role one where one.token_id = {w.it}.id"
    return (
        f"exists (select 1 from actor_role r where r.actor_id = {w.it}.actor_id and {w.among('r.role')}"
        f" and (r.role in ({narrowed}) or not exists ({narrowed})))"
    )


def _is_there(column: str) -> Condition:
    return Condition(lambda w: f"{w.it}.{column} is {'not ' if w.given else ''}null")


def _among(column: str) -> Condition:
    return Condition(lambda w: w.among(f"{w.it}.{column}"))


ACTORS = Source(
    type="Actor",
    table="actor",
    orders=_ORDERS,
    conditions={
        "name": _among("name"),
        "kind": _among("kind"),
        "role": Condition(_holds),
        "ended": _is_there("ended_at"),
    },
)
TOKENS = Source(
    type="AccessToken",
    table="access_token",
    orders=_ORDERS,
    conditions={
        "key": _among("key"),
        "name": _among("name"),
        "actor": Condition(lambda w: f"{w.it}.actor_id in (select a.id from actor a where {w.among('a.name')})"),
        "role": Condition(_carries),
        "revoked": _is_there("revoked_at"),
        "expiresBefore": Condition(lambda w: f"{w.it}.expires_at < {w.moment()}"),
        "unusedSince": Condition(lambda w: f"({w.it}.last_used_at is null or {w.it}.last_used_at < {w.moment()})"),
    },
)
