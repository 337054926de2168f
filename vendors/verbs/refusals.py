"""What a verb refuses: the faults of a file in the words of a form, and what only a verb can be refused for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vendors.register.fault_texts import FAULTS, HINTS, Lang, Texts
from vendors.register.faults import Path
from vendors.verbs.refusals_about_persons import ABOUT_PERSONS

TEXTS: Mapping[str, Texts] = {
    **FAULTS,
    **ABOUT_PERSONS,
    # Faults of a file that name a line there.
    "duplicate_code": {
        "en": "The code {value} is taken. A code names one {list[en]}.",
        "ja": "コード{value}は既に使われています。コードは一つの{list[ja]}だけを指します。",
    },
    "policy_day_twice": {
        "en": "Another policy is in force from {value} too: {other}.",
        "ja": "{value}から有効なポリシーが他にもあります: {other}。",
    },
    "overlapping_bases": {
        "en": "This basis ({mine}) overlaps another one ({theirs}). A transfer has one basis at a time.",
        "ja": "この根拠（{mine}）は他の根拠（{theirs}）と重なります。根拠は同時に一つだけです。",
    },
    "renewed_twice": {
        "en": "The contract {value} is renewed already: {other}. A contract has one renewal.",
        "ja": "契約{value}は既に更新されています: {other}。一つの契約の更新は一つだけです。",
    },
    "changed_twice": {
        "en": "The field {value} is changed on {day} already. One change a day; correct the one that is there.",
        "ja": "{value}は{day}に既に変更されています。同じ日の変更は一つだけです。既存の変更を訂正してください。",
    },
    "adds_and_removes": {
        "en": "The term {value} is both added and removed on {day}.",
        "ja": "条項{value}は{day}に追加と削除の両方があります。",
    },
    "reversed_period": {
        "en": "The period is reversed: it ends ({until}) before it begins ({start}). Accepted are a last day"
        " from {start} on, or a first day up to {until}.",
        "ja": "期間が逆です: 終わり（{until}）が始まり（{start}）より前です。終わりは{start}以降、始まりは{until}以前で"
        "指定してください。",
    },
    # What only a verb is refused for.
    "day_too_early": {
        "en": "{value} lies before {what[en]}, {day}. Accepted are {day} and later days.",
        "ja": "{value} は{what[ja]}（{day}）より前です。{day} 以降の日を指定してください。",
    },
    "day_too_late": {
        "en": "{value} lies after {what[en]}, {day}. Accepted are {day} and earlier days.",
        "ja": "{value} は{what[ja]}（{day}）より後です。{day} 以前の日を指定してください。",
    },
    "unknown_entry": {
        "en": "There is no {list[en]} {value}.",
        "ja": "{list[ja]} {value} はありません。",
    },
    "unknown_part": {
        "en": "{value} names none of the entries there, or several of them: {there}.",
        "ja": "{value} に当たるものがないか、複数あります: {there}。",
    },
    "stale": {
        "en": "Revision {seen} is not the last one: revision {revision} was made at {at} by {by}. Changed since then: "
        "{fields}. Read it again.",
        "ja": "リビジョン{seen}は最新ではありません。{at} に {by} がリビジョン {revision} を作成しました。"
        "変更された項目: {fields}。読み直してください。",
    },
    "persons_purged": {
        "en": "The persons of {value} were purged on {on}, so that nobody can look again whether it was so. What was "
        "said of it stands, and it is corrected no more.",
        "ja": "{value} の本人に関する行は{on}に消去され、改めて確認できないため、訂正はできません。"
        "記録は維持されます。",
    },
    "still_named": {
        "en": "The {list[en]} {value} is named by {by}. What is named can't be removed.",
        "ja": "{list[ja]} {value} は {by} から参照されているため、削除できません。",
    },
    "recorded_already": {
        "en": "It is recorded already: {value}. Correct it where it is wrong.",
        "ja": "既に記録されています: {value}。誤りであれば訂正してください。",
    },
    "changes_nothing": {
        "en": "It names a day, {day}, and nothing else. Say what is another from then on; null makes a field absent.",
        "ja": "{day} という日付のほかに何も指定されていません。その日から変わる項目を指定してください"
        "（null は項目をなくします）。",
    },
    "not_recorded": {
        "en": "There is no {value} yet that this could be said of.",
        "ja": "対象となる {value} がまだ記録されていません。",
    },
    "too_many_entries": {
        "en": "{number} entries are given; at most {limit} are taken at once.",
        "ja": "{number} 件あります。一度に {limit} 件までです。",
    },
    "no_entry": {
        "en": "No entry is given.",
        "ja": "対象が一件もありません。",
    },
    "no_reason": {
        "en": "Say why, in words: with a letter or a digit at least.",
        "ja": "理由を文字で記入してください（記号や空白だけでは受け付けません）。",
    },
    # What only those are refused for who manage actors and tokens.
    "bad_name": {
        "en": "A name has 1 to 200 characters, composed (NFC), none that is not seen, no space at its ends, and, of an "
        "actor, no `oidc:` at its start.",
        "ja": "名前は、制御文字や見えない文字を含まず、前後に空白のない、合成済み（NFC）の1〜200文字にしてください"
        "（アクター名は `oidc:` で始められません）。",
    },
    "name_taken": {
        "en": "The name {value} was given before, and a name is given once. Choose another one.",
        "ja": "名前{value}は既に使われています。名前は一度しか使えません。別の名前にしてください。",
    },
    "no_role": {
        "en": "An actor has at least one role when it is made known.",
        "ja": "アクターの登録には少なくとも1つの役割が必要です。",
    },
    "actor_ended": {
        "en": "The actor {value} was ended: it gets nothing any more. Make another one known.",
        "ja": "アクター{value}は終了しています。別のアクターを登録してください。",
    },
    "role_not_held": {
        "en": "The actor {value} does not hold {roles}. A token carries only what its actor holds.",
        "ja": "アクター{value}は役割 {roles} を持っていません。トークンにはアクターの持つ役割だけを付けられます。",
    },
    "roles_changed": {
        "en": "The actor {value} holds other roles than those that were seen: {roles}. Look again.",
        "ja": "アクター{value}の役割は、閲覧時から変わっています（現在: {roles}）。読み直してください。",
    },
    "not_to_oneself": {
        "en": "Nobody gives himself what he came in without: {roles}. Another administrator has to.",
        "ja": "自分自身に、現在持っていない権限（{roles}）は付与できません。別の管理者が行ってください。",
    },
    "last_admin": {
        "en": "{value} is the last who holds ADMIN. Give it to another one first.",
        "ja": "{value}は ADMIN を持つ最後のアクターです。先に別のアクターに ADMIN を付与してください。",
    },
    "bad_days": {
        "en": "{value} days: a token lets in for 1 to {limit} days, or without end where none are given.",
        "ja": "{value} 日: トークンの有効日数は1〜{limit}です（省略すると無期限）。",
    },
    "bad_idempotency_key": {
        "en": "The key has to be a text of 1 to {limit} characters.",
        "ja": "キーは1〜{limit}文字の文字列にしてください。",
    },
}
"""A sentence or two for each code. Codes of a file's faults mean here what they mean there."""


class Fields(tuple[str, ...]):
    """Fields that a refusal speaks of, as the register file calls them; a dot leads into one.

    Who shows them has words of his own for them: GraphQL's.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(self) or "—"


_HINTS: Mapping[str, Texts] = {
    **HINTS,
    "more_name_it": {"en": "{more} more name it.", "ja": "ほかに{more}件から参照されています。"},
    "many_name_it": {"en": "At least {more} more name it.", "ja": "ほかに少なくとも{more}件から参照されています。"},
}


@dataclass(frozen=True)
class Refusal:
    """One reason why a verb is not done."""

    code: str
    path: Path
    """Where in the verb's input, in the words of the register file; list positions are counted from 0."""
    params: Mapping[str, Any] = field(default_factory=dict)
    hints: Sequence[tuple[str, Mapping[str, Any]]] = ()

    def message(self, lang: Lang = "en") -> str:
        """What was refused, why, and what would be accepted."""
        texts = [TEXTS[self.code][lang].format_map(self.params)]
        texts += [_HINTS[name][lang].format_map(params) for name, params in self.hints]
        return ("" if lang == "ja" else " ").join(texts)

    def said(self, lang: Lang = "en") -> Mapping[str, str]:
        """The params as texts; one that has words in both languages has those of that language."""
        return {name: str(value[lang] if isinstance(value, dict) else value) for name, value in self.params.items()}


def says_why(reason: str | None) -> bool:
    """Whether a reason is given: blanks, signs, and letters that nobody sees are none."""
    return any(letter.isalnum() for letter in reason or "")


class VerbRefused(Exception):  # noqa: N818  # refusals are named as facts
    """The verb is not done: nothing was changed. Every reason that was found, in the order of the input."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        assert refusals, "a verb is refused for a reason"
        super().__init__(refusals)
        self.refusals = tuple(refusals)


class KeyTaken(Exception):  # noqa: N818  # the same
    """The key was given before, with another verb or input. Nothing was changed.

    Or it can't be told any more whether that was another input, for persons whom it named are gone.
    """
