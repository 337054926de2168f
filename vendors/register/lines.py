"""On which lines of the file paths lie: looked up only once there are faults, so that a good file does not pay."""

import contextlib
from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from vendors.register.faults import Path
from vendors.register.yaml_tree import DEPTH_LIMIT, events, prepared


class Wanted:
    """A place that faults speak of, and the places inside it."""

    __slots__ = ("inside", "line")

    def __init__(self) -> None:
        """Begin without a line."""
        self.inside: dict[str | int, Wanted] = {}
        self.line: int | None = None


class Place:
    """A list or mapping on the way; `wanted` is `None` where nothing in it is asked for."""

    __slots__ = ("expects_key", "is_list", "next", "position", "wanted")

    def __init__(self, wanted: Wanted | None, *, is_list: bool) -> None:
        """Begin before the first value."""
        self.wanted = wanted
        self.is_list = is_list
        self.expects_key = not is_list
        self.position = 0
        self.next: Wanted | None = None


def lines_of(data: bytes, paths: Iterable[Path]) -> Mapping[Path, int | None]:
    """The line of each path, counted from 1: of a key, or of a list's entry.

    What isn't in the file (a missing field) has the line of what should hold it. Of equal keys the first counts.
    """
    paths = list(paths)
    if not paths:
        return {}
    top = Wanted()
    for path in paths:
        place = top
        for step in path:
            place = place.inside.setdefault(step, Wanted())
    with contextlib.suppress(yaml.YAMLError):  # a fault of its own; the lines before it are known
        _walk(data, top)
    return {path: _line(top, path) for path in paths}


def _line(top: Wanted, path: Path) -> int | None:
    line, place = top.line, top
    for step in path:
        place = place.inside[step]
        if place.line is None:
            break
        line = place.line
    return line


def _walk(data: bytes, top: Wanted) -> None:
    """Go through the events and note the lines."""
    prepared_data, restored = prepared(data)
    places: list[Place] = []
    for event in events(prepared_data):
        kind = type(event)
        if kind is yaml.ScalarEvent and places and places[-1].expects_key:
            _note_key(places[-1], restored(event.value), event)
        elif kind in (yaml.SequenceEndEvent, yaml.MappingEndEvent):
            places.pop()
        elif kind in _VALUES:
            wanted = _note_value(places[-1], event) if places else _note(top, event)
            if kind in (yaml.SequenceStartEvent, yaml.MappingStartEvent):
                if len(places) >= DEPTH_LIMIT:
                    return
                places.append(Place(wanted, is_list=kind is yaml.SequenceStartEvent))
        elif kind is yaml.DocumentEndEvent:
            return


_VALUES = (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent, yaml.AliasEvent)


def _note_key(place: Place, key: str, event: Any) -> None:
    place.expects_key = False
    wanted = None if place.wanted is None else place.wanted.inside.get(key)
    place.next = None if wanted is None or wanted.line is not None else _note(wanted, event)


def _note_value(place: Place, event: Any) -> Wanted | None:
    if place.is_list:
        wanted = None if place.wanted is None else place.wanted.inside.get(place.position)
        place.position += 1
        return None if wanted is None else _note(wanted, event)
    if place.expects_key:
        # A list, a mapping or an alias for a key: nothing in it, nor its value, has a path.
        place.expects_key, place.next = False, None
        return None
    place.expects_key = True
    return place.next


def _note(wanted: Wanted, event: Any) -> Wanted:
    wanted.line = event.start_mark.line + 1
    return wanted
