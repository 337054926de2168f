"""Lists of policy versions: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source, Where
from graph.types.inputs import Days, decides, filters, given, held, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described


@filters("Which versions of the policy", entries=True)
class PolicyFilter:
    """Which versions of the policy."""

    version: list[str] | None = given("With one of these names.")
    on: date | None = given("In force on this day.")
    during: Days | None = given("In force on one of these days.")
    states_provision: bool | None = given(
        "With provision to third parties among its purposes, or not; what is not recorded counts as not (APPI 17)."
    )
    purpose: list[str] | None = given("Publishing one of the purposes that have these codes (APPI 17).")
    recipient: list[str] | None = given(
        "Naming, for joint use or opt-out, one of the recipients that have these codes (APPI 27(2), 27(5)(iii))."
    )
    item: list[str] | None = given(
        "Naming, for joint use or opt-out, one of the items that have these codes (APPI 27(2), 27(5)(iii))."
    )


class PolicyOrderField(StrEnum):
    """What versions of the policy are put in order by."""

    FROM = "FROM"
    VERSION = "VERSION"


described(
    PolicyOrderField,
    "What versions of the policy are put in order by.",
    {"FROM": "The first day in force.", "VERSION": "The name of the version."},
)


@strawberry.input(description="In which order versions of the policy come.")
class PolicyOrder:
    """In which order versions of the policy come."""

    field: PolicyOrderField = decides()
    direction: Direction = runs()


def _noticed(w: Where, joint_use: str, table: str) -> str:
    """That a notice of the version names one of those rows; `joint_use` is what joint use calls them."""
    named = w.among("named.code")
    return " or ".join(
        f"exists (select 1 from policy_{notice} notice"
        f" join policy_{notice}_{called} link on link.{notice}_id = notice.id"
        f" join {table} named on named.id = link.{table}_id where notice.policy_id = {w.it}.id and {named})"
        for notice, called in (("joint_use", joint_use), ("opt_out", table))
    )


POLICIES = Source(
    type="Policy",
    table="policy",
    orders={"FROM": Order("{it}.from_on", Kind.DAY), "VERSION": Order("{it}.version", Kind.TEXT)},
    conditions={
        **recorded("policies", "version"),
        "version": Condition(lambda w: w.among(f"{w.it}.version")),
        "on": Condition(lambda w: held(w, w.day(), w.day())),
        "during": Condition(lambda w: held(w, w.day("from"), w.day("until"))),
        "statesProvision": Condition(lambda w: f"{'' if w.given else 'not '}coalesce({w.it}.states_provision, false)"),
        "purpose": Condition(
            lambda w: (
                "exists (select 1 from policy_purpose link join purpose named on named.id = link.purpose_id"
                f" where link.policy_id = {w.it}.id and {w.among('named.code')})"
            )
        ),
        "recipient": Condition(lambda w: f"({_noticed(w, 'user', 'recipient')})"),
        "item": Condition(lambda w: f"({_noticed(w, 'item', 'item')})"),
    },
)
