"""The root of all that changes something: each verb, and its bulk form."""

from collections.abc import Iterator
from typing import Any

import strawberry

from graph.mutations.access_inputs import access_input
from graph.mutations.access_payloads import access_payload
from graph.mutations.consent_inputs import consent_input
from graph.mutations.consent_payloads import ConsentPayload, ConsentsPayload
from graph.mutations.inputs import input_of
from graph.mutations.parts import class_of
from graph.mutations.payloads import payload_of
from graph.mutations.received_inputs import received_input
from graph.mutations.received_payloads import ReceivedProvisionPayload
from graph.mutations.request_inputs import request_input
from graph.mutations.request_payloads import PersonRequestPayload
from graph.reads.named import Does, Handles, Manages, Records
from graph.reads.rows import argument, read
from vendors.consents.verbs import VERBS as CONSENT_VERBS
from vendors.received.handling import ON_RECEIVED
from vendors.requests.handling import ON_REQUESTS
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


_STEPS = {
    "receiveRequest": "Record that a person's request arrived (APPI 32 to 39; policy 5, 6).",
    "verifyIdentity": "Record that a request was verified to be the person's own (APPI 37; policy 6).",
    "investigateRequest": "Record what the investigation of a request found (policy 6).",
    "decideRequest": "Decide on a request: refused is what is refused for a reason that the law has for it. Accepting"
    " that use or provision stops writes the stop in the same transaction; every judgement obeys it (APPI 35).",
    "notifyRequest": "Record that the person was told what was decided (APPI 33 to 36; policy 6).",
    "correctRequest": "Say otherwise, of a request on which nothing was decided, what is asked for, whose it is, or"
    " when it arrived. Steps that were taken for what was wrong are taken anew.",
    "removeRequest": "Take out a request that was recorded by mistake, as long as nothing was decided on it. One that"
    " the person takes back is decided: `WITHDRAWN`.",
}


def _request_fields() -> Iterator[tuple[str, Any, Any]]:
    for name in ON_REQUESTS.verbs:
        given = argument("input", request_input(name), "What it is given.")
        yield name, PersonRequestPayload | None, read(Handles(name), _STEPS[name], given, name=name)


_OF_RECEIVED = {
    "registerReceivedProvision": "Record that a third party provided personal data (第三者提供を受けた, APPI 30).",
    "confirmReceivedProvision": "Record that it was confirmed who the third party is, and how it had acquired the data"
    " (APPI 30(1); Rule 22).",
    "recordReceivedProvision": "Record that the record of data received was made (APPI 30(3); Rules 23, 24).",
    "recordReceivedDeletion": "Record that the record of data received was deleted (APPI 30(4); Rule 25).",
    "correctReceivedProvision": "Say what should have been said of data received; all days are judged anew.",
}


def _received_fields() -> Iterator[tuple[str, Any, Any]]:
    for name in ON_RECEIVED.verbs:
        given = argument("input", received_input(name), "What it is given.")
        yield name, ReceivedProvisionPayload | None, read(Handles(name), _OF_RECEIVED[name], given, name=name)


_SAYINGS = {
    "giveConsent": "Put on record that a person agreed to a consent text (APPI 27(1), 28(1)). Deliveries that list the"
    " person are judged anew; a consent that was given late cures none.",
    "withdrawConsent": "Put on record that a person took back what he agreed to. The consent stays as it was given;"
    " deliveries from the moment of the withdrawal on are judged anew.",
}


def _consent_fields() -> Iterator[tuple[str, Any, Any]]:
    for verb in CONSENT_VERBS.values():
        for name, many in ((verb.name, False), (verb.many, True)):
            says = _SAYINGS[verb.name] + (f" Of up to {MOST}: all of them, or none." if many else "")
            given = argument("input", consent_input(verb.name, many=many), "What it is given.")
            answer = ConsentPayload if name == "giveConsent" else ConsentsPayload
            yield name, answer | None, read(Records(verb.name, many), says, given, name=name)


def _mutation() -> type:
    return strawberry.type(
        class_of(
            "Mutation",
            {
                name: (kind, field)
                for of in (_fields, _consent_fields, _access_fields, _request_fields, _received_fields)
                for name, kind, field in of()
            },
        ),
        description="What can be done to the register, which judges anew all that it touches in the same transaction;"
        " to what persons say and ask for, and data received; and to those who may do it. Verbs of one document are"
        " done one after the other.",
    )


Mutation = _mutation()
