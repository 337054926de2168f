"""Reading a register file: a whole register that everything else may rely on, or every fault and nothing else."""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from vendors.register.coherence import check_coherence
from vendors.register.documents import ENTRY_TYPES
from vendors.register.encoding import FILE_LIMIT, check_encoding, read_bytes
from vendors.register.entries.operator import Limits, Operator
from vendors.register.entries.part import Entry, is_absent, known_keys
from vendors.register.entries.register import Register
from vendors.register.fault_texts import KINDS, shown
from vendors.register.faults import Fault, FaultList, Found, RegisterRefused
from vendors.register.lines import lines_of
from vendors.register.references import Lists, check_references
from vendors.register.shape import checked, kind_of, unknown_key, wrong_type
from vendors.register.values import time_zones
from vendors.register.yaml_tree import REFUSED, Tree

__all__ = ["Fault", "RegisterRefused", "read_register", "read_register_file"]

VERSION = 1


def read_register_file(path: FilePath, extra_keys: frozenset[str] = frozenset()) -> Register:
    """Read a register from disk; see `read_register`. A file beyond the limit is refused without being read.

    Raises `RegisterRefused`, and `OSError` where there is no such file or it can't be read.
    """
    return read_register(read_bytes(path), extra_keys)


def read_register(data: bytes, extra_keys: frozenset[str] = frozenset(), limit: int = FILE_LIMIT) -> Register:
    """The register that the file's bytes hold: UTF-8, YAML 1.2 or JSON.

    `extra_keys` may stand at the top and are passed over (a harness keeps its expectations there); `limit` is how many
    bytes the file may have. Raises
    `RegisterRefused` with every fault, each with its line and path; a file that can't be read as YAML to its end
    has only the faults up to there, and one of an unknown version only that.
    """
    faults = FaultList()
    check_encoding(data, faults, limit)
    if faults:
        raise faults.refusal({(): None})
    tree = Tree(data, faults, limit)
    register = _register(tree.root, extra_keys, faults) if tree.is_whole else None
    if faults or register is None:
        places = [found.path for found in faults.found if found.line is None]
        places += [found.other for found in faults.found if found.other is not None]
        raise faults.refusal(lines_of(data, places))
    return register


def _register(root: Any, extra_keys: frozenset[str], faults: FaultList) -> Register | None:
    """The register that the plain data stands for; `None` where there are faults."""
    if not isinstance(root, dict):
        if root is not REFUSED:
            faults.add(Found("not_a_register", (), {"given": KINDS[kind_of(root)]}))
        return None
    if not _is_known_version(root, faults):
        return None
    known = known_keys(Register)
    for key in root:
        if key not in known and key not in extra_keys and not faults.is_full:
            faults.add(unknown_key((key,), known))
    operator = _operator(root, faults)
    limits = Limits() if is_absent(root.get("limits")) else checked(Limits, root["limits"], ("limits",), faults)
    lists: dict[str, list[Any] | None] = {name: _list(root, name, faults) for name in ENTRY_TYPES}
    entries = {name: _entries(name, lists, faults) for name in ENTRY_TYPES}
    check_references(lists, faults)
    check_coherence(lists, operator_time_zone(root.get("operator")), faults)
    if faults:
        return None
    return Register.model_validate({"register": VERSION, "operator": operator, "limits": limits, **entries})


def _is_known_version(root: Mapping[str, Any], faults: FaultList) -> bool:
    """Whether the file is of a version that can be checked; one without any is checked as if it were of this one."""
    version = root.get("register")
    if version is REFUSED:
        return True
    if is_absent(version):
        faults.add(Found("missing_field", ("register",), {"value": "'register'"}))
    elif type(version) is not int:
        faults.add(wrong_type(version, "whole", ("register",)))
    elif version != VERSION:
        faults.add(Found("unknown_version", ("register",), {"value": shown(version)}))
        return False
    return True


def _operator(root: Mapping[str, Any], faults: FaultList) -> Operator | None:
    operator = root.get("operator")
    if is_absent(operator):
        faults.add(Found("missing_field", ("operator",), {"value": "'operator'"}))
        return None
    return checked(Operator, operator, ("operator",), faults)


def operator_time_zone(operator: Any) -> str:
    """The time zone that an operator's entry names; where that can't be read, the default serves the other checks."""
    given = operator.get("time_zone") if isinstance(operator, dict) else None
    default: str = Operator.model_fields["time_zone"].default
    return given if isinstance(given, str) and given in time_zones() else default


def _list(root: Mapping[str, Any], name: str, faults: FaultList) -> list[Any] | None:
    """A list of the register as the file has it; `None` where it is something else."""
    held = root.get(name)
    if is_absent(held):
        return []
    if isinstance(held, list):
        return held
    if held is not REFUSED:
        faults.add(wrong_type(held, "list", (name,)))
    return None


def _entries(name: str, lists: Lists, faults: FaultList) -> list[Entry]:
    """The entries of a list that are without fault."""
    kind = ENTRY_TYPES[name]
    parts = (checked(kind, entry, (name, number), faults) for number, entry in enumerate(lists[name] or ()))
    return [part for part in parts if part is not None]
