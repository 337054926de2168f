"""The words of a receipt, in Japanese and English; page and PDF say the same."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

import orjson

from vendors.printing.document import Document, Lang, Line, Section
from vendors.printing.operator import contact
from vendors.receipts.holding import OnRecord, Receipt

_WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"ja": "同意の記録（控え）", "en": "Receipt of your consent"},
    "opening": {
        "ja": "個人データの第三者提供について、次の同意を記録しています（個人情報の保護に関する法律第27条・第28条）。",
        "en": "We have on record that you agreed to the following provision of personal data to third parties "
        "(Articles 27 and 28 of the Act on the Protection of Personal Information).",
    },
    "subject": {"ja": "ご本人（当社の管理番号）", "en": "Principal (our reference)"},
    "given": {"ja": "同意した日時", "en": "Agreed at"},
    "guardian": {"ja": "法定代理人等の同意", "en": "Consent of a guardian"},
    "yes": {"ja": "あり", "en": "yes"},
    "no": {"ja": "なし", "en": "no"},
    "withdrawn": {"ja": "撤回した日時", "en": "Withdrawn at"},
    "standing": {"ja": "撤回されていません。", "en": "It was not withdrawn."},
    "text": {"ja": "同意した文面", "en": "What you agreed to"},
    "code": {"ja": "文面の番号", "en": "Text"},
    "version": {"ja": "版", "en": "Version"},
    "recorded_as": {"ja": "元帳 第{sequence}号（{at} 記録）", "en": "event {sequence} of the ledger, recorded {at}"},
    "in_use": {"ja": "文面の使用期間", "en": "In use"},
    "since": {"ja": "{from_} から", "en": "from {from_}"},
    "between": {"ja": "{from_} から {until} まで", "en": "from {from_} until {until}"},
    "purposes": {"ja": "利用目的", "en": "Purposes"},
    "items": {"ja": "個人データの項目", "en": "Items of personal data"},
    "recipients": {"ja": "提供先", "en": "Recipients"},
    "any": {"ja": "提供先の範囲: {of}", "en": "any recipient of this class: {of}"},
    "any_at_all": {"ja": "提供先を特定していません。", "en": "any recipient"},
    "none": {"ja": "記載なし", "en": "none named"},
    "abroad": {"ja": "外国にある第三者への提供", "en": "Provision abroad"},
    "abroad_yes": {"ja": "記載があります。", "en": "The text speaks of it."},
    "on_record": {"ja": "記録とその確認", "en": "On record, and how to check it"},
    "recorded": {"ja": "同意を記録した日時", "en": "Put on record"},
    "sealed_again": {"ja": "封印し直した日時", "en": "Sealed anew"},
    "taken_back": {"ja": "撤回を記録した日時", "en": "Withdrawal put on record"},
    "proof": {
        "ja": "下の証明は、この同意の記録（row）が元帳の記録（event）に含まれることを示します。row の前に salt を置いた"
        "ものを葉とし、path に沿って求めたルートが event の root と一致します。他の方の同意は含みません。",
        "en": "The proof below shows that the record of your consent (row) is part of what the ledger has (event): "
        "salt and row are a leaf from which the path leads to the event's root. It holds nobody else's consent.",
    },
    "checkpoint": {
        "ja": "event も同じ方法で、署名付きチェックポイント（checkpoint）のルートに至ります。確認方法: 下の証明を改行を"
        "除いて保存し、teikyo verify --proof ファイル --public-key 公開鍵。",
        "en": "From the event another path leads to the root of the signed checkpoint. To check it: save the proof "
        "without its line breaks, and run teikyo verify --proof FILE --public-key KEY.",
    },
    "unsigned": {
        "ja": "元帳に署名する鍵が設定されていないため、証明は event までです。",
        "en": "There is no key that signs the ledger, so the proof ends at the event.",
    },
    "no_proof": {
        "ja": "この同意は旧版により一括で封印されたため、単独では証明できません。",
        "en": "An earlier version sealed this consent together with others, so that it can't be shown alone.",
    },
}
_JOIN: Mapping[Lang, str] = {"ja": "、", "en": ", "}


def receipt_document(told: Receipt, lang: Lang) -> Document:
    """The whole of a receipt: consent, text, where it is on record with its proof, and to whom the person turns."""
    words = {name: texts[lang] for name, texts in _WORDS.items()}

    def section(heading: str, lines: Iterator[Line], verbatim: str = "", *paragraphs: str) -> Section:
        return Section(words[heading], [words[one] for one in paragraphs], [(words[a], b) for a, b in lines], verbatim)

    says = ("proof", "checkpoint" if told.shown.checkpoint else "unsigned") if told.shown.proofs else ("no_proof",)
    proof = _unbroken(receipt_proof(told)) if told.shown.proofs else ""
    return Document(
        lang,
        words["title"],
        words["opening"],
        [(words[name], value) for name, value in _consent(told, words)],
        [
            section("text", _text(told, words, lang)),
            section("on_record", _on_record(told, words), proof, *says),
            contact(told.by, lang),
        ],
    )


def receipt_proof(told: Receipt) -> bytes:
    """The proofs of a receipt, for programs: JSON, as `teikyo verify --proof` takes it."""
    return orjson.dumps({"checkpoint": told.shown.checkpoint, "proofs": told.shown.proofs})


def _unbroken(proof: bytes) -> str:
    """The same JSON in ASCII and without a blank: wherever a line is broken, it is whole again without the breaks."""
    return json.dumps(orjson.loads(proof), separators=(",", ":")).replace(" ", "\\u0020")


def _consent(told: Receipt, words: Mapping[str, str]) -> Iterator[Line]:
    yield "subject", told.subject
    yield "given", _moment(told, told.given_at)
    if told.guardian is not None:
        yield "guardian", words["yes" if told.guardian else "no"]
    yield "withdrawn", words["standing"] if told.withdrawn_at is None else _moment(told, told.withdrawn_at)


def _text(told: Receipt, words: Mapping[str, str], lang: Lang) -> Iterator[Line]:
    text, join = told.text, _JOIN[lang]
    yield "code", text.entry.code
    yield "version", _place(told, OnRecord(text.sequence, text.recorded_at), words)
    said = words["since" if text.entry.until is None else "between"]
    yield "in_use", said.format(from_=text.entry.from_, until=text.entry.until)
    yield "purposes", join.join(text.purposes) or words["none"]
    yield "items", join.join(text.items) or words["none"]
    recipients = list(text.recipients)
    if text.entry.any_recipient:
        of = text.entry.recipient_class
        recipients.append(words["any_at_all"] if of is None else words["any"].format(of=of))
    yield "recipients", join.join(recipients) or words["none"]
    if text.entry.foreign is not None:
        yield "abroad", words["abroad_yes"]


def _on_record(told: Receipt, words: Mapping[str, str]) -> Iterator[Line]:
    yield "recorded", _place(told, told.recorded, words)
    if told.sealed_again is not None:
        yield "sealed_again", _place(told, told.sealed_again, words)
    if told.withdrawal_recorded is not None:
        yield "taken_back", _place(told, told.withdrawal_recorded, words)


def _place(told: Receipt, where: OnRecord, words: Mapping[str, str]) -> str:
    return words["recorded_as"].format(sequence=where.sequence, at=_moment(told, where.at))


def _moment(told: Receipt, moment: datetime) -> str:
    return moment.astimezone(told.zone).isoformat(" ")
