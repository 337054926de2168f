"""A register file as plain data, built from YAML's events without recursion, in bounded time and memory.

What no register needs and attackers like is refused: aliases, merge keys, tags beyond the core schema's, directives,
several documents, deep nesting. A refused value leaves `REFUSED` in its place, so that the rest can still be checked.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import yaml
from yaml._yaml import CParser

from vendors.register.encoding import FILE_LIMIT, join_surrogates, line_at
from vendors.register.fault_texts import shown
from vendors.register.faults import FaultList, Found, Path
from vendors.register.yaml_problems import problem_texts
from vendors.register.yaml_scalars import COLLECTION_TAGS, TEXT_TAGS, plain_scalar, tagged_scalar

DEPTH_LIMIT = 20
"""How deep values may be nested; a register's own shape is six deep."""
VALUE_LIMIT = 8_000_000
"""How many values a file may hold; a file of the largest size has five million."""
COLLECTION_LIMIT = 1_500_000
"""How many of them may be lists and mappings, which take the memory."""


class Refused:
    """Stands where a value was refused: a fault is known, so nothing more is said about it."""

    def __repr__(self) -> str:
        """A name for it, for people who debug."""
        return "REFUSED"


REFUSED = Refused()

_END = rb"(?:\r\n|[\r\n])"
_PROLOGUE = re.compile(rb"(?:[ \t]*(?:#[^\r\n]*)?" + _END + rb"|%[^\r\n]*" + _END + rb"){1,1000}")
"""Lines before the document; not all at once, for each is remembered while the next are looked at."""
_DIRECTIVE = re.compile(rb"(?<![^\r\n])%[^\r\n]*")
_KNOWN_DIRECTIVE = re.compile(rb"%YAML[ \t]+1\.2[ \t]*(?:#.*)?")
_FURTHER_TEXT = re.compile(r"^[ \t]*(?![ \t\r\n#]|\.\.\.[ \t]*(?:#.*)?$)(?=.)", re.MULTILINE)
_OLD_BREAKS = ("\x85", "\u2028", "\u2029")
_REMEMBERED = 200_000
_TOLD = 20


class Frame:
    """A list or mapping that is being read."""

    __slots__ = ("expects_key", "holder", "kept", "key", "keys")

    def __init__(self, holder: Any) -> None:
        """Begin with nothing in it; `key` is the key of the value that comes next, or is being read."""
        self.holder = holder
        self.keys: Any = holder if isinstance(holder, dict) else None
        self.expects_key = isinstance(holder, dict)
        self.key = ""
        self.kept = True


class Broken(Exception):  # noqa: N818  # ends the reading; the fault itself is in the list
    """The file cannot be read any further."""


def prepared(data: bytes) -> tuple[bytes, Callable[[str], str]]:
    """The bytes as the parser gets them, and what turns a scalar of its back into the text that stood there.

    The parser knows YAML 1.1, to which U+0085, U+2028 and U+2029 are ends of lines. To YAML 1.2 they are characters
    like any other, so characters that the file doesn't have take their places.
    """
    data = join_surrogates(data)
    if not any(mark.encode() in data for mark in _OLD_BREAKS):
        return data, str
    text = data.decode("utf-8-sig")
    free = (chr(number) for number in range(0xF0000, 0xFFFFE))
    stand_ins = {mark: next(letter for letter in free if letter not in text) for mark in _OLD_BREAKS}
    back = {ord(stand_in): mark for mark, stand_in in stand_ins.items()}
    return text.translate(
        {ord(mark): stand_in for mark, stand_in in stand_ins.items()}
    ).encode(), lambda scalar: scalar.translate(back)


def events(data: bytes) -> Iterator[Any]:
    """The parser's events, one after the other."""
    parser = CParser(data)
    try:
        while (event := parser.get_event()) is not None:
            yield event
    finally:
        parser.dispose()


class Tree:
    """Reads one file; `root` is what it holds, `is_whole` whether it could be read to its end."""

    def __init__(self, data: bytes, faults: FaultList, limit: int = FILE_LIMIT) -> None:
        """Read the file; what is wrong with its YAML goes into `faults`.

        Where more bytes than usual may be read, so may more values.
        """
        times = max(1, -(-limit // FILE_LIMIT))
        self._value_limit, self._collection_limit = VALUE_LIMIT * times, COLLECTION_LIMIT * times
        self.root: Any = None
        self.is_whole = False
        self._faults = faults
        self._frames: list[Frame] = []
        self._values = 0
        self._collections = 0
        self._remembered: dict[str, Any] = {}
        try:
            self._check_directives(data)
            data, self._restored = prepared(data)
            self._read(data)
            self.is_whole = True
        except Broken:
            pass
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = problem_texts(str(error.problem))
            self._add("bad_yaml", None if mark is None else mark.line + 1, problem=problem)
        except yaml.YAMLError as error:
            self._add("bad_yaml", None, problem=problem_texts(" ".join(str(error).split())))

    def _check_directives(self, data: bytes) -> None:
        """Refuse `%TAG` and the like before the parser sees them: many of them cost it time without end."""
        end = len(BOM_UTF8) if data.startswith(BOM_UTF8) else 0
        while lines := _PROLOGUE.match(data, end):
            end = lines.end()
        for number, directive in enumerate(_DIRECTIVE.finditer(data, 0, end)):
            if number or not _KNOWN_DIRECTIVE.fullmatch(directive[0]):
                told = shown(directive[0].decode("utf-8", "replace").strip())
                self._add("directive", line_at(data, directive.start()), value=told)
                if number >= _TOLD:
                    break
        if self._faults:
            raise Broken

    def _read(self, data: bytes) -> None:
        """Build the tree from the events."""
        scalar, end = yaml.ScalarEvent, (yaml.SequenceEndEvent, yaml.MappingEndEvent)
        frames = self._frames
        for event in events(data):
            kind = type(event)
            if kind is scalar:
                if frames and frames[-1].expects_key:
                    self._take_key(event)
                else:
                    self._place(self._scalar(event))
            elif kind in end:
                frames.pop()
            elif kind is yaml.MappingStartEvent:
                self._open(event, {}, "mapping")
            elif kind is yaml.SequenceStartEvent:
                self._open(event, [], "list")
            elif kind is yaml.AliasEvent:
                self._add("alias", event.start_mark.line + 1, value=event.anchor[:60])
                self._place(REFUSED)
            elif kind is yaml.DocumentEndEvent:
                self._check_nothing_follows(data, event)
                return

    def _open(self, event: Any, holder: Any, kind: str) -> None:
        """Begin a list or a mapping."""
        self._collections += 1
        if len(self._frames) >= DEPTH_LIMIT:
            self._add("too_deep", event.start_mark.line + 1, limit=DEPTH_LIMIT)
            raise Broken
        if self._collections > self._collection_limit:
            self._add_too_many(event.start_mark.line + 1, self._collection_limit)
        if event.tag is not None and event.tag not in COLLECTION_TAGS[kind]:
            self._add("bad_tag", event.start_mark.line + 1, value=shown(event.tag))
        if self._frames and self._frames[-1].expects_key:
            self._add("bad_key", event.start_mark.line + 1)
        self._place(holder)
        self._frames.append(Frame(holder))

    def _take_key(self, event: Any) -> None:
        """The next value's key. A key is its text, whatever else it might be: no key of a register is a number."""
        frame = self._frames[-1]
        key = self._restored(event.value)
        frame.key, frame.expects_key, frame.kept = key, False, True
        if key in frame.keys:
            path = self._path()
            self._add("duplicate_key", event.start_mark.line + 1, path, path, value=shown(key))
            frame.kept = False
        elif key == "<<" and event.implicit[0]:
            self._add("merge_key", event.start_mark.line + 1)
            frame.kept = False
        elif event.tag is not None and event.tag not in TEXT_TAGS:
            self._add("bad_tag", event.start_mark.line + 1, value=shown(event.tag))

    def _place(self, value: Any) -> None:
        """Put a value where it belongs."""
        self._values += 1
        if self._values > self._value_limit:
            self._add_too_many(None, self._value_limit)
        if not self._frames:
            self.root = value
            return
        frame = self._frames[-1]
        if frame.keys is None:
            frame.holder.append(value)
        elif frame.expects_key:
            # A list, mapping or alias for a key: read past it and past its value.
            frame.key, frame.expects_key, frame.kept = "?", False, False
        else:
            if frame.kept:
                frame.keys[frame.key] = value
            frame.expects_key = True

    def _scalar(self, event: Any) -> Any:
        """What a scalar stands for."""
        text: str = event.value
        if event.implicit[0]:
            remembered = self._remembered
            value = remembered.get(text, REFUSED)
            if value is REFUSED:
                value = plain_scalar(text)
                if isinstance(value, str):
                    value = self._restored(value)
                if len(remembered) < _REMEMBERED:
                    remembered[text] = value
            return value
        if event.tag is None:
            return self._restored(text)
        try:
            return tagged_scalar(self._restored(text), event.tag)
        except ValueError:
            self._add("bad_tag", event.start_mark.line + 1, value=shown(event.tag))
            return REFUSED

    def _check_nothing_follows(self, data: bytes, event: Any) -> None:
        """Refuse a second document without reading it."""
        rest = data.decode("utf-8-sig")[event.end_mark.index :]
        following = _FURTHER_TEXT.search(rest)
        if following is not None:
            self._add("several_documents", event.end_mark.line + line_at(rest, following.end()))
            raise Broken

    def _add_too_many(self, line: int | None, limit: int) -> NoReturn:
        """End the reading: what is read so far has taken as much memory as it may."""
        if not self._faults.is_full:
            self._faults.add(Found("too_many_values", self._path(), {"limit": limit}, [("larger", {})], line))
        raise Broken

    def _add(
        self, code: str, line: int | None, path: Path | None = None, other: Path | None = None, **params: Any
    ) -> None:
        if self._faults.is_full:
            raise Broken
        self._faults.add(Found(code, self._path() if path is None else path, params, line=line, other=other))

    def _path(self) -> Path:
        """Where the reading is: of the innermost collection what comes next, of those around it what is being read."""
        steps: list[str | int] = []
        for frame in self._frames:
            innermost = frame is self._frames[-1]
            if frame.keys is None:
                steps.append(len(frame.holder) - (0 if innermost else 1))
            elif not (innermost and frame.expects_key):
                steps.append(frame.key)
        return tuple(steps)
