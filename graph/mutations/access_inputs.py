"""What the verbs on actors and tokens are given."""

from typing import Any

import strawberry
from strawberry.types.unset import UNSET

from graph.mutations.inputs import KEY_SAYS
from graph.mutations.parts import Fields, made
from models.vocabulary import ActorKind, Role
from vendors.tokens import LONGEST_LIFE
from vendors.verbs.managing import ACTOR, TOKEN, VERBS

_NAME = "Its name: 1 to 200 characters, given once; not with `oidc:` at its start."
_WHOM = "Name of the actor."
_ROLES = "What it may do; at least one role."


@strawberry.input(description="An actor that is made known.")
class NewActorInput:
    """An actor that is made known."""

    name: str = strawberry.field(description=_NAME)
    kind: ActorKind = strawberry.field(description="Whether it is a person or a program.")
    roles: list[Role] = strawberry.field(description=_ROLES)


@strawberry.input(description="What is said of an actor from now on.")
class ChangedActorInput:
    """What is said of an actor from now on."""

    name: str = strawberry.field(description=_WHOM)
    kind: ActorKind = strawberry.field(description="Whether it is a person or a program.")


@strawberry.input(description="What an actor may do from now on.")
class RolesInput:
    """What an actor may do from now on."""

    name: str = strawberry.field(description=_WHOM)
    roles: list[Role] = strawberry.field(
        description="What it may do: these roles and no others. Nobody gives himself one; the last ADMIN keeps it."
    )
    seen: list[Role] = strawberry.field(
        description="The roles that it was seen to hold; it is refused where it holds others by now."
    )


@strawberry.input(description="The actor that is meant.")
class NamedActorInput:
    """The actor that is meant."""

    name: str = strawberry.field(description=_WHOM)


@strawberry.input(description="A token that is made.")
class NewTokenInput:
    """A token that is made."""

    name: str = strawberry.field(description="What it is for: 1 to 200 characters, given once.")
    actor: str = strawberry.field(description="Name of the actor whose it is.")
    roles: list[Role] | None = strawberry.field(
        default=UNSET,
        description="What it carries of its actor's roles; all of them, whatever they will be, unless given. One's own"
        " token carries nothing that one came in without.",
    )
    days: int | None = strawberry.field(
        default=UNSET,
        description=f"After so many days it lets nobody in: 1 to {LONGEST_LIFE}; it lasts unless given.",
    )


@strawberry.input(description="The token that is meant.")
class NamedTokenInput:
    """The token that is meant."""

    key: str = strawberry.field(description="Key of the token.")


_GIVEN: dict[str, Any] = {
    "registerActor": NewActorInput,
    "changeActor": ChangedActorInput,
    "setRoles": RolesInput,
    "endActor": NamedActorInput,
    "issueToken": NewTokenInput,
    "revokeToken": NamedTokenInput,
}
_ONES = {ACTOR: "The actor.", TOKEN: "The token."}


def access_input(verb: str) -> type:
    """The input of a verb on actors or tokens."""
    noun = VERBS[verb].noun
    fields: Fields = {"idempotency_key": (str, KEY_SAYS, True), noun: (_GIVEN[verb], _ONES[noun], True)}
    return made(f"{verb[0].upper()}{verb[1:]}Input", f"What `{verb}` is given.", fields)
