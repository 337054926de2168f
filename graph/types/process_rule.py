"""What a finding says of a rule that reads process: it is the same of each of them."""

import json
from typing import Any

from graph.reads.dialect import literal
from graph.reads.rows import Leaf, read
from graph.types.finding import LANGUAGE
from graph.types.words import Language
from vendors.rules.process import ProcessRule


def _words(en: str, ja: str, description: str) -> Any:
    said = Leaf("", by="language", choices={Language.EN: literal(en), Language.JA: literal(ja)})
    return read(said, description, LANGUAGE)


def code_of(rule: ProcessRule[Any, Any]) -> Any:
    """The code of the rule."""
    return read(Leaf(literal(rule.code.value)), "The rule that is broken.")


def title_of(rule: ProcessRule[Any, Any]) -> Any:
    """The title of the rule."""
    return _words(rule.title_en, rule.title_ja, "The rule's title.")


def cure_of(rule: ProcessRule[Any, Any]) -> Any:
    """What would cure it."""
    return _words(rule.cure_en, rule.cure_ja, "What would cure it.")


def cites_of(rule: ProcessRule[Any, Any]) -> Any:
    """What the rule rests on."""
    return read(
        Leaf(literal(json.dumps(rule.cites)), json=True),
        "What the rule rests on: articles of the Act (APPI), its rules, the policy's sections.",
    )


def severity_of(rule: ProcessRule[Any, Any]) -> Any:
    """Whether it blocks or warns."""
    return read(Leaf(literal(rule.severity.value)), "Whether it blocks or warns.")
