"""In which language a command speaks: the one that `--lang` names, or else the environment's."""

import errno
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, cast

import click

Lang = Literal["ja", "en"]
Command = Callable[..., Any]

_LANGUAGES = ("ja", "en")
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where an environment says its language; the first that is set counts."""


def of_the_environment() -> Lang:
    """Japanese where the environment's locale is a Japanese one, English anywhere else."""
    told = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return "ja" if told.lower().startswith("ja") else "en"


def speaking(command: Command) -> Command:
    """Give a command the option `--lang`."""
    return click.option(
        "--lang",
        type=click.Choice(_LANGUAGES),
        default=of_the_environment,
        show_default="that of the environment",
        help="The language.",
    )(command)


def asked_for(arguments: Sequence[str]) -> Lang:
    """The language that a command line asks for, before it is known whether the rest of it makes sense."""
    told = of_the_environment()
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            named = value or next(iter(arguments[place + 1 :]), "")
            told = cast("Lang", named) if named in _LANGUAGES else told
    return told


def why(error: Exception, lang: str) -> str:
    """Why the system could not do something with a file or an address, in words."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    return _WHY.get(error.errno, error.strerror) if lang == "ja" else error.strerror


_WHY: Mapping[int | None, str] = {
    errno.ENOENT: "ファイルまたはフォルダーがありません",
    errno.EEXIST: "別の内容のファイルがあります",
    errno.EISDIR: "ファイルではなくフォルダーです",
    errno.ENOTDIR: "途中のパスがフォルダーではありません",
    errno.EACCES: "権限がありません",
    errno.EPERM: "許可されていません",
    errno.EROFS: "書込みのできない場所です",
    errno.ENOSPC: "空き容量がありません",
    errno.ELOOP: "リンクが循環しています",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EADDRINUSE: "アドレスが使用中です",
    errno.EADDRNOTAVAIL: "このマシンのアドレスではありません",
}
"""What the system says in English alone."""
