"""What is wrong with a command line is told in the language asked for, whatever it is that is wrong."""

import re

import pytest
from click.testing import CliRunner, Result

from graph.cli import main
from graph.commands.language import asked_for, why

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")

WRONG = (
    ("check",),
    ("check", "no-such-file.yaml"),
    ("check", "."),
    ("check", "x.yaml", "--bogus"),
    ("check", "x.yaml", "y.yaml"),
    ("check", "x.yaml", "--on", "2026-13-01"),
    ("check", "x.yaml", "--on", "2026-01-01", "--ever"),
    ("check", "x.yaml", "--ever", "--within", "90d"),
    ("check", "x.yaml", "--format", "xml"),
    ("check", "x.yaml", "--ever=yes"),
    ("demo", "--on", "yesterday"),
    ("demo", "--on", "20260331"),
    ("demo", "--on", "2020-01-01"),
    ("disclose",),
    ("disclose", "r-1", "--format", "docx"),
    ("draft", "no-such-sheet.csv"),
    ("export", "2026Q9", "--out", "x"),
    ("export", "2026Q3"),
    ("import", "no-such-file.yaml"),
    ("purge", "--on", "2026-13-01"),
    ("purge", "--without-record-after", "soon"),
    ("receipt", "x", "--format", "docx"),
    ("rules", "--format", "pdf"),
    ("serve", "--port", "0"),
    ("token", "create", "--role", "KING", "--name", "x"),
    ("token", "create", "--role", "ADMIN", "--name", "x", "--expires", "soon"),
    ("no-such-command",),
)
"""Command lines with something wrong, each in its own way."""

wrong = pytest.mark.parametrize("arguments", WRONG, ids=" ".join)


def teikyo(*arguments: str, **environment: str) -> Result:
    """The command as a user calls it, in an environment with that locale."""
    return CliRunner(env={"LC_ALL": "", "LC_MESSAGES": "", "LANG": "", **environment}).invoke(main, arguments)


@wrong
def test_what_is_wrong_is_told_in_english_unless_asked_otherwise(arguments: tuple[str, ...]) -> None:
    """Exit status 2, nothing on standard output, and no word of Japanese."""
    result = teikyo(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert not JAPANESE.search(result.stderr)


@wrong
def test_what_is_wrong_is_told_in_japanese_where_the_environment_is(arguments: tuple[str, ...]) -> None:
    """What is wrong stands in Japanese, with nothing left in English but names and values."""
    result = teikyo(*arguments, LANG="ja_JP.UTF-8")

    assert (result.exit_code, result.stdout) == (2, "")
    assert JAPANESE.search(result.stderr)
    assert not re.search(r"Error|Usage:|Invalid|Missing|No such|can't|not a day", result.stderr)


@pytest.mark.parametrize("place", [("--lang", "ja"), ("--lang=ja",)], ids=" ".join)
def test_the_option_counts_though_the_fault_comes_before_it(place: tuple[str, ...]) -> None:
    """A misspelt option is told in the language that a later one names, and against the environment's."""
    result = teikyo("check", "x.yaml", "--onn", "2026-03-31", *place, LANG="en_US.UTF-8")

    assert "エラー: オプション '--onn' はありません。もしかして: --on" in result.stderr
    assert "使い方: teikyo check" in result.stderr or "使い方: main check" in result.stderr


def test_english_is_asked_for_in_a_japanese_environment() -> None:
    """The option is stronger than the environment."""
    result = teikyo("check", "--lang", "en", LANG="ja_JP.UTF-8")

    assert "Missing argument 'FILE'." in result.stderr


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ja_JP.UTF-8"}, "ja"),
        ([], {"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ([], {"LC_MESSAGES": "ja_JP", "LANG": "C"}, "ja"),
        (["--lang", "ja"], {}, "ja"),
        (["--lang"], {"LANG": "ja_JP"}, "ja"),
        (["--lang", "fr"], {}, "en"),
        (["--", "--lang", "ja"], {}, "en"),
    ],
)
def test_the_language_is_the_option_s_or_else_the_environment_s(
    arguments: list[str], environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`LC_ALL` before `LC_MESSAGES` before `LANG`, as everywhere; what is no option is none."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, environment.get(name, ""))

    assert asked_for(arguments) == lang


def test_what_the_system_says_in_english_alone_is_said_in_japanese_too() -> None:
    """The common ones; what is not among them stays as the system says it."""
    missing, odd = FileNotFoundError(2, "No such file or directory"), OSError(71, "Protocol error")

    assert why(missing, "ja") == "ファイルまたはフォルダーがありません"
    assert why(missing, "en") == "No such file or directory"
    assert why(odd, "ja") == "Protocol error"
    assert why(ValueError("embedded null byte"), "ja") == "embedded null byte"


def test_help_and_answers_are_in_the_environment_s_language() -> None:
    """Without `--lang`, a rule list in a Japanese environment is Japanese."""
    assert "規則集" in teikyo("rules", LANG="ja_JP.UTF-8").stdout
    assert "Rule set" in teikyo("rules").stdout
