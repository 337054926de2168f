"""Published versions of the privacy policy, with their notices of joint use and opt-out."""

from datetime import date, datetime

import strawberry

from graph.reads.rows import Leaf, Many, read, row
from graph.types import node
from graph.types.catalogue import Item, Purpose
from graph.types.ledger import LedgerEventConnection, history
from graph.types.links import named_by
from graph.types.node import Node
from graph.types.recipient import Recipient
from graph.types.recorded import changed_at, revision


@strawberry.type(description="A notice of joint use (共同利用, APPI 27(5)(iii)).")
class JointUse:
    """A notice of joint use."""

    users: list[Recipient] = read(
        named_by("policy_joint_use_user", "joint_use", "recipient"), "The joint users that it names."
    )
    items: list[Item] = read(named_by("policy_joint_use_item", "joint_use", "item"), "The items used jointly.")
    purposes: list[Purpose] = read(
        named_by("policy_joint_use_purpose", "joint_use", "purpose"), "For what they are used."
    )
    responsible: str | None = read(
        Leaf("{it}.responsible"), "Who is responsible for managing the data; null: not recorded."
    )
    from_: date = read(Leaf("{it}.from_on"), "Day from which the notice is given.", name="from")
    note: str | None = node.note()
    owner: str | None = node.owner()


@strawberry.type(description="An opt-out notice (オプトアウト, APPI 27(2)).")
class OptOut:
    """An opt-out notice."""

    items: list[Item] = read(named_by("policy_opt_out_item", "opt_out", "item"), "The items that it names.")
    recipients: list[Recipient] = read(
        named_by("policy_opt_out_recipient", "opt_out", "recipient"), "The recipients that it names."
    )
    notified_on: date | None = read(
        Leaf("{it}.notified_on"), "Day on which principals were notified, or could readily know; null: not recorded."
    )
    filed_on: date | None = read(
        Leaf("{it}.filed_on"),
        "Day on which it was filed with the Personal Information Protection Commission; null: not recorded.",
    )
    published_on: date | None = read(
        Leaf("{it}.published_on"), "Day on which it was published (APPI 27(4)); null: not recorded."
    )
    from_: date = read(Leaf("{it}.from_on"), "Day from which it is used.", name="from")
    note: str | None = node.note()
    owner: str | None = node.owner()


@row("policy", node=True)
@strawberry.type(description="A published version of the privacy policy (APPI 17, 21).")
class Policy(Node):
    """A published version of the privacy policy."""

    version: str = read(Leaf("{it}.version"), "Name of the version in the register file.")
    from_: date = read(Leaf("{it}.from_on"), "First day in force.", name="from")
    until: date | None = read(
        Leaf("{it}.until_on"), "Last day in force, the day before the next version's first; null while it is the last."
    )
    purposes: list[Purpose] = read(
        named_by("policy_purpose", "policy", "purpose"), "The purposes of use that it publishes (APPI 17)."
    )
    states_provision: bool | None = read(
        Leaf("{it}.states_provision"),
        "Whether provision to third parties stands among its purposes (APPI 17); null: not recorded.",
    )
    joint_use: list[JointUse] = read(
        Many("policy_joint_use", where="{it}.policy_id = {row}.id", order="{it}.from_on, {it}.id"),
        "Its notices of joint use (APPI 27(5)(iii)).",
    )
    opt_out: list[OptOut] = read(
        Many("policy_opt_out", where="{it}.policy_id = {row}.id", order="{it}.from_on, {it}.id"),
        "Its opt-out notices (APPI 27(2)).",
    )
    note: str | None = node.note()
    owner: str | None = node.owner()
    changed_at: datetime = changed_at("policies", "version")
    revision: str = revision("policies", "{row}.version")
    history: LedgerEventConnection = history("policies", "{row}.version")
