"""`--as-recorded`: the option of commands that can go back to what the ledger had recorded, and what they then say."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from graph.commands.stored import REFUSED

if TYPE_CHECKING:
    from vendors.ledger.remembering import Then

Command = Callable[..., Any]

_TEXTS = {
    "bad": {
        "en": "--as-recorded {given}: give the number of an event, or a moment with its time zone, as "
        "2026-03-31T18:00:00+09:00.",
        "ja": "--as-recorded {given}: イベントの番号、または 2026-03-31T18:00:00+09:00 のような"
        "時間帯付きの日時を指定してください。",
    },
    "none": {
        "en": "--as-recorded {given}: nothing was recorded by then, or no such event; the first change ends with event "
        "{first}, the last one with {size}.",
        "ja": "--as-recorded {given}: その時点までの記録、またはその番号のイベントがありません。"
        "最初の変更はイベント {first}、最後の変更はイベント {size} で終わります。",
    },
    "as_of": {
        "en": "The register as recorded by event {sequence}, {moment}.",
        "ja": "イベント {sequence}（{moment}）までに記録された台帳です。",
    },
    "persons": {
        "en": "{number} consents, requests to stop and listed persons of then can't be brought back: the ledger knows "
        "them by a digest alone, and their rows were changed or purged since. A judgement of it lacks them.",
        "ja": "当時の同意・停止の求め・記載された本人のうち {number} 件は復元できません。元帳にはダイジェストしかなく、"
        "行はその後変更または消去されています。判定には反映されません。",
    },
}


def can_go_back(command: Command) -> Command:
    """The option itself; given to the command as `as_recorded`."""
    return click.option(
        "--as-recorded",
        metavar="MOMENT|SEQ",
        help="As recorded by that moment (with its time zone), or by the event of that number; replayed from the"
        " ledger.",
    )(command)


def moment_or_number(given: str, lang: str) -> datetime | int:
    """What is asked for; exit status 2 where it is neither a number nor a moment with its time zone."""
    try:
        if given.isascii() and given.isdigit():
            return int(given)
        moment = datetime.fromisoformat(given)
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    click.echo(_TEXTS["bad"][lang].format(given=given), err=True)
    raise SystemExit(REFUSED)


@contextmanager
def refused_where_nothing_was(given: str, lang: str) -> Iterator[None]:
    """Say so, with exit status 2, where nothing was recorded by what is asked for."""
    from vendors.ledger.remembering import NothingThen

    try:
        yield
    except NothingThen as nothing:
        click.echo(_TEXTS["none"][lang].format(given=given, first=nothing.first, size=nothing.size), err=True)
        raise SystemExit(REFUSED) from None


def tell(then: "Then", lang: str) -> None:
    """Say, on standard error, of which moment the register is, and what of then is gone."""
    from vendors.ledger.events import moment_in_full

    moment = moment_in_full(then.last.recorded_at)
    click.echo(_TEXTS["as_of"][lang].format(sequence=then.last.sequence, moment=moment), err=True)
    if then.persons_missing:
        click.echo(_TEXTS["persons"][lang].format(number=then.persons_missing), err=True)
