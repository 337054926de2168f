"""The root of all that changes something: each verb, and its bulk form."""

from collections.abc import Iterator
from typing import Any

import strawberry

from graph.mutations.inputs import input_of
from graph.mutations.parts import class_of
from graph.mutations.payloads import payload_of
from graph.reads.named import Does
from graph.reads.rows import argument, read
from vendors.verbs.doing import MOST
from vendors.verbs.table import VERBS


def _fields() -> Iterator[tuple[str, Any, Any]]:
    for verb in VERBS:
        for name, many in ((verb.name, False), (verb.many, True)):
            if name:
                says = verb.description + (f" Of up to {MOST} entries: all of them, or none." if many else "")
                given = argument("input", input_of(verb, many=many), "What it is given.")
                yield name, payload_of(verb, many=many) | None, read(Does(verb.name, many), says, given, name=name)


def _mutation() -> type:
    return strawberry.type(
        class_of("Mutation", {name: (kind, field) for name, kind, field in _fields()}),
        description="What can be done to the register. A verb judges anew all that it touches, in the same transaction;"
        " verbs of one document are done one after the other.",
    )


Mutation = _mutation()
