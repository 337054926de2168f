"""Names of countries and regions, folded, in English and Japanese: ISO 3166-1, CLDR, and what people write besides.

A name that stands for more than one country, or for a part of one as well, is in neither list but in `AMBIGUOUS`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

import pycountry
from babel import Locale

AMBIGUOUS = frozenset(
    {
        "georgia",
        "ジョージア",
        "korea",
        "コリア",
        "congo",
        "コンゴ",
        "micronesia",
        "america",
        "china/taiwan",
        "ドミニカ",
        "朝鮮",
    }
)
"""Georgia is a country and a state of the US; Korea, Congo and America are several."""

_ALIASES = {
    "US": "USA|U.S.|U.S.A.|U.S|United States of America|The States|米国|アメリカ|アメリカ合衆国|合衆国|北米合衆国|米",
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|United Kingdom (UK)|英国|英|イギリス|イングランド"
    "|グレートブリテン|グレートブリテン及び北アイルランド連合王国|グレートブリテン及び北部アイルランド連合王国|連合王国",
    "JP": "日本|日本国|国内|日本国内|本邦|Nippon|日",
    "CN": "中国|中華人民共和国|PRC|P.R.C.|PR China|P.R. China|People's Republic of China|Mainland China|China (PRC)|中国本土|中",
    "TW": "台湾|臺灣|中華民国|中華民國|Taiwan, R.O.C.|Taiwan R.O.C.|Taiwan (R.O.C.)|Taiwan ROC|Republic of China|Chinese Taipei",
    "HK": "香港|ホンコン|Hong Kong|Hong Kong SAR|HKSAR|Hong Kong, China|Hong Kong S.A.R.|中国香港|中国（香港）|中国(香港)",
    "MO": "マカオ|澳門|Macau|Macao|Macau SAR|Macao SAR|Macau, China",
    "KR": "韓国|大韓民国|South Korea|Republic of Korea|Korea, Republic of|Korea (Republic of)|Korea, South|Korea (South)|ROK|R.O.K.|韓",
    "KP": "北朝鮮|朝鮮民主主義人民共和国|North Korea|DPRK",
    "AU": "豪州|オーストラリア|オーストラリア連邦|豪",
    "DE": "独国|独逸|独",
    "FR": "仏国|仏",
    "IT": "伊国",
    "IN": "印度|印|Republic of India",
    "SG": "シンガポール|星港|Republic of Singapore",
    "NL": "オランダ|和蘭|Holland|The Netherlands|Netherlands, The|Netherlands (the)",
    "VN": "ベトナム|ヴェトナム|越南|Vietnam|Viet Nam",
    "TH": "タイ|タイ国|泰国",
    "PH": "フィリピン|比国|The Philippines",
    "MY": "マレーシア|マレイシア",
    "MM": "ミャンマー|ビルマ|Myanmar|Burma",
    "RU": "ロシア|Russia|Russian Federation",
    "CZ": "チェコ|チェコ共和国|Czech Republic|Czechia|The Czech Republic",
    "SK": "スロバキア|スロヴァキア|Slovak Republic",
    "TR": "トルコ|Turkey|Turkiye|Türkiye|トルコ共和国",
    "AE": "UAE|U.A.E.|アラブ首長国連邦|アラブ首長国|Emirates",
    "SA": "サウジアラビア|KSA",
    "CH": "スイス|スイス連邦|Swiss Confederation",
    "CI": "Ivory Coast|Cote d'Ivoire|Côte d'Ivoire|コートジボワール|コートジボアール",
    "CV": "Cape Verde",
    "SZ": "Swaziland|スワジランド",
    "MK": "Macedonia|FYROM|マケドニア|北マケドニア",
    "VA": "Vatican|Holy See|バチカン",
    "PS": "Palestine|パレスチナ",
    "LA": "Laos|ラオス",
    "BN": "Brunei|ブルネイ",
    "BO": "Bolivia|ボリビア",
    "VE": "Venezuela|ベネズエラ",
    "IR": "Iran|イラン",
    "SY": "Syria|シリア",
    "TZ": "Tanzania|タンザニア",
    "MD": "Moldova|モルドバ",
    "CD": "DR Congo|DRC|Democratic Republic of the Congo|コンゴ民主共和国",
    "CG": "Republic of the Congo|コンゴ共和国",
    "BA": "Bosnia|Bosnia and Herzegovina|Bosnia & Herzegovina|ボスニア・ヘルツェゴビナ|ボスニアヘルツェゴビナ",
    "ZA": "南アフリカ|南アフリカ共和国|南ア",
    "NZ": "ニュージーランド|ニュージランド|NZL|Aotearoa",
    "GR": "ギリシア|Hellas",
    "VG": "BVI|British Virgin Islands",
    "KY": "Cayman Islands|Cayman|ケイマン|ケイマン諸島",
    "IM": "Isle of Man|マン島",
    "DO": "Dominican Republic|ドミニカ共和国",
}
_REGIONS = (
    "EU|E.U.|EEA|EU/EEA|EEA/EU|EU & EEA|EU and EEA|EU27|EU-27|EFTA|European Union|European Economic Area|Europe|Eurozone|UK/EU|EU/UK|Nordics"
    "|Scandinavia|Benelux|DACH|Baltics|Balkans|Asia|Asia Pacific|Asia-Pacific|APAC|JAPAC|APJ|ASEAN|EMEA|MENA|Middle East|Africa"
    "|Americas|The Americas|AMER|NA region|North America|South America|Latin America|Central America|LATAM|Oceania|ANZ|Caribbean|GCC|CIS"
    "|Global|Globally|Worldwide|World|World wide|International|Various|Various countries|Multiple|Multiple countries|Multiple locations"
    "|Anywhere|Remote|Everywhere|Overseas|Abroad|Offshore|All regions|Multi-region|Multi region"
    "|欧州|欧州連合|欧州経済領域|欧州各国|欧州諸国|EU加盟国|EU域内|EU諸国|EU圏|EEA域内|EEA加盟国|ヨーロッパ|アジア|アジア太平洋|東南アジア|東アジア|南アジア|北米|南米|中南米|中米"
    "|ラテンアメリカ|中東|アフリカ|オセアニア|北欧|東欧|西欧|全世界|世界|世界各国|世界中|グローバル|海外|国外|外国|各国|複数国|複数|複数の国|諸外国|国内外|国内・海外"
)
_STATES = (
    "Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE|Florida FL|Georgia GA"
    "|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY|Louisiana LA|Maine ME|Maryland MD|Massachusetts MA"
    "|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|Montana MT|Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ"
    "|New Mexico NM|New York NY|North Carolina NC|North Dakota ND|Ohio OH|Oklahoma OK|Oregon OR|Pennsylvania PA|Rhode Island RI"
    "|South Carolina SC|South Dakota SD|Tennessee TN|Texas TX|Utah UT|Vermont VT|Virginia VA|Washington WA|West Virginia WV"
    "|Wisconsin WI|Wyoming WY|District of Columbia DC"
)
US_STATES = frozenset(name.casefold() for state in _STATES.split("|") for name in state.rsplit(" ", 1))
"""Names and letters of the states, folded; several letters are a country's code too (CA, DE, GA)."""
ONLY_STATES = frozenset(
    letters for state in _STATES.split("|") if not pycountry.countries.get(alpha_2=(letters := state.rsplit(" ", 1)[1]))
)
"""Two letters that are a state's and no country's: where a column has one of them, its other letters may be states too."""
PREFECTURES = re.compile(
    r"(北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|石川県|福井県|山梨県|長野県"
    r"|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|徳島県|香川県|愛媛県|高知県|福岡県"
    r"|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県)"
)
CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "LU", "GI", "VA", "SM"})
"""Where the country's name is a city's as well: "Frankfurt, Singapore" are two places."""
_MEMBERS = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO"
IN_EUROPE = frozenset(_MEMBERS.split())
"""The members of the EU and of the EEA."""
EUROPE = frozenset({"eu", "eea", "eu/eea", "eea/eu", "european union", "europe", "欧州", "欧州連合", "ヨーロッパ"})
"""Folded names of the regions that these are all in."""
_JAPANESE_ENDINGS = ("社会主義共和国", "連邦共和国", "民主共和国", "共和国", "王国", "連邦", "国")


def fold_place(text: str) -> str:
    """A place's name for comparison: one width, one case, no dots, no accents, single spaces, no leading "the"."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    text = unicodedata.normalize("NFKD", text)
    text = "".join(character for character in text if not "\u0300" <= character <= "\u036f")
    text = unicodedata.normalize("NFKC", text).replace(".", "")
    return " ".join(text.split()).removeprefix("the ").strip(" ,;*※")


def _names() -> Iterator[tuple[str, str]]:
    english, japanese = Locale("en").territories, Locale("ja").territories
    for country in pycountry.countries:
        code = country.alpha_2
        yield code, code
        yield country.alpha_3, code
        for attribute in ("name", "common_name", "official_name"):
            if name := getattr(country, attribute, None):
                yield name, code
        for name in (english.get(code), japanese.get(code)):
            if name:
                yield name, code
                yield re.sub(r" ?[(（].*", "", name), code
    for code, aliases in _ALIASES.items():
        for alias in aliases.split("|"):
            yield alias, code


@cache
def countries() -> dict[str, str]:
    """Folded name to alpha-2 code; names that several countries share are left out."""
    found: dict[str, set[str]] = {}
    for name, code in _names():
        found.setdefault(fold_place(name), set()).add(code)
    certain = {name: codes.pop() for name, codes in found.items() if len(codes) == 1 and name not in AMBIGUOUS}
    certain.pop("", None)
    return certain


@cache
def regions() -> frozenset[str]:
    """Folded names of what holds several countries, from the list above and from CLDR (UN M.49)."""
    named = set(_REGIONS.split("|"))
    for language in ("en", "ja"):
        territories = Locale(language).territories
        named |= {name for code, name in territories.items() if code.isdigit() or code in {"EU", "EZ", "UN"}}
    return frozenset(folded for name in named if (folded := fold_place(name)) not in AMBIGUOUS)


def country_named(text: str) -> str | None:
    """The country that this name or code stands for, as a whole; nothing where it stands for none, or for several."""
    folded = fold_place(text)
    if not folded or folded in AMBIGUOUS:
        return None
    known = countries()
    if folded in known:
        return known[folded]
    if not folded.isascii() and all(len(letter) == 1 for letter in folded.split()):
        return known.get("".join(folded.split()))  # spaced out to fill a column: 日 本
    for ending in _JAPANESE_ENDINGS:
        stem = folded.removesuffix(ending)
        if stem != folded and len(stem) > 1 and stem in known and stem not in AMBIGUOUS:
            return known[stem]
    return None
