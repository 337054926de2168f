"""Chains that must have an end: contracts that renew contracts, and sub-processors of sub-processors."""

from collections.abc import Iterator, Mapping
from typing import Any

from vendors.register.fault_texts import shown
from vendors.register.faults import FaultList, Found, Path
from vendors.register.references import Lists

Edges = Mapping[str, list[tuple[str, Path]]]
"""From each code to others, each with the path of the field that leads there."""

_TOLD = 10
"""How many of a circle's codes are told."""


def check_circles(lists: Lists, faults: FaultList) -> None:
    """Find two renewals of one contract, and circles of renewals and of sub-processors."""
    renewals: dict[str, list[tuple[str, Path]]] = {}
    renewed: dict[str, tuple[str, Path]] = {}
    for code, entry, path in _coded(lists["contracts"], "contracts"):
        old = entry.get("renews")
        if isinstance(old, str) and old:
            place = (*path, "renews")
            renewals.setdefault(code, []).append((old, place))
            if old in renewed:
                faults.add(Found("renewed_twice", place, {"value": shown(old)}, other=renewed[old][1]))
            renewed.setdefault(old, (code, place))
    subprocessors: dict[str, list[tuple[str, Path]]] = {}
    for code, entry, path in _coded(lists["recipients"], "recipients"):
        below = entry.get("subprocessors")
        for number, one in enumerate(below if isinstance(below, list) else ()):
            if isinstance(one, dict) and isinstance(one.get("recipient"), str):
                place = (*path, "subprocessors", number, "recipient")
                subprocessors.setdefault(code, []).append((one["recipient"], place))
    for fault, edges in (("renewal_cycle", renewals), ("subprocessor_cycle", subprocessors)):
        for place, circle in _circles(edges):
            told = [*circle[:_TOLD], "…", circle[-1]] if len(circle) > _TOLD else circle
            faults.add(Found(fault, place, {"cycle": " → ".join(shown(code).strip("'") for code in told)}))


def _coded(entries: list[Any] | None, name: str) -> Iterator[tuple[str, Mapping[str, Any], Path]]:
    for number, entry in enumerate(entries or ()):
        if isinstance(entry, dict) and isinstance(entry.get("code"), str):
            yield entry["code"], entry, (name, number)


def _circles(edges: Edges) -> Iterator[tuple[Path, list[str]]]:
    """Each edge that closes a circle, with the circle; walked without recursion, for chains may be long."""
    done: set[str] = set()
    for start in edges:
        if start in done:
            continue
        trail = [start]
        places = {start: 0}
        waiting = [iter(edges[start])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                code = trail.pop()
                del places[code]
                done.add(code)
                continue
            code, place = following
            if code in places:
                yield place, [*trail[places[code] :], code]
            elif code not in done:
                places[code] = len(trail)
                trail.append(code)
                waiting.append(iter(edges.get(code, ())))
