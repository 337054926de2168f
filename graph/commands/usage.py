"""What is wrong with a command line, in Japanese; in English click says it itself."""

import re
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from graph.commands.language import Lang


class JapaneseUsageError(click.UsageError):
    """A fault of the command line that is told in Japanese."""

    def show(self, file: IO[Any] | None = None) -> None:
        """How the command is used, where more is said of it, and what is wrong; on standard error."""
        if self.ctx is not None:
            usage = self.ctx.get_usage().removeprefix("Usage: ")
            click.echo(f"使い方: {usage}", file=file, err=True)
            click.echo(f"「{self.ctx.command_path} --help」で説明を表示します。\n", file=file, err=True)
        click.echo(f"エラー: {self.format_message()}", file=file, err=True)


def in_words(error: click.UsageError, lang: Lang) -> click.UsageError:
    """The same fault, told in that language."""
    if lang == "en" or isinstance(error, (NoArgsIsHelpError, JapaneseUsageError)):
        return error
    return JapaneseUsageError(_said(error), error.ctx)


def _said(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"オプション '{error.option_name}' はありません。" + _alike(error.possibilities)
        case NoSuchCommand():
            return f"コマンド '{error.command_name}' はありません。" + _alike(error.possibilities)
        case click.MissingParameter():
            return f"{_parameter(error)}を指定してください。{_accepted(error.param)}"
        case click.BadParameter():
            return f"{_parameter(error)}の値が正しくありません。{_accepted(error.param)}"
        case click.BadOptionUsage() if "does not take" in error.message:
            return f"オプション '{error.option_name}' に値は指定できません。"
        case click.BadOptionUsage():
            return f"オプション '{error.option_name}' には値が必要です。"
    if extra := re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL):
        return f"余分な引数があります: {extra[1]}"
    return {"Missing command.": "コマンドを指定してください。"}.get(error.message, error.message)


def _alike(possibilities: list[str] | None) -> str:
    """What may have been meant."""
    return f"もしかして: {', '.join(sorted(possibilities))}" if possibilities else ""


def _parameter(error: click.BadParameter) -> str:
    """The parameter by its kind and its name."""
    kind = "引数" if isinstance(error.param, click.Argument) else "オプション"
    hint = error.param_hint or (error.param.get_error_hint(error.ctx) if error.param else "")
    return f"{kind} {hint if isinstance(hint, str) else ' / '.join(hint)} "


def _accepted(parameter: click.Parameter | None) -> str:
    """What would be accepted."""
    match parameter.type if parameter else None:
        case click.Choice(choices=choices):
            return f"次のいずれかです: {', '.join(map(str, choices))}"
        case click.IntRange(min=None, max=None):
            return "整数です。"
        case click.IntRange(min=least, max=None):
            return f"{least} 以上の整数です。"
        case click.IntRange(min=least, max=most):
            return f"{least} から {most} までの整数です。"
        case kind if kind is click.INT:
            return "整数です。"
    return ""
