"""What `verify` says where something is not as the ledger has it: what differs first, in Japanese or English."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

Lang = Literal["ja", "en"]


class Difference(StrEnum):
    """What is not as the ledger has it."""

    GAP = "GAP"
    UNREADABLE = "UNREADABLE"
    LEAF = "LEAF"
    TIME = "TIME"
    HEAD = "HEAD"
    ENTRY = "ENTRY"
    PERSONS = "PERSONS"
    ROW = "ROW"
    VALUE = "VALUE"
    EMPTY = "EMPTY"
    SHORTER = "SHORTER"
    ANOTHER_PAST = "ANOTHER_PAST"


TEXTS: Mapping[Difference, Mapping[Lang, str]] = {
    Difference.GAP: {
        "en": "ledger_event: event {expected} is missing; the next one there is {found}.",
        "ja": "ledger_event: イベント {expected} がありません。次にあるのは {found} です。",
    },
    Difference.UNREADABLE: {
        "en": "ledger_event {sequence}: the row is no event ({why}).",
        "ja": "ledger_event {sequence}: 行がイベントとして読めません（{why}）。",
    },
    Difference.LEAF: {
        "en": "ledger_event {sequence}: its values do not have the hash that was stored with them.",
        "ja": "ledger_event {sequence}: 値が、保存されたハッシュと一致しません。",
    },
    Difference.TIME: {
        "en": "ledger_event {sequence}: recorded_at is before that of the event before it.",
        "ja": "ledger_event {sequence}: recorded_at が直前のイベントより前です。",
    },
    Difference.HEAD: {
        "en": "ledger_head: {column} is not that of the {size} events in the ledger.",
        "ja": "ledger_head: {column} が、元帳の {size} 件のイベントと一致しません。",
    },
    Difference.ENTRY: {
        "en": "entry {list} {key}: what is stored is not what the ledger recorded last.",
        "ja": "entry {list} {key}: 保存内容が、元帳に最後に記録された内容と一致しません。",
    },
    Difference.PERSONS: {
        "en": "{table} ({list} {key}): the rows about persons do not have the digest that the ledger recorded.",
        "ja": "{table}（{list} {key}）: 本人に関する行が、元帳に記録されたダイジェストと一致しません。",
    },
    Difference.ROW: {
        "en": "{table} {row}: the row is in one of them alone, what is stored or what comes of the ledger.",
        "ja": "{table} {row}: この行は、保存内容か元帳の再現結果の一方にしかありません。",
    },
    Difference.VALUE: {
        "en": "{table} {row}: {column} is not what the ledger recorded.",
        "ja": "{table} {row}: {column} が、元帳に記録された値と一致しません。",
    },
    Difference.EMPTY: {
        "en": "A register is stored, but the ledger has no event. `teikyo migrate` begins it.",
        "ja": "台帳は保存されていますが、元帳にイベントがありません。teikyo migrate で開始してください。",
    },
    Difference.SHORTER: {
        "en": "The checkpoint is of {size} events, the ledger has {found}: events are gone, or it is another ledger's.",
        "ja": "チェックポイントは {size} 件のイベントに対するものですが、元帳には {found} 件しかありません。"
        "イベントが失われたか、別の元帳のものです。",
    },
    Difference.ANOTHER_PAST: {
        "en": "The first {size} events are not those of the checkpoint: the past was rewritten, or it is "
        "another ledger's.",
        "ja": "最初の {size} 件のイベントがチェックポイントと一致しません。"
        "過去が書き換えられたか、別の元帳のものです。",
    },
}


class LedgerDiffers(Exception):  # noqa: N818  # a finding about the data, not an error
    """Something is not as the ledger has it; `difference` tells what, `message` says it to people."""

    def __init__(self, difference: Difference, **params: object) -> None:
        super().__init__(difference, params)
        self.difference = difference
        self.params = params

    def message(self, lang: Lang = "en") -> str:
        """What differs first."""
        return TEXTS[self.difference][lang].format(**self.params)

    def __str__(self) -> str:
        return self.message()
