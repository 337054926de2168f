"""What a PDF of ours says: its letters, read without any program for PDF."""

import base64
import re
import zlib


def letters(pdf: bytes) -> str:
    """All letters that the pages of a PDF show, in their order."""
    shown = ""
    latin = {found[1] for found in re.finditer(rb"/BaseFont /Courier\b[^>]*?/Name /(F\d+)", pdf)}
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        font = b""
        for name, text in re.findall(rb"/(F\d+) [\d.]+ Tf|\((.*?)(?<!\\)\) Tj", _unpacked(stream), re.DOTALL):
            font = name or font
            shown += "" if name else _told(text, "latin-1" if font in latin else "utf-16-be")
    return shown


def _unpacked(stream: bytes) -> bytes:
    return zlib.decompress(base64.a85decode(b"<~" + stream.strip().removesuffix(b"~>") + b"~>", adobe=True))


def _told(text: bytes, encoding: str) -> str:
    escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

    def plain(found: "re.Match[bytes]") -> bytes:
        said = found[1]
        return bytes([int(said, 8)]) if said.isdigit() else escapes.get(said, said)

    return re.sub(rb"\\([0-7]{3}|.)", plain, text, flags=re.DOTALL).decode(encoding, "replace")
