"""What the register's own words are called in a sentence, in Japanese and English."""

from collections.abc import Mapping

from models.vocabulary import ContractKind, Ground, ItemSource, RecordItem, RecordMethod, Term
from vendors.report.words import Lang

Spoken = Mapping[Lang, str]

TERMS: Mapping[Term, Spoken] = {
    Term.PURPOSE_LIMIT: {"ja": "目的外利用の禁止", "en": "limits on the purpose"},
    Term.SAFEGUARDS: {"ja": "安全管理措置", "en": "safeguards"},
    Term.STAFF_SUPERVISION: {"ja": "従業者の監督", "en": "supervision of staff"},
    Term.REENTRUSTMENT_APPROVAL: {"ja": "再委託の承認", "en": "approval of sub-processors"},
    Term.NO_ONWARD_PROVISION: {"ja": "第三者提供の禁止", "en": "no onward provision"},
    Term.INCIDENT_NOTICE: {"ja": "漏えい等の報告", "en": "notice of incidents"},
    Term.AUDIT: {"ja": "監査", "en": "audit"},
    Term.RETURN_ERASURE: {"ja": "返還・消去", "en": "return and erasure"},
    Term.FOREIGN_HANDLING_LIMIT: {"ja": "外国での取扱いの制限", "en": "limits on handling abroad"},
}

CONTRACT_KINDS: Mapping[ContractKind, Spoken] = {
    ContractKind.OUTSOURCING: {"ja": "委託契約", "en": "a contract of outsourcing"},
    ContractKind.PROVISION: {"ja": "提供契約", "en": "a contract of provision"},
    ContractKind.SUCCESSION: {"ja": "承継の契約", "en": "an instrument of succession"},
    ContractKind.DUE_DILIGENCE: {"ja": "デューデリジェンスの契約", "en": "an agreement on due diligence"},
    ContractKind.JOINT_USE: {"ja": "共同利用の契約", "en": "a contract of joint use"},
}

GROUNDS: Mapping[Ground, Spoken] = {
    Ground.STATUTE: {"ja": "法令に基づく場合（法27条1項1号）", "en": "a statute (Art. 27(1)(i))"},
    Ground.LIFE: {"ja": "生命・身体・財産の保護（法27条1項2号）", "en": "life, body or property (Art. 27(1)(ii))"},
    Ground.PUBLIC_HEALTH: {
        "ja": "公衆衛生・児童の健全な育成（法27条1項3号）",
        "en": "public health or the welfare of children (Art. 27(1)(iii))",
    },
    Ground.ACADEMIC_PUBLICATION: {
        "ja": "学術研究の成果の公表・教授（法27条1項5号）",
        "en": "academic publication or teaching (Art. 27(1)(v))",
    },
    Ground.ACADEMIC_JOINT: {"ja": "共同の学術研究（法27条1項6号）", "en": "joint academic research (Art. 27(1)(vi))"},
    Ground.ACADEMIC_RECIPIENT: {
        "ja": "学術研究機関への提供（法27条1項7号）",
        "en": "provision to an academic body (Art. 27(1)(vii))",
    },
    Ground.OPT_OUT: {"ja": "オプトアウト（法27条2項）", "en": "opt-out (Art. 27(2))"},
    Ground.JOINT_USE: {"ja": "共同利用（法27条5項3号）", "en": "joint use (Art. 27(5)(iii))"},
}

SOURCES: Mapping[ItemSource, Spoken] = {
    ItemSource.PRINCIPAL: {"ja": "本人から取得", "en": "came from the principal"},
    ItemSource.THIRD_PARTY: {"ja": "第三者から受領", "en": "came from a third party"},
    ItemSource.OPT_OUT: {"ja": "オプトアウトにより受領", "en": "was itself received by opt-out"},
    ItemSource.UNLAWFUL: {"ja": "不正の手段により取得", "en": "was acquired unlawfully"},
}

RECORD_ITEMS: Mapping[RecordItem, Spoken] = {
    RecordItem.RECIPIENT: {"ja": "提供先", "en": "recipient"},
    RecordItem.REPRESENTATIVE: {"ja": "代表者", "en": "representative"},
    RecordItem.ADDRESS: {"ja": "住所", "en": "address"},
    RecordItem.SUBJECTS: {"ja": "本人", "en": "persons"},
    RecordItem.ITEMS: {"ja": "項目", "en": "items"},
    RecordItem.CONSENT: {"ja": "同意を得た旨", "en": "fact of consent"},
    RecordItem.DATE: {"ja": "提供年月日", "en": "day of provision"},
}

RECORD_METHODS: Mapping[RecordMethod, Spoken] = {
    RecordMethod.INDIVIDUAL: {"ja": "個別の記録", "en": "a record of its own"},
    RecordMethod.LUMP: {"ja": "一括の記録", "en": "a lump record"},
    RecordMethod.CONTRACT_SUBSTITUTE: {"ja": "契約書等による代替", "en": "a contract in place of a record"},
}

FIELDS: Mapping[str, Spoken] = {
    "requester": {"ja": "要請元", "en": "who asks"},
    "affair": {"ja": "事務の内容", "en": "the affair"},
    "statute": {"ja": "法令", "en": "the statute"},
    "article": {"ja": "条項", "en": "the article"},
    "document": {"ja": "文書", "en": "the document"},
    "necessity": {"ja": "必要性", "en": "why it is needed"},
    "impediment": {"ja": "同意を得ることが支障となる理由", "en": "why asking for consent would impede it"},
    "consent_difficult": {"ja": "同意を得ることが困難な理由", "en": "why consent is difficult"},
    "country_named": {"ja": "国名", "en": "the country"},
    "system_described": {"ja": "その国の制度", "en": "that country's system"},
    "measures_described": {"ja": "提供先の措置", "en": "the recipient's measures"},
    "notified_on": {"ja": "本人への通知等", "en": "notified"},
    "filed_on": {"ja": "委員会への届出", "en": "filed with the PPC"},
    "published_on": {"ja": "公表", "en": "published"},
    "from_": {"ja": "開始", "en": "begun"},
    "responsible": {"ja": "責任者", "en": "responsible"},
    "created_published_on": {"ja": "作成時の公表", "en": "publication of its making"},
    "provision_published_on": {"ja": "提供時の公表", "en": "publication of its provision"},
    "labelled_on": {"ja": "提供先への明示", "en": "label to the recipient"},
}
