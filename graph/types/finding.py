"""What is broken, from when to when, and why."""

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import strawberry

from graph.reads.dialect import literal
from graph.reads.rows import Leaf, One, argument, read, row
from graph.types.beside import TRANSFER
from graph.types.node import Node
from graph.types.paging import Connection
from graph.types.words import Language
from models.vocabulary import Because, RuleCode, Severity
from vendors.rules import RULES
from vendors.rules.rule import Rule

if TYPE_CHECKING:
    from graph.types.transfer import Transfer


def of_rule(said: Callable[[Rule], str]) -> str:
    """The SQL of what a finding's rule says of itself."""
    cases = " ".join(f"when {literal(rule.code.value)} then {literal(said(rule))}" for rule in RULES)
    return f"case {{it}}.code {cases.replace('{', '{{').replace('}', '}}')} end"


def in_language(en: Callable[[Rule], str], ja: Callable[[Rule], str]) -> Leaf:
    """What a finding's rule says of itself, in the language that the argument chooses."""
    return Leaf("", by="language", choices={Language.EN: of_rule(en), Language.JA: of_rule(ja)})


LANGUAGE = argument("language", Language, "In which language.", Language.EN)
EVER = argument("ever", bool, "True: those of all days, whatever `on` says.", False)


def title() -> Any:
    """The title of a finding's rule."""
    return read(in_language(lambda rule: rule.title_en, lambda rule: rule.title_ja), "The rule's title.", LANGUAGE)


def cure() -> Any:
    """What would cure a finding."""
    return read(in_language(lambda rule: rule.cure_en, lambda rule: rule.cure_ja), "What would cure it.", LANGUAGE)


def cites() -> Any:
    """What a finding's rule rests on."""
    return read(
        Leaf(of_rule(lambda rule: json.dumps(rule.cites, ensure_ascii=False)), json=True),
        "What the rule rests on: articles of the Act (APPI), its rules, the policy's sections.",
    )


@row("finding", node=True)
@strawberry.type(description="One rule broken by one cause over a run of days.")
class Finding(Node):
    """One rule broken by one cause over a run of days."""

    code: RuleCode = read(Leaf("{it}.code"), "The rule that is broken.")
    title: str = title()
    cure: str = cure()
    cites: list[str] = cites()
    severity: Severity = read(Leaf("{it}.severity"), "Whether it blocks or warns.")
    because: Because = read(Leaf("{it}.because"), "Whether it rests on nothing recorded, or on a contrary record.")
    from_: date = read(Leaf("{it}.from_on"), "First day on which it holds.", name="from")
    until: date | None = read(Leaf("{it}.until_on"), "Last day on which it holds; null: it never ends.")
    about: str = read(
        Leaf("{it}.about"), "The entry that it rests on, as a path into the register file: `contracts.acme-dpa`."
    )
    transfer: Annotated["Transfer", strawberry.lazy("graph.types.transfer")] = read(
        One(TRANSFER), "The transfer that breaks the rule."
    )


FindingConnection = Connection[Finding]
