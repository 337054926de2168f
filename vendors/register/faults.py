"""What is wrong with a register file: every fault with its line and its path, in words a person can act on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vendors.register.fault_texts import FAULTS, HINTS, Lang, shown

Path = tuple[str | int, ...]
"""The way from the top of the file to a value: keys, and positions in lists counted from 0."""

MOST_FAULTS = 10_000
"""The search for faults ends with this many."""


def path_text(path: Path) -> str:
    """A path as people read it: `transfers[3].contract`; a key that is no plain word stands in quotes."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif step.isidentifier() and len(step) <= 64:
            text += f".{step}" if text else step
        else:
            text += f"[{shown(step)}]"
    return text


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason to refuse a file.

    `code` never changes its meaning; `line` counts from 1 and is `None` where the fault has no place (an empty file);
    `path` is empty where the file could not be read as far as that.
    """

    code: str
    line: int | None
    path: str
    params: Mapping[str, Any] = field(default_factory=dict)
    hints: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def message(self, lang: Lang = "en") -> str:
        """What was refused, why, and what would be accepted; without the place."""
        texts = [FAULTS[self.code][lang].format_map(self.params)]
        texts += [HINTS[name][lang].format_map(params) for name, params in self.hints]
        return ("" if lang == "ja" else " ").join(texts)

    def text(self, lang: Lang = "en") -> str:
        """The whole sentence, with its place: `transfers[3].contract (line 41): ...`."""
        if self.line is None:
            place = self.path
        elif lang == "ja":
            place = f"{self.path}（{self.line}行目）" if self.path else f"{self.line}行目"
        else:
            place = f"{self.path} (line {self.line})" if self.path else f"line {self.line}"
        return f"{place}: {self.message(lang)}" if place else self.message(lang)


class RegisterRefused(Exception):  # noqa: N818  # refusals are named as facts
    """The file is refused whole; nothing of it is used.

    `faults` lists every fault, in the order of the file. Only with `MOST_FAULTS` of them the search ended there, and
    `more` says that there may be others.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Refuse for these faults; there is at least one."""
        assert faults, "a file is refused for a reason"
        super().__init__(faults)
        self.faults = faults
        self.more = len(faults) >= MOST_FAULTS

    def text(self, lang: Lang = "en") -> str:
        """The report: how many faults, then one to a line."""
        count = len(self.faults)
        lines = [HINTS["refused_one" if count == 1 else "refused_many"][lang].format(count=count)]
        lines += [fault.text(lang) for fault in self.faults]
        if self.more:
            lines.append(HINTS["more"][lang].format(count=count))
        return "\n".join(lines)

    def __str__(self) -> str:
        """The report in English."""
        return self.text("en")


@dataclass(slots=True)
class Found:
    """A fault as it is found: where in the document; the line follows later, unless it is known at once.

    `other` is a second place that the message names (the first of two equal codes): its path and line become the
    params `other` and `other_line`.
    """

    code: str
    path: Path
    params: dict[str, Any] = field(default_factory=dict)
    hints: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    line: int | None = None
    other: Path | None = None


class FaultList:
    """Gathers faults, of each place and code one, up to `MOST_FAULTS`."""

    def __init__(self) -> None:
        """Begin without a fault."""
        self.found: list[Found] = []
        self._seen: set[tuple[str, Path]] = set()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.found)

    @property
    def is_full(self) -> bool:
        """Whether the search can end: further faults are not kept."""
        return len(self.found) >= MOST_FAULTS

    def add(self, found: Found) -> None:
        """Keep the fault, unless the same one is known."""
        if self.is_full:
            return
        # Equal keys of one mapping share their path, so what has a line of its own is told apart by it.
        key = (found.code, (*found.path, -1 if found.line is None else -1 - found.line))
        if key not in self._seen:
            self._seen.add(key)
            self.found.append(found)

    def refusal(self, lines: Mapping[Path, int | None]) -> RegisterRefused:
        """The refusal, in the order of the file, once the lines of all paths are known."""
        placed = []
        for found in self.found:
            params = dict(found.params)
            if found.other is not None:
                params |= {"other": path_text(found.other), "other_line": lines[found.other]}
            line = lines[found.path] if found.line is None else found.line
            fault = Fault(found.code, line, path_text(found.path), params, tuple(found.hints))
            placed.append(((line or 0, _in_order(found.path)), fault))
        placed.sort(key=lambda each: each[0])
        return RegisterRefused(tuple(fault for _, fault in placed))


def _in_order(path: Path) -> tuple[tuple[int, str], ...]:
    """What paths of one line are put in order by: the tenth entry comes after the second."""
    return tuple((step, "") if isinstance(step, int) else (-1, step) for step in path)
