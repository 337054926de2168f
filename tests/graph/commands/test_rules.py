import orjson
import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from vendors.rules import RULE_SET, RULES


def teikyo(*arguments: str) -> Result:
    """The command as a user calls it."""
    return CliRunner().invoke(main, ["rules", *arguments])


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_form_lists_every_rule_and_the_rule_set(form: str, lang: str) -> None:
    """Code, titles in both languages, and the id of the law that judgements are made under."""
    result = teikyo("--format", form, "--lang", lang)

    assert (result.exit_code, result.stderr) == (0, "")
    assert RULE_SET in result.stdout
    for rule in RULES:
        assert rule.code in result.stdout
        assert rule.title_ja in result.stdout
        assert rule.title_en in result.stdout


def test_json_is_json() -> None:
    """A program reads it as it is."""
    document = orjson.loads(teikyo("--format", "json").stdout)

    assert len(document["rules"]) == len(RULES)


def test_another_form_is_refused() -> None:
    """And the user is told which there are."""
    result = teikyo("--format", "pdf")

    assert result.exit_code == 2
    assert "'text', 'json', 'markdown'" in result.stderr
