"""Trusted documents: questions that were written down beforehand, in a folder, and are asked for by their id.

A document's id is the name of its file without `.graphql`, or `sha256:` and the SHA-256 of the file in hexadecimal, as
the draft on persisted documents of GraphQL over HTTP has it.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ENDING = ".graphql"
_NAME = re.compile(r"[A-Za-z0-9._~-]{1,100}\Z")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file of the folder."""

    place: str
    """The file, with line and column where there are any: `board.graphql:3:5`."""
    en: str
    ja: str


class DocumentsRefused(Exception):  # noqa: N818  # a refusal, not an error
    """The folder can't be trusted as it is; every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def message(self, language: str) -> str:
        """One line for each fault."""
        return "\n".join(f"{one.place}: {one.ja if language == 'ja' else one.en}" for one in self.faults)


@dataclass(frozen=True)
class Documents:
    """The trusted documents of a service."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By name."""
    only: bool = False
    """Whether nothing else is answered."""

    def ids(self, name: str) -> tuple[str, str]:
        """Under which ids the document of that name is asked for."""
        return name, f"sha256:{hashlib.sha256(self.texts[name].encode()).hexdigest()}"


def documents_of(folder: str, *, only: bool = False) -> Documents:
    """The documents of a folder; raises `DocumentsRefused` where one can't be read or named, or there is none.

    Only its own files count, not those of folders below; files with another ending are somebody else's.
    """
    faults = []
    texts: dict[str, str] = {}
    try:
        files = sorted(path for path in Path(folder).iterdir() if path.suffix == ENDING and path.is_file())
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise DocumentsRefused(
            [Fault(folder, f"The folder can't be read: {why}.", f"フォルダーを読めません: {why}")]
        ) from fault
    for path in files:
        try:
            texts[path.stem] = path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as fault:
            faults.append(Fault(path.name, f"It can't be read as UTF-8: {fault}.", f"UTF-8 として読めません: {fault}"))
        if not _NAME.match(path.stem):
            faults.append(
                Fault(
                    path.name,
                    "A document is named in letters, digits and -._~, at most 100 of them.",
                    "文書の名前に使えるのは英数字と -._~、100 字までです。",
                )
            )
    if not files:
        faults.append(Fault(folder, f"There is no file that ends in {ENDING}.", f"{ENDING} ファイルがありません。"))
    if faults:
        raise DocumentsRefused(faults)
    return Documents(texts, only)
