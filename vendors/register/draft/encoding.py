"""In which encoding a text file is written, where it does not say so itself."""

import codecs
import re

import charset_normalizer

from vendors.register.draft.refusals import SheetRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's mark, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 256 * 1024
_JAPANESE = ("cp932", "euc_jp")
_COMMON_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー、。・「」々一-龠]")
_RARE_IN_JAPANESE = re.compile(r"[ｦ-ﾟ\ue000-\uf8ff㐀-䶿]")
"""Half-width kana and private letters: what European or other Asian texts turn into when read as Japanese."""
_PLAINLY_JAPANESE = re.compile(
    r"[ぁ-ゖァ-ヺ]{2}|会社|日本|委託|提供|業務|目的|備考|開始|所在|国名|米国|英国|事業|個人|情報|名称|社名|氏名|住所|取引|担当|契約"
)
"""What hardly comes of Korean or Chinese read as Japanese, though its signs be common ones."""
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_NO_LETTERS = re.compile(r"[A-Za-z][¹²³¼½¾¿£¥][A-Za-z]")
"""Signs inside words: what Central European letters turn into when read as Western ones."""
_WESTERN = re.compile(r"(?<=[A-Za-z])[\xc0-\xd6\xd8-\xf6\xf8-\xff](?=[A-Za-z ,;.\t\"\r\n])")


def decode(data: bytes, named: str | None = None) -> tuple[str, str]:
    """The text, and the name of its encoding: the one that was `named`, that of its mark, UTF-8, else the likeliest.

    Raises `SheetRefused` for what no known encoding explains.
    """
    if named is not None:
        return _decoded(data, named), named
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding).removeprefix("\ufeff"), encoding.removesuffix("-sig")
    encoding = _unmarked(data)
    return _decoded(data, encoding), encoding


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as fault:
        raise SheetRefused("unknown_encoding", reason=_reason(fault)) from None


def _reason(fault: UnicodeDecodeError | LookupError) -> str:
    if isinstance(fault, UnicodeDecodeError):
        return f"{fault.encoding}: byte {fault.start}"
    return str(fault)


def _unmarked(data: bytes) -> str:
    """UTF-16 shows by its zero bytes; UTF-8 is hardly ever valid by chance; the others are weighed."""
    zeros = data[:2000].count(0)
    if zeros * 5 > len(data[:2000]):
        return "utf-16-le" if data[1:2000:2].count(0) * 2 > zeros else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        _refuse_damaged(data, fault.start)
        return _eight_bit(data)
    return "iso2022_jp" if b"\x1b$" in data else "utf-8"


def _refuse_damaged(data: bytes, at: int) -> None:
    """UTF-8 with a few broken bytes is damaged, and no other encoding: read as another, every name would be garbled."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    if whole > 3 * broken:
        raise SheetRefused("unknown_encoding", reason=f"UTF-8, line {data[:at].count(10) + 1}")


def _eight_bit(data: bytes) -> str:
    likely = {encoding: _japanese(data, encoding) for encoding in _JAPANESE}
    best = max(likely, key=lambda encoding: likely[encoding])
    if likely[best] > 0.8:
        return best
    if _western(data):
        return "cp1252"
    guess = charset_normalizer.from_bytes(data[:_SAMPLE]).best()
    if guess is not None and _decodes(data, guess.encoding):
        return guess.encoding
    for encoding in (best, "cp1252"):
        if _decodes(data, encoding):
            return encoding
    raise SheetRefused("unknown_encoding", reason="UTF-8, UTF-16, cp932, EUC-JP, cp1252")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _japanese(data: bytes, encoding: str) -> float:
    """How much of the text beyond ASCII is common Japanese; nothing where the bytes are not of that encoding."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return 0.0
    foreign = [character for character in text[:_SAMPLE] if character > "\x7f"]
    if not foreign:
        return 0.0
    if not _PLAINLY_JAPANESE.search(text):
        return 0.0
    joined = "".join(foreign)
    common = len(_COMMON_JAPANESE.findall(joined)) / len(joined)
    rare = len(_RARE_IN_JAPANESE.findall(joined)) / len(joined)
    plain = len(re.findall(r"[！-～　（）／：；％＆＋－＝※■□●○◎◆◇★☆→①-⑳]", joined)) / len(joined)
    # A European letter and the one after it read as one rare sign: such texts have kanji between Latin letters, no kana.
    torn = len(re.findall(r"[A-Za-z][㐀-鿿][A-Za-z]", text[:_SAMPLE]))
    if torn and not _KANA.search(joined) and torn * 2 > len(joined):
        return 0.0
    return common + plain - rare


def _western(data: bytes) -> bool:
    """Whether the bytes beyond ASCII stand as accented letters inside Latin words."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    if _NO_LETTERS.search(text):
        return False
    foreign = sum(character > "\x7f" for character in text[:_SAMPLE])
    return bool(foreign) and len(_WESTERN.findall(text[:_SAMPLE])) * 2 > foreign
