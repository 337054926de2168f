"""What the verbs are given: one input each, with the caller's key and the entry, or up to a thousand of them."""

from functools import cache
from typing import Any

import strawberry

from graph.mutations.parts import Fields, fields_of, made, of_part
from vendors.verbs.doing import MOST
from vendors.verbs.keys import LONGEST_KEY
from vendors.verbs.table import SINGULARS
from vendors.verbs.verb import REVISION, Verb, name_of

KEY, DRY_RUN, REASON = "idempotency_key", "dry_run", "reason"
ONE = {name: one for name, (one, _, _) in SINGULARS.items()} | {"operator": "Operator", "limits": "Limits"}


KEY_SAYS = (
    f"The caller's own key for this, 1 to {LONGEST_KEY} characters. Sent again with the same input, it is not done"
    " again but answered again; with another input it is refused."
)
"""What the schema says of a key."""
DRY_RUN_SAYS = "Only tell which findings would appear and vanish; nothing is changed, no key is kept."
"""What the schema says of a dry run."""


def place_of(verb: Verb, *, many: bool) -> str:
    """Under which key of a verb's input its entry stands, or its entries."""
    if many:
        return verb.list_name
    return verb.list_name if verb.list_name not in SINGULARS else _snake(ONE[verb.list_name])


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


@cache
def input_of(verb: Verb, *, many: bool) -> type:
    """The input of a verb, or of its bulk form."""
    name, place = _capital(verb.many if many else verb.name), place_of(verb, many=many)
    entry: Any = entry_of(verb)
    those = f"The entries, at most {MOST}: all are done, or none." if many else "The entry."
    fields: Fields = {
        KEY: (str, KEY_SAYS, True),
        place: (list[entry] if many else entry, those, True),
        REASON: (str, "Why, in words.", verb.corrects),
        DRY_RUN: (bool, DRY_RUN_SAYS, False),
    }
    return made(f"{name}Input", f"What `{name[0].lower()}{name[1:]}` is given.", fields)


@cache
def entry_of(verb: Verb) -> type:
    """What a verb's input says of one entry."""
    naming: dict[str, tuple[Any, str, bool]] = {}
    one = ONE[verb.list_name]
    if not verb.makes and (name := name_of(verb.list_name)):
        kind: Any = strawberry.ID if name == "id" else str
        naming[name] = (kind, f"{name.capitalize()} of the entry that is meant.", True)
    if verb.sees and not verb.makes and name_of(verb.list_name) != "id":
        naming[REVISION] = (
            str,
            "The `revision` of the entry that was seen; it is refused where there is another by now.",
            True,
        )
    said = fields_of(verb.of_one, partly=verb.partly, without=verb.without, wanted=verb.wants)
    if verb.named_field:
        whole = not (verb.partly or verb.without)
        part: Any = of_part(verb.of_one) if whole else made(f"{_capital(verb.name)}Terms", verb.description, said)
        said = {verb.named_field: (part, "What is recorded.", True)}
    said |= {key: (str, says, False) for key, says in verb.beside}
    name = f"{one}Input" if verb.makes else f"{_capital(verb.name)}Entry"
    return made(name, f"What `{verb.name}` says of one entry.", {**naming, **said})


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
