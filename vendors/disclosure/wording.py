"""The words of a disclosure, in Japanese and English; page and document say the same."""

from collections.abc import Iterator, Mapping

from models.vocabulary import RecordItem
from vendors.disclosure.holding import Disclosed, Disclosure
from vendors.printing.document import Document, Lang, Line, Section
from vendors.printing.operator import contact

WORDS: Mapping[str, Mapping[Lang, str]] = {
    "title": {"ja": "第三者提供記録の開示", "en": "Disclosure of records of provision to third parties"},
    "law": {
        "ja": "個人情報の保護に関する法律第33条第5項に基づくご請求に対し、次のとおり開示します。",
        "en": "In answer to your request under Article 33(5) of the Act on the Protection of Personal Information.",
    },
    "request": {"ja": "ご請求の番号", "en": "Request"},
    "decided": {"ja": "決定の日", "en": "Decided on"},
    "subject": {"ja": "ご本人（当社の管理番号）", "en": "Principal (our reference)"},
    "none": {
        "ja": "開示の対象となる第三者提供記録はありません。",
        "en": "There is no record of provision that is to be disclosed.",
    },
    "record": {"ja": "提供記録", "en": "Record"},
    "date": {"ja": "提供した年月日", "en": "Date of provision"},
    "recipient": {"ja": "提供先の氏名または名称", "en": "Name of the recipient"},
    "address": {"ja": "提供先の住所", "en": "Address of the recipient"},
    "representative": {"ja": "提供先の代表者の氏名", "en": "Representative of the recipient"},
    "items": {"ja": "個人データの項目", "en": "Items of personal data"},
    "consent": {"ja": "ご本人の同意", "en": "Consent of the principal"},
    "consented": {"ja": "{at} に得ています（文面 {text}）。", "en": "Obtained at {at} (text {text})."},
    "guarded": {
        "ja": "{at} に法定代理人等の同意とともに得ています（文面 {text}）。",
        "en": "Obtained at {at}, with the consent of a guardian (text {text}).",
    },
    "not_consented": {
        "ja": "当社の記録では確認できません。",
        "en": "Our records do not show it.",
    },
    "unknown": {"ja": "記録がありません", "en": "not recorded"},
}
_JOIN: Mapping[Lang, str] = {"ja": "、", "en": ", "}


def disclosure_document(told: Disclosure, lang: Lang) -> Document:
    """The whole of a disclosure: the request, the items of each record that the law has in it, and who discloses."""
    words = {name: texts[lang] for name, texts in WORDS.items()}
    sections = [
        Section(
            f"{words['record']} {number}", lines=[(words[name], value) for name, value in _said(record, told, lang)]
        )
        for number, record in enumerate(told.records, 1)
    ]
    return Document(
        lang,
        words["title"],
        words["law"],
        [
            (words["request"], told.request),
            (words["decided"], told.decided_on.isoformat()),
            (words["subject"], told.subject),
        ],
        [*(sections or [Section(paragraphs=[words["none"]])]), contact(told.by, lang)],
    )


def _said(record: Disclosed, told: Disclosure, lang: Lang) -> Iterator[Line]:
    """The items of a record that the law has in it, and no others (Rule 20)."""
    unknown = WORDS["unknown"][lang]
    if RecordItem.DATE in record.holds and record.provided_on is not None:
        yield "date", record.provided_on.isoformat()
    yield "recipient", record.recipient
    yield "address", record.address or unknown
    if RecordItem.REPRESENTATIVE in record.holds:
        yield "representative", record.representative or unknown
    yield "subject", told.subject
    yield "items", _JOIN[lang].join(record.items)
    if RecordItem.CONSENT in record.holds:
        yield "consent", _consent(record, told, lang)


def _consent(record: Disclosed, told: Disclosure, lang: Lang) -> str:
    """The consent that stood at the moment of the provision, and no other of the person's."""
    if record.consent is None:
        return WORDS["not_consented"][lang]
    said = WORDS["guarded" if record.consent.guardian else "consented"][lang]
    at = record.consent.given_at.astimezone(told.zone).isoformat(" ")
    return said.format(at=at, text=record.consent.text)
