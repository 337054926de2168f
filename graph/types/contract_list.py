"""Lists of contracts: their filter and their orders."""

from datetime import date
from enum import StrEnum

import strawberry

from graph.reads.dialect import Kind
from graph.reads.rows import Condition, Order, Source
from graph.types.beside import CONTRACT_VERSION
from graph.types.inputs import ON, Days, decides, filters, given, runs
from graph.types.recorded import recorded
from graph.types.words import Direction, described
from models.vocabulary import ContractKind, Term


@filters("Which contracts", entries=True)
class ContractFilter:
    """Which contracts."""

    on: date | None = given(ON)
    code: list[str] | None = given("With one of these codes.")
    kind: list[ContractKind] | None = given("Of one of these kinds.")
    recipient: list[str] | None = given("With one of the recipients that have these codes.")
    confidentiality: bool | None = given("With confidentiality terms on the day, or without (守秘義務, APPI 25).")
    with_term: list[Term] | None = given("Holding one of these clauses on the day (APPI 25).")
    without_term: list[Term] | None = given("Lacking one of these clauses on the day (APPI 25).")
    in_force: bool | None = given("In force on the day, or not.")
    ends_before: date | None = given(
        "In force for the last time before this day, with its amendments, renewals and termination; never one that is"
        " open-ended, or that never comes into force."
    )
    ends: Days | None = given("Whose last day, as written on the day of the filter, lies in these days.")


class ContractOrderField(StrEnum):
    """What contracts are put in order by."""

    CODE = "CODE"
    FROM = "FROM"
    UNTIL = "UNTIL"


described(
    ContractOrderField,
    "What contracts are put in order by.",
    {
        "CODE": "The code.",
        "FROM": "The first day as written.",
        "UNTIL": "The last day on the day of the filter, or else today; open-ended ones are the highest.",
    },
)


@strawberry.input(description="In which order contracts come.")
class ContractOrder:
    """In which order contracts come."""

    field: ContractOrderField = decides()
    direction: Direction = runs()


_HOLDS = "(select 1 from contract_version_term held where held.version_id = {version}.id and {which})"


CONTRACTS = Source(
    type="Contract",
    table="contract",
    orders={
        "CODE": Order("{it}.code", Kind.TEXT),
        "FROM": Order("{it}.from_on", Kind.DAY),
        "UNTIL": Order("coalesce({it}.ends_on, '9999-12-31')", Kind.DAY, CONTRACT_VERSION),
    },
    conditions={
        **recorded("contracts"),
        "code": Condition(lambda w: w.among(f"{w.it}.code")),
        "kind": Condition(lambda w: w.among(f"{w.it}.kind")),
        "recipient": Condition(
            lambda w: f"{w.it}.recipient_id in (select r.id from recipient r where {w.among('r.code')})"
        ),
        "confidentiality": Condition(
            lambda w: f"{'' if w.given else 'not '}{w.beside}.has_confidentiality", CONTRACT_VERSION
        ),
        "withTerm": Condition(
            lambda w: f"exists {_HOLDS.format(version=w.beside, which=w.among('held.term'))}", CONTRACT_VERSION
        ),
        "withoutTerm": Condition(
            lambda w: (
                f"(select count(*) from contract_version_term held where held.version_id = {w.beside}.id"
                f" and {w.among('held.term')}) < {w.number()}"
            ),
            CONTRACT_VERSION,
        ),
        "inForce": Condition(
            lambda w: (
                f"{'' if w.given else 'not '}exists (select 1 from contract_run run where run.contract_id = {w.it}.id"
                f" and run.from_on <= {w.day()} and (run.until_on is null or run.until_on >= {w.day()}))"
            )
        ),
        "endsBefore": Condition(
            lambda w: (
                f"{w.it}.id in (select run.contract_id from contract_run run where run.until_on < {w.own_day()})"
                " and not exists (select 1 from contract_run later where"
                f" later.contract_id = {w.it}.id and (later.until_on is null or later.until_on >= {w.own_day()}))"
            )
        ),
        "ends": Condition(
            lambda w: f"{w.beside}.ends_on between {w.day('from')} and {w.day('until')}", CONTRACT_VERSION
        ),
    },
)
