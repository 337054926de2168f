"""Facts that speak for a transfer, and how a register is without one of them."""

from copy import deepcopy

from vendors.register.documents import Document

GOOD_FACTS = {
    "operator": ("academic",),
    "policies": ("states_provision", "joint_use", "opt_out", "purposes"),
    "recipients": ("screenings", "reviews", "equivalent_checks", "equivalent_measures", "same_entity"),
    "contracts": ("confidentiality", "purposes", "items"),
    "consent_texts": ("expressed", "foreign", "recipients", "any_recipient", "items", "purposes"),
    "consents": ("given_at",),
    "bases": (
        *("texts", "instrument", "within_business", "requester", "affair", "statute", "necessity", "impediment"),
        *("delegated_by", "article", "document", "consent_difficult", "ground", "foreign_consent"),
    ),
    "subprocessors": ("approved_on",),
    "anonymised_releases": ("created_published_on", "provision_published_on", "labelled_on"),
    "notices": ("responsible", "notified_on", "filed_on", "published_on"),
    "transfers": ("bases",),
}
"""Those facts, by where they stand. A flag that is recorded as false is none of them."""

Fact = tuple[str, int, str]
"""The list, the place in it, and the key."""

_REQUIRED = {("policies", "purposes"), ("consent_texts", "items"), ("consent_texts", "purposes")}


def holders(document: Document) -> dict[str, list[Document]]:
    """The entries that may hold such facts, those within other entries too."""
    return {
        **document,
        "operator": [document["operator"]],
        "bases": [basis for transfer in document.get("transfers", ()) for basis in transfer.get("bases", ())],
        "subprocessors": [one for each in document.get("recipients", ()) for one in each.get("subprocessors", ())],
        "notices": [
            notice
            for policy in document.get("policies", ())
            for kind in ("joint_use", "opt_out")
            for notice in policy.get(kind, ())
        ],
    }


def good_facts(document: Document) -> list[Fact]:
    """Each of them that the register holds."""
    held = holders(document)
    return [
        (name, place, key)
        for name, keys in GOOD_FACTS.items()
        for place, entry in enumerate(held.get(name, ()))
        for key in keys
        if entry.get(key) is not False and entry.get(key) not in (None, [], "")
    ]


def without(document: Document, fact: Fact) -> Document:
    """The register without the fact: a required list loses its last member, a consent goes whole."""
    name, place, key = fact
    left: Document = deepcopy(document)
    entry = holders(left)[name][place]
    if name == "consents":
        left["consents"].remove(entry)
    elif (name, key) in _REQUIRED:
        entry[key] = entry[key][:-1]
    else:
        del entry[key]
    return left
