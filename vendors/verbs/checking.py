"""The law of the file, asked of what a verb writes: the same checks, on these entries and their neighbours.

A fault has its place in the input: where the input says what is wrong, else at the entry that it wrote last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vendors.register.coherence import check_coherence
from vendors.register.documents import ENTRY_TYPES
from vendors.register.entries.operator import Limits, Operator
from vendors.register.entries.part import Part
from vendors.register.fault_texts import LISTS, shown
from vendors.register.faults import FaultList, Found, Path, path_text
from vendors.register.references import check_references
from vendors.register.shape import checked
from vendors.store.entries import LIMITS, OPERATOR
from vendors.verbs.days_in_order import Dated, out_of_order, renewals_out_of_order
from vendors.verbs.desk import NOUNS, Desk, Place, Worked
from vendors.verbs.naming_others import COUNTED, TOLD
from vendors.verbs.neighbourhood import Neighbourhood, Standing
from vendors.verbs.refusals import Refusal
from vendors.verbs.verb import name_of

DAYS = frozenset({"reversed_period", "day_too_early", "day_too_late"})
"""What is wrong with two days, whichever of them is said."""
STILL_NAMED = "still_named"
SINGLE: Mapping[str, type[Part]] = {OPERATOR: Operator, LIMITS: Limits}


@dataclass
class Law:
    """What is asked whether it is whole, and the words for what is not."""

    desk: Desk
    time_zone: str
    naming_removed: Mapping[Place, int] = field(default_factory=dict)
    """By each entry that is removed, how many name it."""

    async def entries(self) -> list[tuple[Worked, Part | None]]:
        """What is written, as entries; `None` for what is removed. What isn't whole is refused at the desk."""
        around = Neighbourhood(self.desk.connection, self.desk.worked)
        neighbours = await around.gather()
        self.naming_removed = around.naming_removed
        made, refused, unknown = self._checked(neighbours)
        if unknown:
            # So that the words for it can name what it may have been meant to be, as they do of a file.
            await around.add_names(unknown)
            made, refused, _ = self._checked(neighbours)
        self.desk.refused += refused
        return made

    def _checked(self, neighbours: Standing) -> tuple[list[tuple[Worked, Part | None]], list[Refusal], set[str]]:
        """The entries, what isn't whole, and the lists that miss a code."""
        lists = {name: list(of.values()) for name, of in neighbours.items()}
        names = {name: [f"{name}.{key}" for key in of] for name, of in neighbours.items()}
        faults, placed, made = FaultList(), dict[Path, Worked](), list[tuple[Worked, Part | None]]()
        for one in self.desk.worked:
            part = None
            if one.now is not None:
                place: Path = (one.list_name,)
                if one.list_name not in SINGLE:
                    place = (one.list_name, len(lists[one.list_name]))
                    lists[one.list_name].append(one.now)
                placed[place] = one
                part = checked(SINGLE.get(one.list_name) or ENTRY_TYPES[one.list_name], one.now, place, faults)
                for found in () if part is None else out_of_order(one.list_name, one.stored, one.now, place):
                    faults.add(found)
            made.append((one, part))
        check_references(lists, faults)
        check_coherence(lists, self.time_zone, faults)
        contracts: dict[str, Dated] = {code: (None, one, one) for code, one in neighbours["contracts"].items()}
        for place, one in placed.items():
            if one.list_name == "contracts" and one.now is not None:
                contracts[str(one.now.get("code"))] = place, one.stored or {}, one.now
        for found in renewals_out_of_order(contracts):
            faults.add(found)
        missed = [found.params["list"] for found in faults.found if found.code == "unknown_reference"]
        refused, naming = list[Refusal](), dict[Path, dict[Path, Refusal]]()
        for found in faults.found:
            refusal = self._refusal(found, placed, names)
            if refusal.code == STILL_NAMED:
                naming.setdefault(refusal.path, {}).setdefault(found.path[:2], refusal)
            else:
                refused.append(refusal)
        refused += [_named_by([*those.values()]) for those in naming.values()]
        return made, refused, {name for name, words in LISTS.items() if words in missed}

    def _refusal(self, found: Found, placed: Mapping[Path, Worked], names: Mapping[str, list[str]]) -> Refusal:
        params = dict(found.params)
        if found.code in DAYS:
            found = _at_the_day_said(found, placed)
        elif found.other is not None:
            params["other"] = _told(found.other, placed, names)
        one, inside = _written(found.path, placed)
        if one is not None:
            return Refusal(found.code, _said(one, inside), params, found.hints)
        return self._of_neighbour(found, params, _told(found.path, placed, names))

    def _of_neighbour(self, found: Found, params: dict[str, Any], told: str) -> Refusal:
        """A fault at an entry that stays as it is: what was written around it makes it one."""
        worked, list_name = self.desk.worked, str(found.path[0])
        if found.code == "unknown_reference":
            for one in worked:
                if one.now is None and params["value"] == shown(one.key) and params["list"] == NOUNS.get(one.list_name):
                    number = self.naming_removed.get((one.list_name, str(one.key)), 0)
                    return Refusal(
                        STILL_NAMED, (*one.at, name_of(one.list_name)), {**params, "by": told, "more": number}
                    )
        key = next((step for step in found.path[2:] if isinstance(step, str)), None)
        if found.code == "item_not_in_transfer":
            list_name, key, params = "transfers", "items", {**params, "by": told}
            those = [one for one in worked if shown(one.key) == params["transfer"] or one.list_name == OPERATOR]
        else:
            those = [one for one in worked if one.list_name == list_name and one.now and key in one.now]
        one = (those or worked)[0]
        return Refusal(found.code, _said(one, (key,) if key else ()), params, found.hints)


def _named_by(those: Sequence[Refusal]) -> Refusal:
    """One refusal for all who name what is to be removed: a few by name, and how many more there are."""
    told, number = those[:TOLD], int(those[0].params["more"])
    more = max(number, len(those)) - len(told)
    by = ", ".join(str(one.params["by"]) for one in told)
    hint = "many_name_it" if number >= COUNTED else "more_name_it"
    return replace(
        told[0], params={**told[0].params, "by": by, "more": more}, hints=[(hint, {"more": more})] if more else []
    )


def _written(path: Path, placed: Mapping[Path, Worked]) -> tuple[Worked | None, Path]:
    """The written entry that a path of the checked lists leads into, and the way on inside it."""
    for length in (1, 2):
        if (one := placed.get(path[:length])) is not None:
            return one, path[length:]
    return None, ()


def _at_the_day_said(found: Found, placed: Mapping[Path, Worked]) -> Found:
    """A fault of two days, at the other one where the input says that one alone."""
    other = (*found.path[:-1], "from") if found.code == "reversed_period" else found.other
    those = [_written(path, placed) for path in (found.path, other) if path is not None]
    says = [one is not None and _way(one, inside) is not None for one, inside in those]
    return replace(found, path=other) if other is not None and says == [False, True] else found


def _said(one: Worked, inside: Path) -> Path:
    """Where the input says what stands at a place of an entry."""
    return _way(one, inside) or one.at


def _way(one: Worked, inside: Path) -> Path | None:
    """The same, by the longest way there, the last of several; `None` where it doesn't say it."""
    best: tuple[Path, Path] | None = None
    for prefix, place in one.said:
        if inside[: len(prefix)] == prefix and (best is None or len(prefix) >= len(best[0])):
            best = prefix, place
    return None if best is None else (*best[1], *inside[len(best[0]) :])


def _told(path: Path, placed: Mapping[Path, Worked], names: Mapping[str, list[str]]) -> str:
    """A place in the register, by the entry's name: `contracts.acme-dpa.renews`."""
    one, inside = _written(path, placed)
    if one is not None:
        named = one.key or (one.now or {}).get(name_of(one.list_name))
        rest = path_text(inside)
        return f"{one.list_name}.{named}" + (f".{rest}" if rest else "")
    list_name, number, *rest_of = path
    rest = path_text(tuple(rest_of))
    name = names[str(list_name)][int(number)]
    return f"{name}.{rest}" if rest else name
