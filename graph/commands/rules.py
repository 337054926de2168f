"""`teikyo rules`: what the law is, as this version of the program has it."""

from typing import TYPE_CHECKING, cast

import click

from graph.commands.language import speaking
from graph.commands.terminal import echo_text

if TYPE_CHECKING:
    from vendors.report.words import Lang


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, markdown for documents.",
)
@speaking
def command(form: str, lang: str) -> None:
    """List every rule: code, titles, severity, since when it is law, citations, and the fields that it reads.

    The id of the rule set says which law a judgement was made under.
    """
    from vendors.report.rule_list import rules_json, rules_markdown, rules_text

    spoken = cast("Lang", lang)
    if form == "json":
        click.echo(rules_json(), nl=False)
    else:
        echo_text(rules_markdown(spoken) if form == "markdown" else rules_text(spoken))
