"""`teikyo`: the command line. Each command is a file of `graph/commands/`, imported when it is asked for."""

import importlib
from typing import Any

import click

from graph.commands.language import asked_for
from graph.commands.usage import in_words

COMMANDS = {
    "actor": "Make actors known, and give them roles.",
    "backup": "Write everything that the database holds into one file.",
    "check": "Judge a register file, without a database.",
    "checkpoint": "Print how far the ledger has come, signed.",
    "demo": "Write a demo register, dated to the day it is asked for.",
    "disclose": "Write the provision records that a person asked for, to print.",
    "draft": "Make a draft register from a vendor spreadsheet.",
    "dump": "Write the stored register as a file.",
    "export": "Write the transfers and findings of a quarter as CSV, with a manifest.",
    "import": "Load a register file into the database, with its judgement.",
    "ingest": "Record consents, withdrawals, or the persons of a delivery, from a file.",
    "migrate": "Bring the database to the schema of this version.",
    "purge": "Show the persons whose time has passed, and delete them.",
    "receipt": "Write the receipt of a consent, to show to the person.",
    "references": "Encrypt references of persons where they are stored.",
    "restore": "Bring a backup back into an empty database.",
    "rules": "List the rules, and print the id of the rule set.",
    "serve": "Serve the register over GraphQL.",
    "session": "List the browsers that are signed in, and sign them out.",
    "token": "Make, list and revoke access tokens.",
    "verify": "Replay the ledger, and compare everything that is stored with it.",
}


class CommandsByName(click.Group):
    """Imports a command's module only when it runs, so that `check` does not wait for a web server to load."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Remember which language is asked for: a fault may lie before `--lang` is read."""
        lang = asked_for(args)
        try:
            ctx = super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            raise in_words(error, lang) from None
        ctx.meta[__name__] = lang
        return ctx

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what is wrong with how it was called is told in the language asked for."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise in_words(error, ctx.meta[__name__]) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in alphabetical order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from `graph.commands`; `import` is Python's word, so its module is `import_`."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name
        module = importlib.import_module(f"graph.commands.{name}")
        command = module.command
        assert isinstance(command, click.Command), f"graph.commands.{cmd_name} defines no click command"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=CommandsByName)
@click.version_option(package_name="teikyo", prog_name="teikyo")
def main() -> None:
    """Teikyo (提供): to whom personal data goes, on which basis, under which contract, and whether that stands."""
