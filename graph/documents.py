"""The documents that are generated from the code, so that they cannot say anything else than it does.

`python -m graph.documents` writes them; with `--check` it writes nothing, shows what differs, and exits with 1.
"""

import difflib
import importlib
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent

DOCUMENTS: dict[str, str] = {
    "graph/schema.graphql": "graph.schema:definition",
    "docs/rules.md": "vendors.report.rule_list:rules_document",
    "docs/settings.md": "graph.settings:settings_document",
}
"""Each document by its path from the root, and the function that writes it: `module:function`, without arguments."""


def text_of(document: str) -> str:
    """What the document has to say, by asking the function that `DOCUMENTS` names for it."""
    module, _, function = DOCUMENTS[document].partition(":")
    text = getattr(importlib.import_module(module), function)()
    assert isinstance(text, str), f"{DOCUMENTS[document]} wrote {type(text).__name__}, not text"
    return text.rstrip("\n") + "\n"


def difference(document: str, root: Path = ROOT) -> str:
    """What is wrong with the document as it lies in `root`, as a unified diff; empty if nothing is."""
    path = root / document
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    return "".join(
        difflib.unified_diff(
            committed.splitlines(keepends=True),
            text_of(document).splitlines(keepends=True),
            fromfile=f"{document} (committed)",
            tofile=f"{document} (generated)",
        ),
    )


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; fail where a document is stale.")
def main(check: bool) -> None:
    """Write the documents that are generated from the code."""
    stale = {document: diff for document in DOCUMENTS if (diff := difference(document))}
    for document, diff in stale.items():
        if check:
            click.echo(diff, err=True)
        else:
            (ROOT / document).parent.mkdir(exist_ok=True)
            (ROOT / document).write_text(text_of(document), encoding="utf-8", newline="\n")
        click.echo(f"{document}: {'stale' if check else 'written'}", err=check)
    if check and stale:
        click.echo("Write them anew with: make docs", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
