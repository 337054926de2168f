"""What the service answers instead of data: a code that never changes, and words in two languages."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """The codes of errors, in `extensions.code`."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_CURSOR = "BAD_CURSOR"
    BAD_INPUT = "BAD_INPUT"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    DOCUMENT_UNKNOWN = "DOCUMENT_UNKNOWN"
    DOCUMENT_UNTRUSTED = "DOCUMENT_UNTRUSTED"
    CONFLICT = "CONFLICT"
    PERSONS_PURGED = "PERSONS_PURGED"
    PERSONS_NOT_LISTED = "PERSONS_NOT_LISTED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"


@dataclass
class Refused(Exception):  # noqa: N818  # a refusal is a fact, not a fault
    """Something that is not answered; said to the caller as it stands here."""

    code: Code
    en: str
    ja: str
    path: Sequence[str | int] = ()
    """The response keys down to the field, where it is about one."""
    locations: Sequence[tuple[int, int]] = ()
    """Lines and columns in the document, from 1."""
    argument: Sequence[str | int] = ()
    """Where within the field's arguments it is, if that is known."""
    at: Sequence[int] = ()
    """The same as offsets into the document, from 0, as long as nobody asked for lines."""

    def message(self, language: str) -> str:
        """The words in that language, `ja` or `en`."""
        return self.ja if language == "ja" else self.en

    def as_error(self, language: str) -> dict[str, object]:
        """An entry of a response's `errors`."""
        extensions: dict[str, object] = {"code": self.code.value}
        if self.argument:
            extensions["argument"] = list(self.argument)
        error: dict[str, object] = {"message": self.message(language), "extensions": extensions}
        if self.locations:
            error["locations"] = [{"line": line, "column": column} for line, column in self.locations]
        if self.path:
            error["path"] = list(self.path)
        return error


class Refusals(Exception):  # noqa: N818  # the same
    """Several of them at once, so that a caller mends all in one go."""

    def __init__(self, refusals: Sequence[Refused]) -> None:
        super().__init__(refusals)
        self.refusals = refusals
