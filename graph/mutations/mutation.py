"""The root of all that changes something: each verb, and its bulk form."""

from collections.abc import Iterator
from typing import Any

import strawberry

from graph.mutations.access_inputs import access_input
from graph.mutations.access_payloads import access_payload
from graph.mutations.inputs import input_of
from graph.mutations.parts import class_of
from graph.mutations.payloads import payload_of
from graph.reads.named import Does, Manages
from graph.reads.rows import argument, read
from vendors.verbs.doing import MOST
from vendors.verbs.managing import VERBS as ACCESS_VERBS
from vendors.verbs.table import VERBS


def _fields() -> Iterator[tuple[str, Any, Any]]:
    for verb in VERBS:
        for name, many in ((verb.name, False), (verb.many, True)):
            if name:
                says = verb.description + (f" Of up to {MOST} entries: all of them, or none." if many else "")
                given = argument("input", input_of(verb, many=many), "What it is given.")
                yield name, payload_of(verb, many=many) | None, read(Does(verb.name, many), says, given, name=name)


_SAYS = {
    "registerActor": "Make an actor known. It gets in once it has a token.",
    "changeActor": "Say otherwise of an actor whether it is a person or a program.",
    "setRoles": "Say what an actor may do, from the next request on, whatever its tokens were made with.",
    "endActor": "Let an actor in no more, with any token or browser; what it did stays on record under its name.",
    "issueToken": "Make a token of an actor's. What lets in is told this once.",
    "revokeToken": "End a token at once, with the browsers that it signed in. One that was revoked before stays so.",
}


def _access_fields() -> Iterator[tuple[str, Any, Any]]:
    for name in ACCESS_VERBS:
        given = argument("input", access_input(name), "What it is given.")
        yield name, access_payload(name) | None, read(Manages(name), _SAYS[name], given, name=name)


def _mutation() -> type:
    return strawberry.type(
        class_of("Mutation", {name: (kind, field) for name, kind, field in (*_fields(), *_access_fields())}),
        description="What can be done to the register, which judges anew all that it touches in the same transaction;"
        " and to those who may do it. Verbs of one document are done one after the other.",
    )


Mutation = _mutation()
