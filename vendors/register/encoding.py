"""The bytes of a register file before YAML sees them: UTF-8 within the limit, without characters that YAML lacks."""

import codecs
import re
from itertools import islice
from pathlib import Path
from typing import AnyStr

import orjson

from vendors.register.faults import FaultList, Found

MIB = 1024 * 1024
FILE_LIMIT = 64 * MIB
"""The largest register file, in bytes, unless its reader asks for more. A hundred thousand transfers take about thirty
million. Reading takes some twenty to thirty times as much memory, and about a second a MiB."""

_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_JAPANESE = {"euc_jp": "EUC-JP", "cp932": "Shift_JIS (cp932)"}
"""What it may be instead; the stricter first, for most of what is EUC-JP could be Shift_JIS too."""
_MOST_CHARACTERS = 20
"""A file with more characters that don't belong there is no text at all; the first few tell."""
_SAMPLE = 2000
_FORBIDDEN = re.compile(
    # As YAML 1.2 has it (5.1, c-printable); without DEL, which no text needs.
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_HALF_A_PAIR = re.compile(rb"\\u[dD][89abAB]")
_JSON_ESCAPE = re.compile(rb"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|.)", re.DOTALL)


def read_bytes(path: Path, limit: int = FILE_LIMIT) -> bytes:
    """The file's bytes, but never more than one beyond the limit: what is larger is refused by its size alone."""
    with path.open("rb") as file:
        return file.read(limit + 1)


def line_at(text: AnyStr, position: int) -> int:
    """The line, counted from 1, on which a position lies; lines end with LF, CR or both."""
    before = text[:position]
    if isinstance(before, bytes):
        return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
    return 1 + before.count("\n") + before.count("\r") - before.count("\r\n")


def check_encoding(data: bytes, faults: FaultList, limit: int = FILE_LIMIT) -> None:
    """Find what keeps the bytes from being a text that YAML can hold."""
    if len(data) > limit:
        faults.add(Found("file_too_large", (), {"limit": limit // MIB}, [("larger", {})]))
        return
    if not data.startswith(tuple(_OTHER_MARKS)) and 0.4 < data[:_SAMPLE].count(0) / max(1, len(data[:_SAMPLE])) < 0.6:
        faults.add(_of_two_bytes(data))
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(not_utf_8(data, error))
        return
    for match in islice(_FORBIDDEN.finditer(text), _MOST_CHARACTERS):
        faults.add(Found("bad_character", (), {"number": f"{ord(match[0]):04X}"}, line=line_at(text, match.start())))
    if not faults and not text.strip():
        faults.add(Found("empty_file", ()))


def _of_two_bytes(data: bytes) -> Found:
    """UTF-16 without a mark: to UTF-8, every other character of it is a NUL."""
    position = data.index(0)
    return Found(
        "bad_encoding", (), {"position": position + 1, "byte": "00"}, [("looks_like", {"encoding": "UTF-16"})], line=1
    )


def not_utf_8(data: bytes, error: UnicodeDecodeError) -> Found:
    """The place where the bytes stop being UTF-8, and what they may be instead."""
    # The decoder counts from behind a byte order mark of UTF-8.
    position = error.start + (3 if data.startswith(codecs.BOM_UTF8) else 0)
    found = Found(
        "bad_encoding",
        (),
        {"position": position + 1, "byte": f"{data[position]:02X}"},
        line=line_at(data, position),
    )
    for mark, name in _OTHER_MARKS.items():
        if data.startswith(mark):
            found.hints.append(("looks_like", {"encoding": name}))
            return found
    text = data[:MIB].decode("utf-8", "replace")
    if sum(letter > "\x7f" for letter in text) > 4 * text.count("\ufffd"):
        return found  # UTF-8 in all but a few places: damaged, and nothing else
    for encoding, name in _JAPANESE.items():
        try:
            data[:MIB].decode(encoding)
        except UnicodeDecodeError:
            continue
        found.hints.append(("looks_like", {"encoding": name}))
        break
    return found


def join_surrogates(data: bytes) -> bytes:
    r"""JSON writes characters beyond the first plane as two escapes (`\ud842\udfb7`), which YAML knows as one.

    Only what is JSON as a whole is touched: there a backslash stands between double quotes and nowhere else.
    """
    if not _HALF_A_PAIR.search(data):
        return data
    try:
        orjson.loads(data.removeprefix(codecs.BOM_UTF8))
    except orjson.JSONDecodeError:
        return data
    return _JSON_ESCAPE.sub(_joined, data)


def _joined(match: re.Match[bytes]) -> bytes:
    if match[1] is None:
        return match[0]
    number = 0x10000 + ((int(match[1], 16) - 0xD800) << 10) + (int(match[2], 16) - 0xDC00)
    return b"\\U%08X" % number
