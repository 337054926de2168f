"""Drafts of short sheets, and what tests ask of them."""

from vendors.register.draft.drafting import Draft, draft_register
from vendors.register.draft.remarks import Section


def drafted(*lines: str) -> Draft:
    """The draft of a text with these lines."""
    return draft_register("\n".join(lines).encode())


def names(draft: Draft) -> list[str]:
    """The recipients by name, in their order."""
    return [recipient["name"] for recipient in draft.document["recipients"]]


def told(draft: Draft, section: Section) -> list[tuple[str, list[int]]]:
    """What is told in a section: the codes, with their lines."""
    return [
        (remark.code, [where.number for where in remark.where]) for remark in draft.remarks if remark.section is section
    ]
