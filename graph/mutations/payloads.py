"""What the verbs answer: the entry as it is then, or why nothing was done; and what would be, where that was asked."""

from datetime import date
from functools import cache
from types import GenericAlias
from typing import Any

import strawberry

from graph.mutations.inputs import ONE, place_of
from graph.mutations.parts import camel, class_of
from graph.reads.named import Named
from graph.reads.rows import read
from graph.types.anonymised_release import AnonymisedRelease
from graph.types.catalogue import Item, Purpose, Service
from graph.types.consent_text import ConsentText
from graph.types.contract import Contract
from graph.types.delivery import Delivery
from graph.types.operator import Operator
from graph.types.policy import Policy
from graph.types.recipient import Recipient
from graph.types.transfer import Transfer
from models.vocabulary import Because, RuleCode, Severity
from vendors.verbs.foreseeing import MOST
from vendors.verbs.table import SINGULARS
from vendors.verbs.verb import Verb

NODES: dict[str, Any] = {
    cls.__name__: cls
    for cls in (
        *(Service, Purpose, Item, Policy, Recipient, Contract, ConsentText, Transfer, Delivery),
        *(AnonymisedRelease, Operator),
    )
}
AGAIN = "Whether it was done before, under the same key: then it was not now."
WHY_NOT = "Why nothing was done; empty where it was, or would be."
_COLUMNS = {"Policy": "version", "AnonymisedRelease": "id", "Operator": ""}
"""By which column the rows are found that a verb answers with, where it is not `code`."""


@strawberry.type(description="A value that a message speaks of.")
class UserErrorParam:
    """A value that a message speaks of."""

    name: str = strawberry.field(description="Its name in the message.")
    value: str = strawberry.field(description="The value, in the language of the message.")


@strawberry.type(description="One reason why nothing was done; all that were found are told at once.")
class UserError:
    """One reason why nothing was done."""

    code: str = strawberry.field(
        description="Never changes its meaning; what a register file is refused for has the same code there."
    )
    path: list[str] = strawberry.field(
        description="Where it is, from `input` on; places in lists are counted from 0. To be shown beside that field."
    )
    message: str = strawberry.field(description="What was refused, why, and what would be accepted.")
    params: list[UserErrorParam] = strawberry.field(description="What the message speaks of, for words of one's own.")


@strawberry.type(description="How many entries a verb wrote.")
class Written:
    """How many entries a verb wrote."""

    added: int = strawberry.field(description="Entries added.")
    corrected: int = strawberry.field(description="Entries that say something else than before.")
    removed: int = strawberry.field(description="Entries removed.")
    judged_anew: int = strawberry.field(description="Transfers and deliveries of which something else is said.")
    again: bool = strawberry.field(description=AGAIN)


@strawberry.type(description="A finding that would appear, or vanish.")
class ForeseenFinding:
    """A finding that would appear, or vanish."""

    transfer: str = strawberry.field(description="Code of the transfer.")
    delivery: str | None = strawberry.field(description="Code of the delivery; null: it is the transfer's own.")
    code: RuleCode = strawberry.field(description="The rule that is broken.")
    severity: Severity = strawberry.field(description="Whether it blocks or warns.")
    because: Because = strawberry.field(description="Whether it rests on nothing recorded, or on a contrary record.")
    from_: date | None = strawberry.field(name="from", description="First day; null: the delivery's moment.")
    until: date | None = strawberry.field(description="Last day; null: open-ended, or the delivery's moment.")
    about: str = strawberry.field(description="The entry that it rests on, as a path into the register file.")


@strawberry.type(description="What a verb would do; nothing of it was done.")
class DryRun:
    """What a verb would do."""

    appear: list[ForeseenFinding] = strawberry.field(description=f"Findings that would appear; the first {MOST}.")
    vanish: list[ForeseenFinding] = strawberry.field(description=f"Findings that would vanish; the first {MOST}.")
    appearing: int = strawberry.field(description="How many would appear in all.")
    vanishing: int = strawberry.field(description="How many would vanish in all.")
    added: int = strawberry.field(description="Entries that would be added.")
    corrected: int = strawberry.field(description="Entries that would say something else.")
    removed: int = strawberry.field(description="Entries that would be removed.")
    judged_anew: int = strawberry.field(description="Transfers and deliveries of which something else would be said.")


def payload_of(verb: Verb, *, many: bool) -> type:
    """What a verb answers, or its bulk form."""
    return _payload("operator" if verb.list_name == "limits" else verb.list_name, place_of(verb, many=many), many)


@cache
def _payload(list_name: str, place: str, many: bool) -> type:  # a key of the cache
    noun = ONE[list_name]
    node = NODES[noun]
    name = f"{SINGULARS[list_name][1] if many else noun}Payload"
    if many:
        said = "The entries as they are now, in the order of the input; null where one isn't there any more."
    else:
        said = "The entry as it is now; null where nothing was done, or it was removed."
    kind = (GenericAlias(list, (node | None,)) if many else node) | None
    place = "operator" if place == "limits" else place
    members: dict[str, tuple[Any, Any]] = {
        place: (kind, read(Named(noun, _COLUMNS.get(noun, "code"), many), said, name=camel(place))),
        "written": (
            Written | None,
            strawberry.field(description="What was written; null where nothing was done."),
        ),
        "user_errors": (
            list[UserError],
            strawberry.field(description=WHY_NOT),
        ),
        "dry_run": (
            DryRun | None,
            strawberry.field(
                description="What would be done; null unless that was asked, or where it would be refused."
            ),
        ),
    }
    description = f"What a verb answers: {said[0].lower()}{said[1:]}"
    return strawberry.type(class_of(name, members), name=name, description=description)
