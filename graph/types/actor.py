"""Actors, and the tokens that they come in with; what lets in is never among what is told."""

from datetime import datetime
from typing import Annotated

import strawberry

from graph.reads.rows import Leaf, Many, One, read, row
from graph.types.actor_list import (
    TOKENS,
    AccessTokenFilter,
    AccessTokenOrder,
)
from graph.types.beside import named
from graph.types.node import Node
from graph.types.paging import Connection, connection
from models.vocabulary import ActorKind, Role
from vendors.tokens import PREFIX

AccessTokenConnection = Connection[Annotated["AccessToken", strawberry.lazy("graph.types.actor")]]


@row("actor", node=True)
@strawberry.type(description="An actor: a person or a program that asks and writes.")
class Actor(Node):
    """A person or a program that asks and writes."""

    name: str = read(Leaf("{it}.name"), "Its name; given once, so that on record it means one actor for ever.")
    kind: ActorKind = read(Leaf("{it}.kind"), "Whether it is a person or a program.")
    roles: list[Role] = read(
        Many("actor_role", "{it}.actor_id = {row}.id", "{it}.role", value="{it}.role"), "What it may do."
    )
    tokens: AccessTokenConnection = connection(
        TOKENS,
        "Its tokens.",
        where="{it}.actor_id = {row}.id",
        filtered=AccessTokenFilter,
        by=AccessTokenOrder,
    )
    created_at: datetime = read(Leaf("{it}.created_at"), "When it was made known.")
    ended_at: datetime | None = read(Leaf("{it}.ended_at"), "Since when nothing of it lets in; null: it may enter.")


@row("access_token", node=True)
@strawberry.type(
    description="An access token. What lets in, its secret, is told once, when it is made, and never here."
)
class AccessToken(Node):
    """An access token, without what lets in."""

    key: str = read(Leaf("{it}.key"), "What it is called by in lists and logs; lets nobody in.")
    prefix: str = read(Leaf(f"'{PREFIX}' || {{it}}.key"), "How its text begins: by this, one that leaked is found.")
    name: str = read(Leaf("{it}.name"), "What it is for; given once.")
    actor: Actor = read(One(named("actor", "actor_id")), "Whose it is.")
    roles: list[Role] = read(
        Many(
            "actor_role",
            "{it}.actor_id = {row}.actor_id"
            " and ({it}.role in (select one.role from access_token_role one where one.token_id = {row}.id)"
            " or not exists (select 1 from access_token_role one where one.token_id = {row}.id))",
            "{it}.role",
            value="{it}.role",
        ),
        "What it lets its actor do: all that he may, or of it what it is narrowed to.",
    )
    narrowed_to: list[Role] = read(
        Many("access_token_role", "{it}.token_id = {row}.id", "{it}.role", value="{it}.role"),
        "To which roles it was narrowed when it was made; empty: it carries whatever its actor holds.",
    )
    created_at: datetime = read(Leaf("{it}.created_at"), "When it was made.")
    expires_at: datetime | None = read(
        Leaf("{it}.expires_at"), "From when on it lets nobody in; null: it does not expire."
    )
    last_used_at: datetime | None = read(
        Leaf("{it}.last_used_at"), "When it last let in, give or take ten minutes; null: never yet."
    )
    revoked_at: datetime | None = read(Leaf("{it}.revoked_at"), "When it was revoked; null: it was not.")
