"""What a column's heading says about it: a guess, always shown, always overruled by `--map`.

The rules are asked in order, the narrowest first: "Vendor location" is a place, not a vendor. Where it is in doubt whether
a place is that of the recipient or that of the data, it is taken for the data's: that one decides nothing (APPI 28).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
    """What a column can be mapped to."""

    RECIPIENT = "recipient"
    COUNTRY = "country"
    STORED_IN = "stored_in"
    SERVICE = "service"
    WORK = "work"
    ITEMS = "items"
    PURPOSES = "purposes"
    FROM = "from"
    UNTIL = "until"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a heading seems to mean, and how surely (0 to 100): of several columns, the surest is taken."""

    field: Field
    weight: int


_NOT_A_FIELD = re.compile(
    r"\b(url|uri|web ?sites?|links?|home ?page|e ?mails?|mail|phone|tel|fax|contacts?|id|no|number|codes?|status|risks?"
    r"|owners?|departments?|ratings?|scores?|dpas?|sccs?|safeguards?|certifications?|certificates?|references?|refs?|logo"
    r"|category of (vendor|subprocessor|recipient)|vendor type|data subjects?|retention|transfer mechanism|updated?)\b"
    r"|url|メール|電話|連絡先|担当|部署|コード|番号|評価|審査|区分|種別|状況|ステータス|リスク|責任者|代表者|住所|認証"
    r"|リンク|ホームページ|管理者|件数|人数|更新|委託元|提供元|本人の(範囲|種類)|対象者|保存期間|保有期間|一覧|台帳|リスト"
    r"|有無|該当|可否|フラグ|同意|根拠|措置|締結|\b(entity|vendor|company|supplier) (type|category)\b|\btypes? of (the )?(entity|vendor|company)\b"
)
_COUNTRY_CODE = re.compile(r"^(country|iso)( iso)?( alpha)?( \d)? codes?$|^(所在)?国名?コード$")
_ITEMS = re.compile(
    r"^(data|items?|information|data (items?|elements?|fields?|types?|points?|processed|shared|transferred|collected|sent"
    r"|categor(y|ies)|provided|disclosed))$"
    r"|\b(types?|categor(y|ies)|kinds?|items?|elements?) of (the )?(customer |user |personal )?(data|information)\b(?! subject)"
    r"|\b(personal|customer|user) (data|information)( (items?|elements?|types?|categor(y|ies)|processed|shared|transferred"
    r"|accessed|involved|collected|provided))?$|^(transferred|processed|shared) (data|information)$|^information (shared|transferred|processed)$|\b(data|information) (types?|categor(y|ies)|elements?|items?)\b|\bpii\b"
    r"|項目|(データ|情報)の?(種類|内容|範囲|種別|区分)|^個人(データ|情報)$|^(取扱い?|提供|送信|取得|委託)(する|される)?(データ|情報)"
    r"|(送信|提供|取得|利用)される(利用者)?(に関する)?情報|^データ$|^情報$"
)
_PLACE = re.compile(
    r"\b(countr(y|ies)|locations?|places?|regions?|jurisdictions?|territor(y|ies)|geograph\w*|headquarters?|headquartered|hq"
    r"|domicile|seat|sites?|where|based in|nations?|data ?cent(er|re)s?|hosted (in|at)|stored (in|at)|processed (in|at)|residency)\b"
    r"|国名|所在国|国$|^国(?![外内籍際民])|国又は|外国の名|所在|場所|拠点|地域|リージョン|ロケーション|本店|本社|設立国|データセンター"
)
_OF_THE_DATA = re.compile(
    r"\b(process|processing|processed|stor(e|age|ed|ing)|host(s|ed|ing)?|server|servers|cloud|access|accessed|data ?cent(er|re)s?"
    r"|kept|held|residency|resid(es|ence)|infrastructure|aws|gcp|azure)\b"
    r"|保管|保存|処理|サーバ|ホスト|格納|クラウド|取り?扱|データセンター|データの?(所在|場所|国)|リージョン"
)
_DATA = re.compile(r"\bdata\b|データ(?!(の?(提供|移転|委託|受領)))")
_ENTITY = re.compile(
    r"\b(vendor|sub ?processor|processor|supplier|company|corporate|entity|legal|recipient|third party|provider|partner"
    r"|organi[sz]ation|importer|incorporation|incorporated|registration|registered|establishment|headquarters?|hq)s?\b"
    r"|委託先|提供先|移転先|受領者|会社|企業|法人|事業者|第三者|送信先|取引先|受託|本社|本店|設立|ベンダ"
)
_UNTIL = re.compile(
    r"^(until|till|to|end|ends|ended|valid to|date to|effective to|listed to|through)$"
    r"|\b(until|till|through|end(s|ed)?|ending|end date|terminat\w*|expir\w*|removed|offboard\w*|discontinued)$"
    r"|\b(end|termination|expiry|expiration|removal|offboarding) (date|day|on)\b|\bdate (removed|ended|of (termination|removal|expiry))"
    r"|^(end|expiry|termination) of (the )?contract$"
    r"|\b(removed|ended|terminated|expires) on$"
    r"|終了|満了|終期|削除日|廃止日|解約|期限|(^|[^ま])まで$|^至$"
)
_FROM = re.compile(
    r"^(from|since|start|starts|started|begin|begins|began|added|effective|listed|valid from|effective from|date)$"
    r"|^(in use |used |active |listed |valid |effective |engaged |date )?(from|since)$|\b(from|since)$"
    r"|\b(start|starting|begin\w*|commence\w*|effective|onboard\w*|engagement|added|addition|inception|activation) (date|day|on|from)\b"
    r"|\bdate (added|started|of (addition|engagement|commencement))|\b(start|commencement|added)$|^(start|beginning) of (the )?contract$"
    r"|開始|始期|追加日|掲載日|導入日|適用日|期間$|^自$|\bperiod$|\bterm$"
)
_PURPOSES = re.compile(r"\bpurposes?\b|\breasons?\b|目的")
_WORK = re.compile(
    r"\b(work|tasks?|functions?|activit(y|ies)|descriptions?|roles?|nature|operations|use cases?|usage|used for|subject matter"
    r"|services? (provided|performed|rendered|descriptions?|details?|types?)|(types?|nature|description|scope) of (the )?services?"
    r"|provided services?|services? used|processing details|what (they|it) (do|does))\b"
    r"|業務|委託(する)?内容|委託事項|作業|処理内容|取扱内容|役務|用途|提供サービス|サービスの?(内容|概要|種類|説明)|利用サービス|機能|概要|説明|内容$"
)
_WHO_DOES_IT = re.compile(r"(先|者|会社|業者|ベンダー?)(の?名称?|の氏名又は名称)?$")
_SERVICE = re.compile(
    r"^((our|applicable|related|relevant|affected|covered|operator) )?(services?|products?|applications?|apps?|offerings?|systems?)"
    r"( names?)?$|\b(products?|services?) (and|or) (products?|services?)$|^(name of )?(our |the )?(service|product)s?$"
    r"|^(対象|自社|当社|関連|適用|該当|弊社|本)?(の)?(サービス|プロダクト|製品|商品|アプリ|システム|媒体|サイト)(名称?|・製品)?$"
)
_NOTE = re.compile(
    r"\b(notes?|remarks?|comments?|memo|additional information|other)\b|備考|摘要|メモ|補足|特記|コメント|注記|その他"
)
_RECIPIENTS = (
    (100, re.compile(r"\blegal (entity|name)|\bcorporate name|(提供先|委託先|送信先|移転先|受領者|受託者).*(名|名称|会社|氏名)$|正式名称|商号")),
    (96, re.compile(r"\bentit(y|ies)\b|(提供先|提携先|委託先|送信先|移転先|受領者|受託(者|会社))(?!の(?!氏名|名|会社|商号))|法人名")),
    (92, re.compile(r"\b(vendors?|sub ?processors?|recipients?|suppliers?|contractors?|importers?|processors?)\b|disclosed to$|^transferred to$"
                    r"|取引先|ベンダー?|業者|サブプロセッサー?|処理者|外注先|発注先|契約先|仕入先|サプライヤー|相手(先|方)|第三者(?!への)|パートナー")),
    (88, re.compile(r"\b(third part(y|ies)|compan(y|ies)|organi[sz]ations?|corporation|firm|(service )?providers?|partners?|affiliates?)\b"
                    r"|サービス提供者|会社名?|社名|企業名?|事業者名?|法人|組織名?|団体名?")),
    (40, re.compile(r"^(name|names|tools?|software|名称|名前|氏名又は名称|ツール名?|外部サービス名?)$")),
)  # fmt: skip
_OTHER_NAME = re.compile(
    r"略称|通称|英語|英文|英名|カナ|かな|ふりがな|よみ|short|abbrev|alias|local name|(?i:\b(service|product)s?\s*$)"
)
"""Beside the name itself, a short or translated one, or that of a product."""
_LONGEST = 40
"""A heading is short; what is longer is a sentence, such as the title above a table."""
_TITLES = re.compile(r"(一覧表?|リスト|台帳|管理表|について)$|\b(list|overview|register|registry)\b")
_BRACKETS = re.compile(r"[(\[【〔<].*?[)\]】〕>]")
_ENDS_OF_A_PERIOD = re.compile(r"[(\[]\s*(自|至|from|to|until|開始日?|終了日?|start|end)\s*[)\]]\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\(?\d{1,2}[.):]|[①-⑳]|no\.\s*\d+)\s*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNS = re.compile(r"[\s_\-./,:;*#※＊|\"'’]+")


def plain_heading(heading: str) -> str:
    """The heading as the rules read it: folded, without numbering, brackets and marks; Japanese without spaces."""
    text = unicodedata.normalize("NFKC", _CAMEL.sub(" ", unicodedata.normalize("NFKC", heading)))
    text = _NUMBERED.sub("", text)
    if (ends := _ENDS_OF_A_PERIOD.search(text)) and _FROM.search(text[: ends.start()].strip().casefold()):
        return ends[1].casefold()
    text = _BRACKETS.sub(" ", text) if _BRACKETS.sub("", text).strip() else text
    text = _SIGNS.sub(" ", text).strip().casefold()
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", text)


@lru_cache(maxsize=4096)
def guess(heading: str) -> Guess | None:
    """What the column under this heading seems to hold; nothing where the heading says nothing known."""
    text = plain_heading(heading)
    if not text or len(text) > _LONGEST or _TITLES.search(text):
        return None
    if _COUNTRY_CODE.search(text):
        return Guess(Field.COUNTRY, 90)
    place = _place(text)
    for field, weight in (
        (place, 100 if place is Field.STORED_IN or re.search(r"countr|国", text) else 80),
        (Field.UNTIL if _UNTIL.search(text) else None, 90),
        (
            Field.FROM if _FROM.search(text) and not re.fullmatch(r"date", text) else None,
            60 if text.endswith("期間") else 90,
        ),
        (Field.PURPOSES if _PURPOSES.search(text) else None, 90),
        (Field.ITEMS if _ITEMS.search(text) else None, 90),
        (Field.NOTE if _NOTE.search(text) else None, 90),
    ):
        if field is not None and not (field is not Field.ITEMS and _NOT_A_FIELD.search(text)):
            return Guess(field, weight)
    if _NOT_A_FIELD.search(text) or (re.search(r"\baddress(es)?\b", text) and not re.search(r"\bnames?\b", text)):
        return None
    if _SERVICE.search(text):
        return Guess(Field.SERVICE, 90)
    if _WORK.search(text) and not _WHO_DOES_IT.search(text):
        return Guess(Field.WORK, 90 if "業務" in text or "work" in text else 80)
    for weight, words in _RECIPIENTS:
        if words.search(text):
            return Guess(Field.RECIPIENT, min(weight, 30 if _OTHER_NAME.search(heading) else weight))
    return None


def _place(text: str) -> Field | None:
    """Whether a place is the recipient's (`country`) or the data's (`stored_in`); regions are the data's."""
    if not _PLACE.search(text) or re.search(r"web ?site|国内|国籍|拠点数", text):
        return None
    if _OF_THE_DATA.search(text):
        return Field.STORED_IN
    if _ENTITY.search(text):
        return Field.COUNTRY
    if _DATA.search(text) or text in {"region", "regions", "地域", "site", "sites", "拠点"}:
        return Field.STORED_IN
    return Field.COUNTRY


def is_any_service(heading: str) -> bool:
    """Whether the heading may mean the operator's service, or just as well what the recipient does for it."""
    return bool(re.fullmatch(r"(services?|サービス)(名称?| names?)?", plain_heading(heading)))


def recognised(headings: Iterable[str]) -> int:
    """How many different fields a row of headings names."""
    return len({known.field for heading in headings if (known := guess(heading))})
