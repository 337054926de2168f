"""The formats that rows come in, and how they are told apart: by what the sender says, never by a look inside."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from types import MappingProxyType


class Format(StrEnum):
    """A format of rows."""

    NDJSON = "ndjson"
    CSV = "csv"
    PARQUET = "parquet"


MEDIA_TYPES: Mapping[str, Format] = MappingProxyType(
    {
        "application/x-ndjson": Format.NDJSON,
        "application/jsonl": Format.NDJSON,
        "text/csv": Format.CSV,
        "application/vnd.apache.parquet": Format.PARQUET,
    }
)
_ENDINGS: Mapping[str, Format] = MappingProxyType(
    {
        ".ndjson": Format.NDJSON,
        ".jsonl": Format.NDJSON,
        ".csv": Format.CSV,
        ".parquet": Format.PARQUET,
    }
)
ENCODINGS: Mapping[str, str] = MappingProxyType(
    {
        "utf-8": "utf-8",
        "utf8": "utf-8",
        "shift_jis": "cp932",
        "sjis": "cp932",
        "cp932": "cp932",
        "windows-31j": "cp932",
        "euc-jp": "euc_jp",
    }
)
"""The encodings that CSV may be in, by the names that they go by; spreadsheets in Japan write the second."""


@dataclass(frozen=True)
class Form:
    """In what form rows come."""

    format: Format
    encoding: str = "utf-8"
    """As Python calls it; another than UTF-8 only of CSV."""


def form_of_type(content_type: str) -> Form | None:
    """The form that a `Content-Type` declares; `None` for one that is not taken."""
    name, *parameters = (part.strip().lower() for part in content_type.split(";"))
    said = next((part[8:].strip('"') for part in parameters if part.startswith("charset=")), "utf-8")
    return form_of(MEDIA_TYPES.get(name), said)


def form_of_name(name: str, encoding: str = "utf-8") -> Form | None:
    """The form that the ending of a file's name declares; `None` for one that is not taken."""
    return form_of(_ENDINGS.get(PurePath(name).suffix.lower()), encoding)


def form_of(format_: Format | None, encoding: str) -> Form | None:
    """The form of that format in that encoding; `None` where the format does not come in it."""
    known = ENCODINGS.get(encoding.lower())
    if format_ is None or known is None or (format_ is not Format.CSV and known != "utf-8"):
        return None
    return Form(format_, known)
